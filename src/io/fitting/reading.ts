import { DataFileError, type DataProblem } from "../csv.ts";
import type { CellColumn } from "./cellColumn.ts";
import type { ColumnMap } from "./modelColumns.ts";
import type { ResolvedOptions } from "./readModelData.ts";
import { RowProblems } from "./rowProblems.ts";
import type { ReadColumns } from "./tableReader.ts";

/** A file that is being turned into a model's table: what was read and asked for, what was concluded, what is wrong. */
export class Reading {
  readonly file: string;
  readonly read: ReadColumns;
  readonly map: ColumnMap;
  readonly options: ResolvedOptions;
  /** What was concluded, one sentence each. */
  readonly notes: string[] = [];
  readonly #problems: DataProblem[] = [];
  readonly #ofRows = new RowProblems();

  constructor(file: string, read: ReadColumns, map: ColumnMap, options: ResolvedOptions) {
    this.file = file;
    this.read = read;
    this.map = map;
    this.options = options;
  }

  /** A column of the file that was kept. */
  column(name: string): CellColumn {
    return this.read.columns.get(name)!;
  }

  note(text: string | null): void {
    if (text !== null && !this.notes.includes(text)) this.notes.push(text);
  }

  /** Something wrong with the file or a column. */
  wrong(column: string | null, message: string): void {
    this.#problems.push({ line: 0, column, message });
  }

  /** Something wrong with a row, from 0; what is said of many rows is said once. */
  wrongAt(row: number, column: string | null, message: string): void {
    this.#ofRows.add(this.read.lines[row]!, column, message);
  }

  add(problems: readonly DataProblem[]): void {
    this.#problems.push(...problems);
  }

  /** @throws DataFileError at once, where nothing further can be said. */
  refuse(column: string | null, message: string): never {
    throw new DataFileError(this.file, [{ line: 0, column, message }]);
  }

  get isSound(): boolean {
    return this.#problems.length === 0 && this.#ofRows.isEmpty;
  }

  /** @throws DataFileError with all that is wrong, by line. */
  demandSound(): void {
    if (this.isSound) return;
    throw new DataFileError(
      this.file,
      [...this.#problems, ...this.#ofRows.all].sort((a, b) => a.line - b.line),
    );
  }
}
