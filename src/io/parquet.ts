import { parquetReadObjects } from "hyparquet";
import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { type Column, rowCount, type Table } from "../math/table.ts";

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

/** Rows converted and written at a time, so that little is held twice. */
const rowsAtOnce = 100_000;

/**
 * A table as a Parquet file. Missing numbers (NaN) become null; columns of whole numbers INT32.
 *
 * @param facts - Key-value metadata of the file.
 */
export function toParquet(table: Table, facts: Readonly<Record<string, string>>): Uint8Array {
  const columns = Object.entries(table).map(([name, column]) => columnOf(name, column));
  const rows = rowCount(table);
  const part = (from: number) => columns.map(({ name, values }) => ({ name, data: values(from, from + rowsAtOnce) }));
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({
      columnData: columns.map(({ name, type, nullable, values }) => ({ name, type, nullable, data: values(0, 1) })),
    }),
    kvMetadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
    createdBy: "neohebb",
  });
  for (let from = 0; from < rows; from += rowsAtOnce) {
    file.write({ columnData: part(from), rowGroupSize: rowsAtOnce });
  }
  file.finish();
  return writer.getBytes();
}

/** A column as the writer takes it, in parts. */
interface WrittenColumn {
  readonly name: string;
  readonly type: "STRING" | "INT32" | "FLOAT" | "DOUBLE";
  readonly nullable: boolean;
  readonly values: (from: number, to: number) => ColumnSource["data"];
}

function columnOf(name: string, column: Column): WrittenColumn {
  if (!ArrayBuffer.isView(column)) {
    const texts = column as (string | null)[];
    return { name, type: "STRING", nullable: texts.includes(null), values: (from, to) => texts.slice(from, to) };
  }
  const numbers = column as Float64Array | Float32Array | Int32Array;
  const type = wholeNumbers.has(name) ? "INT32" : numbers instanceof Float32Array ? "FLOAT" : "DOUBLE";
  if (numbers.some(Number.isNaN)) {
    const values = (from: number, to: number) =>
      Array.from(numbers.subarray(from, to), (value) => (Number.isNaN(value) ? null : value));
    return { name, type, nullable: true, values };
  }
  const whole = type === "INT32" && !(numbers instanceof Int32Array);
  const values = (from: number, to: number) => {
    const part = numbers.subarray(from, to);
    return whole ? Int32Array.from(part) : part;
  };
  return { name, type, nullable: false, values };
}

/** Reads a Parquet file that `toParquet` wrote. */
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
