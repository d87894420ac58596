import { parquetReadObjects } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { Column, Table } from "../math/table.ts";

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

/**
 * A table as a Parquet file. Missing numbers (NaN) become null; columns of whole numbers INT32.
 *
 * @param facts - Key-value metadata of the file.
 */
export function toParquet(table: Table, facts: Readonly<Record<string, string>>): Uint8Array {
  const columnData = Object.entries(table).map(([name, column]) => columnSource(name, column));
  const kvMetadata = Object.entries(facts).map(([key, value]) => ({ key, value }));
  return new Uint8Array(
    parquetWriteBuffer({ columnData, kvMetadata, createdBy: "neohebb", rowGroupSize: 100_000, statistics: true }),
  );
}

function columnSource(name: string, column: Column): ColumnSource {
  if (!ArrayBuffer.isView(column)) {
    return { name, data: column as (string | null)[], type: "STRING", nullable: column.includes(null) };
  }
  const type = wholeNumbers.has(name) ? "INT32" : column instanceof Float32Array ? "FLOAT" : "DOUBLE";
  const values = column as ArrayLike<number>;
  let missing = false;
  for (let row = 0; row < values.length && !missing; row++) missing = Number.isNaN(values[row]!);
  if (missing) {
    return { name, data: Array.from(values, (value) => (Number.isNaN(value) ? null : value)), type, nullable: true };
  }
  if (type === "INT32" && !(column instanceof Int32Array)) {
    return { name, data: Int32Array.from(values), type, nullable: false };
  }
  return { name, data: column as Float64Array, type, nullable: false };
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
