import { rowCount, type Table } from "../math/table.ts";
import { type CsvTable, DataFileError, type DataProblem, parseCsv } from "./csv.ts";

/** A file of behaviour as cells of text, before columns are told apart. */
export interface BehaviourCells {
  readonly cells: CsvTable;
  /** The table of a Parquet file that this program wrote: its columns need no telling apart. Null for any other. */
  readonly own: Table | null;
  /** What was concluded from the bytes, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads the bytes of a behaviour file: CSV or TSV text (UTF-8, UTF-16 with a byte-order mark, else Windows-1252, of
 * which Latin-1 is a part), a Parquet file with one row a trial, or either packed by gzip.
 *
 * @param file - Name for error messages.
 * @param faulty - Given: rows with another number of cells than the first line are put there and left out.
 * @throws DataFileError with every problem.
 */
export async function readBehaviourCells(
  bytes: Uint8Array,
  file: string,
  faulty?: DataProblem[],
): Promise<BehaviourCells> {
  const content = begins(bytes, 0x1f, 0x8b) ? await unpacked(bytes, file) : bytes;
  if (begins(content, 0x50, 0x41, 0x52, 0x31)) {
    const { table, own } = await parquetTable(content, file);
    return { cells: cellsOf(table), own: own ? table : null, notes: [] };
  }
  const notes: string[] = [];
  return { cells: parseCsv(decoded(content, notes), file, faulty), own: null, notes };
}

function begins(bytes: Uint8Array, ...signature: readonly number[]): boolean {
  return signature.every((value, place) => bytes[place] === value);
}

async function unpacked(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    const message = `is packed by gzip and cannot be unpacked: ${(error as Error).message}`;
    throw new DataFileError(file, [{ line: 0, column: null, message }]);
  }
}

function decoded(bytes: Uint8Array, notes: string[]): string {
  if (begins(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (begins(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    notes.push("The file is not UTF-8; it is read as Windows-1252 (Latin-1).");
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The columns of a Parquet file, and whether this program wrote it. */
async function parquetTable(bytes: Uint8Array, file: string): Promise<{ table: Table; own: boolean }> {
  const [{ parquetMetadata }, { fromParquet }] = await Promise.all([import("hyparquet"), import("./parquet.ts")]);
  try {
    const own = parquetMetadata(new Uint8Array(bytes).buffer).created_by === "neohebb";
    return { table: await fromParquet(bytes), own };
  } catch (error) {
    const message = `is damaged or no Parquet file: ${(error as Error).message}`;
    throw new DataFileError(file, [{ line: 0, column: null, message }]);
  }
}

function cellsOf(table: Table): CsvTable {
  const header = Object.keys(table);
  const places = Array.from({ length: rowCount(table) }, (_, row) => row);
  const rows = places.map((row) => header.map((name) => cellText(table[name]![row])));
  return { delimiter: ",", header, rows, lines: places.map((row) => row + 1) };
}

/** A value as a cell of text; empty if it is missing. */
export function cellText(value: string | number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? "" : String(value);
}
