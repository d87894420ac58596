import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { rowCount, type Table, takeRows } from "../math/table.ts";
import { cellText, readBehaviourCells } from "./behaviourBytes.ts";
import { type BehaviourFile, type BehaviourMapping, behaviourIn } from "./behaviourFile.ts";
import { DataFileError } from "./csv.ts";
import { touching } from "./files.ts";
import { checkReadable, largestFile } from "./machine.ts";

/**
 * Reads behaviour from a file: CSV or TSV text, a Parquet file with one row a trial, or the trials of a results folder.
 *
 * @throws FileError if it cannot be read, DataFileError with everything that is wrong with its rows.
 */
export async function readBehaviourPath(path: string, mapping: BehaviourMapping = {}): Promise<BehaviourFile> {
  const file = trialsOf(path);
  checkReadable(file, largestFile.table);
  const bytes = touching("read", file, () => readFileSync(file));
  const { cells, own, notes } = await readBehaviourCells(bytes, file);
  if (own && Object.keys(mapping.columns ?? {}).length === 0) {
    return {
      table: selected(own, mapping.rows ?? {}, file),
      columns: Object.fromEntries(Object.keys(own).map((name) => [name, name])),
      notes: [],
      leftOut: [],
    };
  }
  const read = behaviourIn(cells, file, mapping);
  return { ...read, notes: [...notes, ...read.notes] };
}

/** The table of trials in a results folder; any other path as it is. */
function trialsOf(path: string): string {
  const trials = join(path, "trials.parquet");
  return existsSync(path) && statSync(path).isDirectory() && existsSync(trials) ? trials : path;
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
    wanted.every(([name, value]) => cellText(table[name]![row]) === value),
  );
  if (places.length === 0) throw new DataFileError(file, [wrong(null, "no row has these values")]);
  return takeRows(table, places);
}
