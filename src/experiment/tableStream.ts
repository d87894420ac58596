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

/** Texts of rows by number: row i has `texts[codes[i]]`. */
export interface CodedTexts {
  readonly texts: readonly (string | null)[];
  readonly codes: Int32Array;
}

/** Rows of a table: its columns in the order of its form, those of texts coded. */
export interface TablePart {
  readonly rows: number;
  readonly columns: readonly (Float64Array | Float32Array | CodedTexts)[];
}

/** Takes a table's rows, part by part. A part's columns are used again: what is to be kept must be copied. */
export interface RowSink {
  write(part: TablePart): void;
}

/** Makes the sink of a table when its columns are known. */
export type MakeSink = (name: string, form: TableForm) => RowSink;

/** Rows handed on together. */
export const rowsAtOnce = 100_000;

/** Rows allotted at first: small tables stay small. */
const rowsAtFirst = 1000;

/** Values of a column for several rows: one each, or one (a number, a text, null) that stands in every row. */
type Values = ArrayLike<number> | number | string | null;

/**
 * Gathers rows and hands them on in parts of `rowsAtOnce`, whatever the parts in which they come. Texts are kept as
 * numbers; a column should have few different ones.
 */
export class TableStream {
  readonly #form: TableForm;
  readonly #sink: RowSink;
  readonly #codes: readonly (TextCodes | null)[];
  #columns: Buffer[];
  #capacity = rowsAtFirst;
  #rows = 0;

  constructor(form: TableForm, sink: RowSink) {
    this.#form = form;
    this.#sink = sink;
    this.#codes = form.map(({ type }) => (type === "text" ? new TextCodes() : null));
    this.#columns = form.map(({ type }) => makeBuffer(type, this.#capacity));
  }

  /** Numbers that stand for texts in `addColumns`. @throws RangeError if the column holds no texts. */
  codesOf(column: string, texts: readonly (string | null)[]): Int32Array {
    const codes = this.#codes[this.#form.findIndex(({ name }) => name === column)];
    if (!codes) throw new RangeError(`the table has no column of texts called "${column}"`);
    return Int32Array.from(texts, (text) => codes.of(text));
  }

  /** Adds a row: one value a column, in order. */
  add(row: readonly (number | string | null)[]): void {
    this.#reserve(1);
    for (let i = 0; i < this.#columns.length; i++) {
      this.#columns[i]![this.#rows] = this.#codes[i]?.of(row[i] as string | null) ?? (row[i] as number);
    }
    this.#filled(1);
  }

  /** Adds rows by columns, in the table's order; texts that differ by row as `codesOf` gives them. */
  addColumns(count: number, columns: readonly Values[]): void {
    for (let from = 0; from < count; ) {
      const some = Math.min(count - from, rowsAtOnce - this.#rows);
      this.#reserve(some);
      for (let i = 0; i < columns.length; i++) this.#fill(i, columns[i]!, from, some);
      this.#filled(some);
      from += some;
    }
  }

  /** Hands on what is left. */
  end(): void {
    if (this.#rows > 0) this.#hand();
  }

  #fill(column: number, values: Values, from: number, count: number): void {
    const buffer = this.#columns[column]!;
    const begin = this.#rows;
    if (typeof values === "number") buffer.fill(values, begin, begin + count);
    else if (values === null || typeof values === "string") {
      buffer.fill(this.#codes[column]!.of(values), begin, begin + count);
    } else buffer.set(count === values.length ? values : Array.prototype.slice.call(values, from, from + count), begin);
  }

  #reserve(more: number): void {
    if (this.#rows + more <= this.#capacity) return;
    this.#capacity = Math.min(rowsAtOnce, Math.max(2 * this.#capacity, this.#rows + more));
    this.#columns = this.#form.map(({ type }, i) => {
      const larger = makeBuffer(type, this.#capacity);
      larger.set(this.#columns[i]!.subarray(0, this.#rows));
      return larger;
    });
  }

  #filled(rows: number): void {
    this.#rows += rows;
    if (this.#rows === rowsAtOnce) this.#hand();
  }

  #hand(): void {
    const rows = this.#rows;
    const columns = this.#columns.map((buffer, i) => {
      const part = buffer.subarray(0, rows);
      const codes = this.#codes[i];
      return codes ? { texts: codes.texts, codes: part as Int32Array } : (part as Float64Array | Float32Array);
    });
    this.#rows = 0;
    this.#sink.write({ rows, columns });
  }
}

/** Numbers texts in the order in which they come. */
export class TextCodes {
  readonly texts: (string | null)[] = [];
  readonly #codes = new Map<string | null, number>();

  of(text: string | null): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

type Buffer = Float64Array | Float32Array | Int32Array;

function makeBuffer(type: ColumnForm["type"], length: number): Buffer {
  if (type === "text") return new Int32Array(length);
  return type === "single" ? new Float32Array(length) : new Float64Array(length);
}

/** Keeps all rows of a table in memory. */
export class TableKeeper implements RowSink {
  readonly #form: TableForm;
  readonly #parts: TablePart[] = [];

  constructor(form: TableForm) {
    this.#form = form;
  }

  write({ rows, columns }: TablePart): void {
    const copies = columns.map((column) =>
      "codes" in column ? { texts: column.texts, codes: column.codes.slice() } : column.slice(),
    );
    this.#parts.push({ rows, columns: copies });
  }

  table(): Table {
    return Object.fromEntries(this.#form.map((form, place) => [form.name, this.#stack(form, place)] as const));
  }

  #stack({ type, optional }: ColumnForm, place: number): Column {
    const columns = this.#parts.map((part) => part.columns[place]!);
    if (type === "text") {
      return (columns as CodedTexts[]).flatMap(({ texts, codes }) => Array.from(codes, (code) => texts[code]!));
    }
    const rows = this.#parts.reduce((sum, part) => sum + part.rows, 0);
    const whole = type === "single" ? new Float32Array(rows) : wholeOrDouble(type === "whole" && !optional, rows);
    let at = 0;
    for (const column of columns as (Float64Array | Float32Array)[]) {
      whole.set(column, at);
      at += column.length;
    }
    return whole;
  }
}

function wholeOrDouble(whole: boolean, rows: number): Int32Array | Float64Array {
  return whole ? new Int32Array(rows) : new Float64Array(rows);
}
