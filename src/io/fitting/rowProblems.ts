import type { DataProblem } from "../csv.ts";
import { listed } from "./listed.ts";

/** Problems of one kind in many rows. */
interface Alike {
  readonly column: string | null;
  readonly message: string;
  count: number;
  /** Lines of the first rows: those that are named, and one more where there are more. */
  readonly lines: number[];
}

/** Lines that are named. */
const mostLines = 5;

/** Collects what is wrong with rows; what is said of many rows is said once, with their number and the first lines. */
export class RowProblems {
  readonly #alike = new Map<string, Alike>();

  add(line: number, column: string | null, message: string): void {
    const key = JSON.stringify([column, message]);
    let alike = this.#alike.get(key);
    if (!alike) {
      if (this.#alike.size >= 1000) return;
      alike = { column, message, count: 0, lines: [] };
      this.#alike.set(key, alike);
    }
    alike.count++;
    if (alike.lines.length <= mostLines) alike.lines.push(line);
  }

  get isEmpty(): boolean {
    return this.#alike.size === 0;
  }

  /** One problem for each kind, in the order of lines. */
  get all(): DataProblem[] {
    return [...this.#alike.values()]
      .map(({ column, message, count, lines }) => ({
        ...{ line: lines[0]!, column },
        message: `${message}${othersText(count, lines)}`,
      }))
      .sort((a, b) => a.line - b.line);
  }
}

/** ` (in 8 rows: lines 3, 5, …)`; nothing for one row. */
function othersText(count: number, lines: readonly number[]): string {
  if (count < 2) return "";
  return ` (in ${count} rows: lines ${listed(lines, mostLines)})`;
}
