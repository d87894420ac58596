import type { CellColumn } from "./cellColumn.ts";

/** What the values of columns that share one coding mean: options, stimuli. */
export interface IndexCoding {
  /** Number from 0 for a row of one of the columns; NaN where missing. */
  value(column: CellColumn, row: number): number;
  /** What stood in the file for each number from 0; null where it is the number itself. */
  readonly labels: readonly string[] | null;
  /** What was concluded, or null where nothing had to be. */
  readonly note: string | null;
}

/**
 * Finds how columns count: from 0 or 1, by −1 and 1, by texts, or by any numbers.
 *
 * @param size - Number of values that there can be, or null if the data decide.
 * @returns Why it cannot be told, as text.
 */
export function codeIndices(columns: readonly CellColumn[], size: number | null): IndexCoding | string {
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const texts = [...new Set(columns.flatMap((column) => column.texts()))];
  const numbers = distinctNumbers(columns);
  if (texts.length > 0) return numbers.length > 0 ? mixed(names, texts[0]!, numbers[0]!) : byLabels(names, texts);
  if (numbers.some((value) => !Number.isInteger(value)))
    return `${names}: ${numbers.find((value) => !Number.isInteger(value))} is no whole number`;
  const least = numbers[0] ?? 0;
  const most = numbers[numbers.length - 1] ?? 0;
  if (numbers.length === 2 && least === -1 && most === 1)
    return shifted((value) => (value + 1) / 2, ["-1", "1"], `${names}: −1 is counted as 0 and 1 as 1.`);
  if (least < 0) {
    const { name } = columns[0]!;
    const isTriple = numbers.join() === "-1,0,1";
    const zero = isTriple ? ` (or --missing ${name}=0 if −1 and 1 are the options)` : "";
    return `${names} has ${numbers.slice(0, 8).join(", ")}: whether ${least} is an option or says that there was no response cannot be told; say --missing ${name}=${least}${zero}, or recode by a formula`;
  }
  const isSparse = size === null && numbers.length > 0 && most - Math.min(1, least) + 1 > 2 * numbers.length;
  if (isSparse) {
    const place = new Map(numbers.map((value, number) => [value, number]));
    return shifted(
      (value) => place.get(value)!,
      numbers.map(String),
      `${names}: ${numbers.length} different numbers, counted in their order.`,
    );
  }
  if (least === 0) return { value: (column, row) => column.numbers()[row]!, labels: null, note: null };
  // Only where as many values occur as there can be is it certain that 0 is none of them.
  const why = most === size || numbers.length === 0 ? "" : ", as is concluded from no row having 0";
  return shifted((value) => value - 1, null, `${names} counts from 1 in the file and from 0 here${why}.`);
}

function shifted(code: (value: number) => number, labels: readonly string[] | null, note: string): IndexCoding {
  const value = (column: CellColumn, row: number): number => {
    const given = column.numbers()[row]!;
    return Number.isNaN(given) ? given : code(given);
  };
  return { value, labels, note };
}

function byLabels(names: string, texts: readonly string[]): IndexCoding {
  const labels = [...texts].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const place = new Map(labels.map((label, number) => [label, number]));
  const codes = new Map<CellColumn, number[]>();
  const value = (column: CellColumn, row: number): number => {
    let own = codes.get(column);
    if (!own) {
      own = column.texts().map((text) => place.get(text)!);
      codes.set(column, own);
    }
    const text = column.textAt(row);
    return text < 0 ? Number.NaN : own[text]!;
  };
  const shown = labels.slice(0, 12).map((label, number) => `${label} = ${number}`);
  return { value, labels, note: `${names}: ${shown.join(", ")}${labels.length > 12 ? ", …" : ""}.` };
}

function mixed(names: string, text: string, value: number): string {
  return `${names} has texts ("${text}") and numbers (${value}); make them all one kind, or say which value means missing with --missing`;
}

function distinctNumbers(columns: readonly CellColumn[]): number[] {
  const found = new Set<number>();
  for (const column of columns) for (const value of column.numbers()) if (!Number.isNaN(value)) found.add(value);
  return [...found].sort((a, b) => a - b);
}
