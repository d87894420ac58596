import type { BehaviourColumn } from "../../fitting/model/definition.ts";
import { compareNaturally } from "../../math/naturalOrder.ts";
import { argument } from "./argument.ts";
import type { CellColumn } from "./cellColumn.ts";

/** Texts in a column of numbers. */
export interface TextProblem {
  /** First row with one. */
  readonly row: number;
  readonly message: string;
}

/** What to say of texts among the rows that count where numbers are needed; null if there are none. */
export function textProblem(cells: CellColumn, rows: Int32Array, column: BehaviourColumn | null): TextProblem | null {
  const texts = cells.texts();
  if (texts.length === 0) return null;
  const counts = new Map<number, number>();
  let first = -1;
  let total = 0;
  let numbers = 0;
  for (const row of rows) {
    const text = cells.textAt(row);
    if (text < 0) {
      if (!Number.isNaN(cells.numbers()[row]!)) numbers++;
      continue;
    }
    if (first < 0) first = row;
    total++;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (first < 0) return null;
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6);
  const shown = common.map(([text, count]) => `"${texts[text]}"${total > 1 ? ` (${count})` : ""}`).join(", ");
  const more = counts.size > common.length ? `, … (${counts.size} different texts)` : "";
  const needed = column?.kind === "condition" ? "0 or 1" : "a number";
  const inRows = total > 1 ? ` in ${total} rows` : "";
  const one = texts[common[0]![0]]!;
  return { row: first, message: `expected ${needed}${inRows}, got ${shown}${more}; ${advice()}` };

  function advice(): string {
    const correct = `correct it, empty it, or --missing ${argument(`${cells.name}=${one}`)}`;
    if (cells.decimalCommas())
      return "these are numbers with a decimal comma: write them with a point, or separate the columns by semicolons or tabs";
    if (numbers > 0) return correct;
    const name = /^[A-Za-z_]\w*$/u.test(cells.name) ? cells.name : `\`${cells.name}\``;
    if (column === null) return `texts are compared, as in ${name} == '${one}', which is 1 or 0`;
    const formula = `--map "${column.name}=${name} == '${one}'" makes 1 of it and 0 of all else`;
    if (column.kind !== "condition") return `${formula}; select(…) gives other numbers`;
    const all = [...counts.keys()].map((text) => texts[text]!).sort(compareNaturally);
    return `say which are 0 and 1, as in --levels ${argument(`${cells.name}=${all.slice(0, 2).join(",")}`)}, or ${formula}`;
  }
}
