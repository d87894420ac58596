import type { CsvTable, DataProblem } from "./csv.ts";

const missing = new Set(["", "na", "nan", "null", "none", "n/a", "undefined", "."]);

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return missing.has(cell.trim().toLowerCase());
}

/** Collects what is wrong, by line and column. */
export class CellReader {
  readonly problems: DataProblem[] = [];
  /** Columns that were read. */
  readonly used = new Set<string>();
  private readonly csv: CsvTable;
  private readonly rows: readonly number[];

  /** @param rows - The rows of the file that count. */
  constructor(csv: CsvTable, rows: readonly number[]) {
    this.csv = csv;
    this.rows = rows;
  }

  /** Names of the file's columns. */
  get header(): readonly string[] {
    return this.csv.header;
  }

  /** Says that something is wrong in a row (counted among those that count). */
  wrong(place: number, column: string | null, message: string): void {
    this.problems.push({ line: this.csv.lines[this.rows[place]!]!, column, message });
  }

  /** Rows (counted among those that count) in which something is wrong. */
  faulty(): ReadonlySet<number> {
    const lines = new Set(this.problems.map(({ line }) => line));
    return new Set(this.rows.flatMap((row, place) => (lines.has(this.csv.lines[row]!) ? [place] : [])));
  }

  /** Says that something is wrong with the whole file. */
  wrongFile(column: string | null, message: string): void {
    this.problems.push({ line: 0, column, message });
  }

  /** Cells of a column. */
  text(name: string): readonly string[] {
    this.used.add(name);
    const place = this.csv.header.indexOf(name);
    return this.rows.map((row) => this.csv.rows[row]![place]!.trim());
  }

  /** Numbers of a column; `true` and `false` are 1 and 0, missing values NaN. */
  numbers(name: string): Float64Array {
    return Float64Array.from(this.text(name), (cell, place) => {
      const value = numberIn(cell);
      if (value !== null) return value;
      this.wrong(place, name, `expected a number, got "${cell}"`);
      return Number.NaN;
    });
  }
}

/** The number in a cell; NaN if missing, null if it is something else. */
export function numberIn(cell: string): number | null {
  if (isMissing(cell)) return Number.NaN;
  if (/^true$/i.test(cell)) return 1;
  if (/^false$/i.test(cell)) return 0;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
