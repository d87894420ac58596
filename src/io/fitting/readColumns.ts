import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Column, Table } from "../../math/table.ts";
import { DataFileError } from "../csv.ts";
import { touching } from "../files.ts";
import { fromParquet } from "../parquet.ts";
import { CellColumn } from "./cellColumn.ts";
import { type ReadColumns, readTableFile } from "./tableReader.ts";

/** The table of trials in a results folder; any other path as it is. */
export function trialsOf(path: string): string {
  const trials = join(path, "trials.parquet");
  return existsSync(path) && statSync(path).isDirectory() && existsSync(trials) ? trials : path;
}

/**
 * Reads the wanted columns of a Parquet file (by its ending) or of a text table.
 *
 * @param wanted - Given the header, the names of the columns to keep.
 * @throws FileError if it cannot be read, DataFileError if it is damaged or no table.
 */
export async function readColumns(
  file: string,
  wanted: (header: readonly string[]) => ReadonlySet<string>,
): Promise<ReadColumns> {
  if (!/\.parquet$/iu.test(file)) return readTableFile(file, wanted);
  const bytes = touching("read", file, () => readFileSync(file));
  let table: Table;
  try {
    table = await fromParquet(bytes);
  } catch (error) {
    const message = `is damaged or no Parquet file: ${(error as Error).message}`;
    throw new DataFileError(file, [{ line: 0, column: null, message }]);
  }
  const header = Object.keys(table);
  const kept = wanted(header);
  const columns = new Map(
    header.filter((name) => kept.has(name)).map((name) => [name, columnFrom(name, table[name]!)] as const),
  );
  const count = table[header[0]!]!.length;
  return { header, columns, lines: Int32Array.from({ length: count }, (_, row) => row + 1) };
}

function columnFrom(name: string, values: Column): CellColumn {
  const column = new CellColumn(name);
  for (const value of values) column.add(value === null || Number.isNaN(value) ? "" : String(value));
  return column;
}
