import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { readParquetColumns } from "./parquetReader.ts";
import { type ColumnChoice, type ReadColumns, readTableFile } from "./tableReader.ts";

/** The table of trials in a results folder; any other path as it is. */
export function trialsOf(path: string): string {
  const trials = join(path, "trials.parquet");
  return existsSync(path) && statSync(path).isDirectory() && existsSync(trials) ? trials : path;
}

/**
 * Reads the wanted columns of a Parquet file (by its ending) or of a text table, piece by piece.
 *
 * @throws FileError if it cannot be read, DataFileError if it is damaged or no table.
 */
export function readColumns(file: string, wanted: ColumnChoice): Promise<ReadColumns> {
  return /\.parquet$/iu.test(file) ? readParquetColumns(file, wanted) : readTableFile(file, wanted);
}
