import { parquetReadObjects } from "hyparquet";
import { ByteWriter, ParquetWriter, schemaFromColumnData, type Writer } from "hyparquet-writer";
import {
  type ColumnForm,
  type RowSink,
  type TableForm,
  type TablePart,
  TableStream,
} from "../experiment/tableStream.ts";
import { type Column, rowCount, type Table } from "../math/table.ts";
import { writeColumnChunk } from "./parquetColumn.ts";

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

/** Writes a table as a Parquet file, part by part: a part is a row group. */
export class ParquetStream implements RowSink {
  readonly #form: TableForm;
  readonly #writer: Writer;
  readonly #file: ParquetWriter;

  /**
   * @param facts - Key-value metadata of the file.
   */
  constructor(writer: Writer, form: TableForm, facts: Readonly<Record<string, string>>) {
    this.#form = form;
    this.#writer = writer;
    this.#file = new ParquetWriter({
      writer,
      schema: schemaFromColumnData({
        columnData: form.map(({ name, type, optional }) => ({ name, type: types[type], nullable: optional, data: [] })),
      }),
      kvMetadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
      createdBy: "neohebb",
    });
  }

  /**
   * @throws RangeError if a value is missing where the form does not allow it.
   */
  write({ rows, columns: values }: TablePart): void {
    const start = this.#writer.offset;
    const columns = this.#form.map((form, place) => writeColumnChunk(this.#writer, form, values[place]!, rows));
    this.#file.num_rows += BigInt(rows);
    this.#file.row_groups.push({
      columns,
      total_byte_size: columns.reduce((sum, { meta_data }) => sum + meta_data!.total_uncompressed_size, 0n),
      num_rows: BigInt(rows),
      total_compressed_size: BigInt(this.#writer.offset - start),
    });
    this.#writer.flush?.();
  }

  end(): void {
    this.#file.finish();
  }
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
  const rows = new TableStream(form, stream);
  rows.addColumns(
    rowCount(table),
    Object.entries(table).map(([name, column]) => (isText(column) ? rows.codesOf(name, column) : column)),
  );
  rows.end();
  stream.end();
  return writer.getBytes();
}

function isText(column: Column): column is readonly (string | null)[] {
  return !ArrayBuffer.isView(column);
}

function formOf(name: string, column: Column): ColumnForm {
  if (isText(column)) return { name, type: "text", optional: column.includes(null) };
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
