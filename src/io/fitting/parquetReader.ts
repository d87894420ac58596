import { type FileHandle, open } from "node:fs/promises";
import * as zlib from "node:zlib";
import { type AsyncBuffer, type Compressors, type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import { DataFileError } from "../csv.ts";
import { FileError } from "../files.ts";
import { CellColumn } from "./cellColumn.ts";
import type { ColumnChoice, ReadColumns } from "./tableReader.ts";

const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array };

/** Packings beside Snappy; Zstandard where this Node has it (from 22.15). */
const compressors: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ...(zstdDecompressSync && { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) }),
};

/**
 * Reads the wanted columns of a Parquet file, one row group and column after the other, so that a file may be larger than
 * memory.
 *
 * @throws FileError if it cannot be read, DataFileError if it is damaged, no Parquet, or has a column that is no column
 * of numbers or texts.
 */
export async function readParquetColumns(path: string, wanted: ColumnChoice): Promise<ReadColumns> {
  const handle = await open(path).catch((error: Error) => {
    throw new FileError(`cannot read ${path}: ${error.message}`, path);
  });
  try {
    const file = await bufferOf(handle);
    const metadata = await sound(path, () => parquetMetadataAsync(file));
    const header = headerOf(metadata);
    if (header.length === 0) throw wrong(path, "has no columns");
    const rows = Number(metadata.num_rows);
    if (rows === 0) throw wrong(path, "has column names but no rows");
    const { columns, names } = wanted(header);
    const kept = header
      .filter((name) => columns.has(name))
      .map((name) => [name, new CellColumn(name, names.has(name))] as const);
    for (const [name, column] of kept)
      await sound(path, () => readColumn({ file, metadata, name }, (value) => column.add(value)));
    return { header, columns: new Map(kept), lines: Int32Array.from({ length: rows }, (_, row) => row + 1) };
  } finally {
    await handle.close();
  }
}

interface Source {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly name: string;
}

/** Hands a column's cells on in order, as text. */
async function readColumn({ file, metadata, name }: Source, take: (cell: string) => void): Promise<void> {
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const pieces: { readonly from: number; readonly values: ArrayLike<unknown> }[] = [];
    await parquetRead({
      ...{ file, metadata, columns: [name], rowStart, rowEnd, compressors },
      onChunk: ({ columnData, rowStart: from }) => pieces.push({ from, values: columnData }),
    });
    for (const { values } of pieces.sort((a, b) => a.from - b.from))
      for (let at = 0; at < values.length; at++) take(cellOf(values[at], name));
    rowStart = rowEnd;
  }
}

/** A value as a table of text would have it. */
function cellOf(value: unknown, name: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return value.toISOString();
  throw new TypeError(`column "${name}" has values that are no numbers or texts`);
}

/** Names of the columns, in their order. */
function headerOf({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]!.num_children ?? 0); child++) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) names.push(schema[at]!.name);
  return names;
}

/** A file's bytes, read where they are asked for. */
async function bufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const from = start < 0 ? size + start : start;
      const bytes = new Uint8Array(Math.max(0, end - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) throw new Error("it ends too early");
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}

async function sound<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const { message } = error as Error;
    const codec = /compression codec: (\w+)/iu.exec(message)?.[1];
    throw wrong(
      path,
      codec === undefined
        ? error instanceof TypeError && message.startsWith("column ")
          ? message
          : `is damaged or no Parquet file: ${message}`
        : `is compressed by ${codec}, which is not read here; write it with Snappy (in pandas and polars: compression="snappy") or as CSV`,
    );
  }
}

function wrong(path: string, message: string): DataFileError {
  return new DataFileError(path, [{ line: 0, column: null, message }]);
}
