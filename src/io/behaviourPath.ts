import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { rowCount, type Table, takeRows } from "../math/table.ts";
import { type BehaviourFile, type BehaviourMapping, behaviourIn, readBehaviour } from "./behaviourFile.ts";
import { DataFileError } from "./csv.ts";
import { touching } from "./files.ts";
import { checkReadable, largestFile, readTextFile } from "./machine.ts";
import { fromParquet } from "./parquet.ts";

/**
 * Reads behaviour from a file: CSV or TSV text, a Parquet file with one row a trial, or the trials of a results folder.
 *
 * @throws FileError if it cannot be read, DataFileError with everything that is wrong with its rows.
 */
export async function readBehaviourPath(path: string, mapping: BehaviourMapping = {}): Promise<BehaviourFile> {
  const file = trialsOf(path);
  if (!/\.parquet$/iu.test(file)) return readBehaviour(readTextFile(file, largestFile.table), file, mapping);
  checkReadable(file, largestFile.table);
  const bytes = touching("read", file, () => readFileSync(file));
  const { table, own } = await decoded(bytes, file);
  if (!own || Object.keys(mapping.columns ?? {}).length > 0) return behaviourIn(cellsOf(table), file, mapping);
  return {
    table: selected(table, mapping.rows ?? {}, file),
    columns: Object.fromEntries(Object.keys(table).map((name) => [name, name])),
    notes: [],
  };
}

/** The table of trials in a results folder; any other path as it is. */
function trialsOf(path: string): string {
  const trials = join(path, "trials.parquet");
  return existsSync(path) && statSync(path).isDirectory() && existsSync(trials) ? trials : path;
}

/** The columns of a Parquet file, and whether this program wrote it. */
async function decoded(bytes: Uint8Array, file: string): Promise<{ table: Table; own: boolean }> {
  try {
    const own = parquetMetadata(new Uint8Array(bytes).buffer).created_by === "neohebb";
    return { table: await fromParquet(bytes), own };
  } catch (error) {
    const message = `is damaged or no Parquet file: ${(error as Error).message}`;
    throw new DataFileError(file, [{ line: 0, column: null, message }]);
  }
}

function cellsOf(table: Table): Parameters<typeof behaviourIn>[0] {
  const header = Object.keys(table);
  const places = Array.from({ length: rowCount(table) }, (_, row) => row);
  const rows = places.map((row) => header.map((name) => cell(table[name]![row])));
  return { delimiter: ",", header, rows, lines: places.map((row) => row + 1) };
}

function cell(value: string | number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? "" : String(value);
}

function selected(table: Table, rows: Readonly<Record<string, string>>, file: string): Table {
  const wanted = Object.entries(rows);
  const unknown = wanted.filter(([name]) => table[name] === undefined);
  const wrong = (column: string | null, message: string) => ({ line: 0, column, message });
  if (unknown.length > 0)
    throw new DataFileError(
      file,
      unknown.map(([name]) => wrong(name, "no such column to select rows by")),
    );
  if (wanted.length === 0) return table;
  const places = Array.from({ length: rowCount(table) }, (_, row) => row).filter((row) =>
    wanted.every(([name, value]) => cell(table[name]![row]) === value),
  );
  if (places.length === 0) throw new DataFileError(file, [wrong(null, "no row has these values")]);
  return takeRows(table, places);
}
