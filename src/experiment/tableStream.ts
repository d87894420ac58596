import type { Column, Table } from "../math/table.ts";

/** What a column of a result table holds. */
export interface ColumnForm {
  readonly name: string;
  readonly type: "text" | "whole" | "single" | "double";
  /** A value can be missing (null, NaN). */
  readonly optional: boolean;
}

/** The columns of a result table, in order. */
export type TableForm = readonly ColumnForm[];

/** Takes a table's rows, part by part. A part's columns are used again: what is to be kept must be copied. */
export interface RowSink {
  write(rows: Table): void;
}

/** Makes the sink of a table when its columns are known. */
export type MakeSink = (name: string, form: TableForm) => RowSink;

/** Rows handed on together. */
export const rowsAtOnce = 100_000;

/** Rows allotted at first: small tables stay small. */
const rowsAtFirst = 1000;

/** Gathers rows and hands them on in parts of `rowsAtOnce`, whatever the parts in which they come. */
export class TableStream {
  readonly #form: TableForm;
  readonly #sink: RowSink;
  #columns: Buffer[];
  #capacity = rowsAtFirst;
  #rows = 0;

  constructor(form: TableForm, sink: RowSink) {
    this.#form = form;
    this.#sink = sink;
    this.#columns = form.map(({ type }) => makeBuffer(type, this.#capacity));
  }

  /** Adds a row: one value a column, in order. */
  add(row: readonly (number | string | null)[]): void {
    this.#reserve(1);
    for (let i = 0; i < this.#columns.length; i++) this.#columns[i]![this.#rows] = row[i]!;
    this.#filled(1);
  }

  /** Adds rows: one column of equal length for each of the table's, in order; a text stands for itself in every row. */
  addColumns(count: number, columns: readonly (ArrayLike<number> | string)[]): void {
    for (let from = 0; from < count; ) {
      const some = Math.min(count - from, rowsAtOnce - this.#rows);
      this.#reserve(some);
      columns.forEach((values, i) => {
        const buffer = this.#columns[i]!;
        for (let row = 0; row < some; row++) {
          buffer[this.#rows + row] = typeof values === "string" ? values : values[from + row]!;
        }
      });
      this.#filled(some);
      from += some;
    }
  }

  /** Hands on what is left. */
  end(): void {
    if (this.#rows > 0) this.#hand();
  }

  #reserve(more: number): void {
    if (this.#rows + more <= this.#capacity) return;
    this.#capacity = Math.min(rowsAtOnce, Math.max(2 * this.#capacity, this.#rows + more));
    this.#columns = this.#form.map(({ type }, i) => {
      const larger = makeBuffer(type, this.#capacity);
      const old = this.#columns[i]!;
      for (let row = 0; row < this.#rows; row++) larger[row] = old[row]!;
      return larger;
    });
  }

  #filled(rows: number): void {
    this.#rows += rows;
    if (this.#rows === rowsAtOnce) this.#hand();
  }

  #hand(): void {
    const part = this.#form.map(({ name }, i) => [name, firstOf(this.#columns[i]!, this.#rows)] as const);
    this.#rows = 0;
    this.#sink.write(Object.fromEntries(part));
  }
}

type Numbers = Float64Array | Float32Array | Int32Array;
type Buffer = { [row: number]: number | string | null } & (Numbers | (string | null)[]);

function makeBuffer(type: ColumnForm["type"], length: number): Buffer {
  if (type === "text") return new Array<string | null>(length).fill(null) as Buffer;
  if (type === "single") return new Float32Array(length) as Buffer;
  return new Float64Array(length) as Buffer;
}

function firstOf(buffer: Buffer, rows: number): Column {
  return Array.isArray(buffer) ? buffer.slice(0, rows) : (buffer as Numbers).subarray(0, rows);
}

/** Keeps all rows of a table in memory. */
export class TableKeeper implements RowSink {
  readonly #form: TableForm;
  readonly #parts: Table[] = [];

  constructor(form: TableForm) {
    this.#form = form;
  }

  write(rows: Table): void {
    this.#parts.push(
      Object.fromEntries(Object.entries(rows).map(([name, column]) => [name, column.slice() as Column])),
    );
  }

  table(): Table {
    return Object.fromEntries(this.#form.map((form) => [form.name, stack(form, this.#parts)] as const));
  }
}

function stack({ name, type, optional }: ColumnForm, parts: readonly Table[]): Column {
  if (type === "text") return parts.flatMap((part) => part[name] as readonly (string | null)[]);
  const columns = parts.map((part) => part[name] as Numbers);
  const rows = columns.reduce((sum, { length }) => sum + length, 0);
  const whole = type === "single" ? new Float32Array(rows) : wholeOrDouble(type === "whole" && !optional, rows);
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  return whole;
}

function wholeOrDouble(whole: boolean, rows: number): Int32Array | Float64Array {
  return whole ? new Int32Array(rows) : new Float64Array(rows);
}
