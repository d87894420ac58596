import { closeSync, openSync, readSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { DataFileError } from "../csv.ts";
import { touching } from "../files.ts";
import { CellColumn } from "./cellColumn.ts";
import { RowProblems } from "./rowProblems.ts";

/** Columns of a table file. */
export interface ReadColumns {
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<string, CellColumn>;
  /** Line of the file on which each row begins, from 1. */
  readonly lines: Int32Array;
  /** What stands between the cells of a text table; none in other files. */
  readonly separatesBy?: string;
}

/** Columns of a file that are to be kept. */
export interface WantedColumns {
  readonly columns: ReadonlySet<string>;
  /** Those that hold names: digits are kept as they are written. */
  readonly names: ReadonlySet<string>;
}

/** Says of a file's header what is to be kept. */
export type ColumnChoice = (header: readonly string[]) => WantedColumns;

/** Bytes read at a time. */
const chunkSize = 1 << 20;

/**
 * Reads the wanted columns of a text table (comma, tab or semicolon; RFC 4180 quotes; `.gz` too) piece by piece, so that
 * a file may be larger than memory.
 *
 * @throws DataFileError for an empty or binary file, an open quote, repeated names, or rows of another length.
 */
export async function readTableFile(path: string, wanted: ColumnChoice): Promise<ReadColumns> {
  const reader = new RecordReader(path, wanted);
  const decoder = new TextDecoder("utf-8");
  for await (const bytes of bytesOf(path)) reader.add(decoder.decode(bytes, { stream: true }));
  reader.add(decoder.decode());
  return reader.finish();
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  if (!/\.gz$/iu.test(path)) {
    yield* plainBytesOf(path);
    return;
  }
  const unzip = createGunzip();
  const feed = async (): Promise<void> => {
    for (const bytes of plainBytesOf(path))
      if (!unzip.write(bytes)) await new Promise((resolve) => unzip.once("drain", resolve));
    unzip.end();
  };
  feed().catch((error: Error) => unzip.destroy(error));
  try {
    for await (const bytes of unzip) yield bytes as Uint8Array;
  } catch (error) {
    const message = `is damaged or no gzip file: ${(error as Error).message}`;
    throw new DataFileError(path, [{ line: 0, column: null, message }]);
  }
}

function* plainBytesOf(path: string): Generator<Uint8Array> {
  const file = touching("read", path, () => openSync(path, "r"));
  try {
    for (;;) {
      const bytes = new Uint8Array(chunkSize);
      const count = touching("read", path, () => readSync(file, bytes));
      if (count === 0) return;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Splits text that comes in pieces into records and hands their cells to the columns. */
class RecordReader {
  readonly #file: string;
  readonly #wanted: ColumnChoice;
  readonly #problems = new RowProblems();
  #rest = "";
  #isFirst = true;
  #delimiter = ",";
  #line = 1;
  #header: string[] | null = null;
  #width = 0;
  /** For each place of a record the column that takes its cell. */
  #takers: (CellColumn | null)[] = [];
  #lines = new Int32Array(1024);
  #rows = 0;

  constructor(file: string, wanted: ColumnChoice) {
    this.#file = file;
    this.#wanted = wanted;
  }

  add(piece: string): void {
    if (piece.includes("\0")) this.#refuse("is not a text file (expected CSV or TSV with one row a trial)");
    const text = this.#rest + (this.#isFirst ? piece.replace(/^\ufeff/u, "") : piece);
    if (piece !== "") this.#isFirst = false;
    let from = 0;
    for (;;) {
      const end = endOfRecord(text, from);
      // A carriage return at the very end may be followed by its line feed in the next piece.
      if (end < 0 || (text[end] === "\r" && end + 1 === text.length)) break;
      this.#record(text.slice(from, end));
      from = text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
      this.#line++;
    }
    this.#rest = text.slice(from);
  }

  finish(): ReadColumns {
    const last = this.#rest.replace(/\r$/u, "");
    if (last !== "") {
      if (endOfRecord(`${last}\n`, 0) < 0) this.#wrong(this.#line, "a quote is opened but never closed");
      else this.#record(last);
    }
    if (!this.#header) return this.#refuse("is empty (expected a line of column names)");
    if (!this.#problems.isEmpty) throw new DataFileError(this.#file, this.#problems.all);
    if (this.#rows === 0) this.#refuse("has column names but no rows");
    const kept = this.#takers.filter((column) => column !== null);
    return {
      header: this.#header,
      columns: new Map(kept.map((column) => [column.name, column])),
      lines: this.#lines.slice(0, this.#rows),
      separatesBy: this.#delimiter,
    };
  }

  #record(text: string): void {
    const line = this.#line;
    if (text.includes("\n")) this.#line += text.split("\n").length - 1;
    if (text === "") return;
    if (!this.#header) {
      this.#begin(text, line);
      return;
    }
    const cells = cellsOf(text, this.#delimiter);
    if (this.#rows === 0 && cells.length === this.#width + 1) this.#shift();
    if (cells.length !== this.#width) {
      this.#wrong(line, `expected ${this.#width} cells as in the first line, got ${cells.length}`);
      return;
    }
    for (let place = 0; place < cells.length; place++) this.#takers[place]?.add(cells[place]!);
    if (this.#rows === this.#lines.length) {
      const lines = new Int32Array(2 * this.#rows);
      lines.set(this.#lines);
      this.#lines = lines;
    }
    this.#lines[this.#rows++] = line;
  }

  #begin(text: string, line: number): void {
    this.#delimiter = delimiterOf(text);
    this.#header = cellsOf(text, this.#delimiter).map((name) => name.trim());
    this.#width = this.#header.length;
    this.#header.forEach((name, place) => {
      if (name === "" && place > 0) this.#wrong(line, `column ${place + 1} has no name`);
      if (name !== "" && this.#header!.indexOf(name) < place) this.#wrong(line, `column "${name}" appears twice`);
    });
    if (!this.#problems.isEmpty) throw new DataFileError(this.#file, this.#problems.all);
    const { columns, names } = this.#wanted(this.#header.filter((name) => name !== ""));
    this.#takers = this.#header.map((name) =>
      name !== "" && columns.has(name) ? new CellColumn(name, names.has(name)) : null,
    );
  }

  /** R writes row numbers without a name for their column. */
  #shift(): void {
    this.#width++;
    this.#takers.unshift(null);
  }

  #wrong(line: number, message: string): void {
    this.#problems.add(line, null, message);
  }

  #refuse(message: string): never {
    throw new DataFileError(this.#file, [{ line: 0, column: null, message }]);
  }
}

/** Place of the line's end that ends a record, −1 if the text has none. */
function endOfRecord(text: string, from: number): number {
  const end = nextLineEnd(text, from);
  if (end < 0) return -1;
  // Looked for in the line alone: in a file without quotes every line would go through all that follows.
  const quote = text.slice(from, end).indexOf('"');
  if (quote < 0) return end;
  let isQuoted = false;
  for (let place = from + quote; place < text.length; place++) {
    const character = text.charCodeAt(place);
    if (character === 34) isQuoted = !isQuoted;
    else if (!isQuoted && (character === 10 || character === 13)) return place;
  }
  return -1;
}

function nextLineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const upTo = feed < 0 ? text.length : feed;
  const slice = text.slice(from, upTo);
  const carriage = slice.indexOf("\r");
  return carriage >= 0 ? from + carriage : feed;
}

function cellsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let place = 0; place < record.length; place++) {
    const character = record[place]!;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (record[place + 1] === '"') {
        cell += '"';
        place++;
      } else isQuoted = false;
    } else if (character === '"' && cell === "") isQuoted = true;
    else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else cell += character;
  }
  cells.push(cell);
  return cells;
}

function delimiterOf(line: string): string {
  const plain = line.replace(/"[^"]*"/gu, "");
  const counts = [",", "\t", ";"].map((delimiter) => ({ delimiter, count: plain.split(delimiter).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).delimiter;
}
