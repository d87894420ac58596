import { parquetReadObjects } from "hyparquet";
import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData, type Writer } from "hyparquet-writer";
import { type ColumnForm, type RowSink, rowsAtOnce, type TableForm } from "../experiment/tableStream.ts";
import { type Column, rowCount, type Table } from "../math/table.ts";

const types = { text: "STRING", whole: "INT32", single: "FLOAT", double: "DOUBLE" } as const;

/** Columns that hold whole numbers (or nothing). */
const wholeNumbers = new Set([
  "subject",
  "session",
  "block",
  "trial",
  "trialInBlock",
  "choice",
  "bestOption",
  "formerBestOption",
]);

/** Writes a table as a Parquet file, part by part: a part is a row group; texts are coded by a dictionary. */
export class ParquetStream implements RowSink {
  readonly #form: TableForm;
  readonly #file: ParquetWriter;

  /**
   * @param facts - Key-value metadata of the file.
   */
  constructor(writer: Writer, form: TableForm, facts: Readonly<Record<string, string>>) {
    this.#form = form;
    this.#file = new ParquetWriter({
      writer,
      schema: schemaFromColumnData({
        columnData: form.map(({ name, type, optional }) => ({ name, type: types[type], nullable: optional, data: [] })),
      }),
      kvMetadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
      createdBy: "neohebb",
    });
  }

  write(rows: Table): void {
    const columnData = this.#form.map((form) => columnOf(form, rows[form.name]!));
    this.#file.write({ columnData, rowGroupSize: rowsAtOnce });
  }

  end(): void {
    this.#file.finish();
  }
}

function columnOf({ name, type, optional }: ColumnForm, column: Column): ColumnSource {
  if (type === "text") {
    const data = column as (string | null)[];
    return data.some((text) => text !== null) ? { name, data, encoding: "RLE_DICTIONARY" } : { name, data };
  }
  const numbers = column as Float64Array | Float32Array | Int32Array;
  if (optional && numbers.some(Number.isNaN)) {
    return { name, data: Array.from(numbers, (value) => (Number.isNaN(value) ? null : value)) };
  }
  return { name, data: type === "whole" ? Int32Array.from(numbers) : numbers };
}

/**
 * A table as the bytes of a Parquet file. Missing numbers (NaN) become null; columns of whole numbers INT32.
 *
 * @param facts - Key-value metadata of the file.
 */
export function toParquet(table: Table, facts: Readonly<Record<string, string>>): Uint8Array {
  const writer = new ByteWriter();
  const form = Object.entries(table).map(([name, column]) => formOf(name, column));
  const stream = new ParquetStream(writer, form, facts);
  for (let from = 0; from < rowCount(table); from += rowsAtOnce) {
    stream.write(
      Object.fromEntries(
        Object.entries(table).map(([name, column]) => [name, column.slice(from, from + rowsAtOnce) as Column]),
      ),
    );
  }
  stream.end();
  return writer.getBytes();
}

function formOf(name: string, column: Column): ColumnForm {
  if (!ArrayBuffer.isView(column)) return { name, type: "text", optional: column.includes(null) };
  const type = wholeNumbers.has(name) ? "whole" : column instanceof Float32Array ? "single" : "double";
  return { name, type, optional: (column as Float64Array).some(Number.isNaN) };
}

/** Reads a Parquet file that was written here. */
export async function fromParquet(bytes: Uint8Array): Promise<Table> {
  const file = new Uint8Array(bytes).buffer; // A copy: a small Node buffer is a part of a larger one.
  const rows = (await parquetReadObjects({ file })) as Record<string, string | number | null>[];
  const table: Record<string, Column> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    const text = rows.some((row) => typeof row[name] === "string");
    table[name] = text
      ? rows.map((row) => (row[name] ?? null) as string | null)
      : Float64Array.from(rows, (row) => (row[name] === null ? Number.NaN : Number(row[name])));
  }
  return table;
}
