import { createHash, type Hash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { columnBytes, hashOfColumns } from "../experiment/hash.ts";
import type { MakeSink, RowSink, TableForm, TablePart } from "../experiment/tableStream.ts";
import { makeFolder } from "./files.ts";
import { FileWriter } from "./fileWriter.ts";
import { ParquetStream } from "./parquet.ts";
import type { WrittenFile } from "./resultsFolder.ts";

/** A finished set of tables. */
export interface WrittenTables {
  /** By name, `trials.parquet`. */
  readonly files: Readonly<Record<string, WrittenFile>>;
  readonly resultHash: string;
  readonly columnHashes: Readonly<Record<string, string>>;
}

/**
 * The tables of a run, written and hashed while it goes on. They lie in a folder of their own until they are whole and
 * can be moved into the results.
 */
export class ResultFiles {
  readonly #folder: string;
  readonly #facts: Readonly<Record<string, string>>;
  readonly #tables: ResultFile[] = [];

  /**
   * @param folder - Emptied first: what an earlier run left there is made again from its units.
   * @param facts - Key-value metadata of every file.
   * @throws FileError
   */
  constructor(folder: string, facts: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#facts = facts;
    rmSync(folder, { recursive: true, force: true });
    makeFolder(folder);
  }

  readonly makeSink: MakeSink = (name, form) => {
    const file = new ResultFile(name, new FileWriter(join(this.#folder, `${name}.parquet`)), form, this.#facts);
    this.#tables.push(file);
    return file;
  };

  /** Ends all files. @throws FileError */
  async finish(): Promise<WrittenTables> {
    const files = Object.fromEntries(this.#tables.map((table) => [`${table.name}.parquet`, table.finish()] as const));
    const columnHashes = Object.assign({}, ...this.#tables.map((table) => table.columnHashes()));
    return { files, columnHashes, resultHash: await hashOfColumns(columnHashes) };
  }

  /** Closes and removes what has not been moved away. */
  remove(): void {
    for (const table of this.#tables) table.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

class ResultFile implements RowSink {
  readonly name: string;
  readonly #writer: FileWriter;
  readonly #stream: ParquetStream;
  /** By column, in their order. */
  readonly #hashes: readonly { readonly name: string; readonly hash: Hash }[];

  constructor(name: string, writer: FileWriter, form: TableForm, facts: Readonly<Record<string, string>>) {
    this.name = name;
    this.#writer = writer;
    this.#stream = new ParquetStream(writer, form, facts);
    this.#hashes = form.map((column) => ({ name: column.name, hash: createHash("sha256") }));
  }

  write(part: TablePart): void {
    this.#hashes.forEach(({ hash }, place) => {
      hash.update(columnBytes(part.columns[place]!, part.rows));
    });
    this.#stream.write(part);
  }

  finish(): WrittenFile {
    this.#stream.end();
    return { path: this.#writer.path, hash: this.#writer.digest() };
  }

  columnHashes(): Record<string, string> {
    return Object.fromEntries(this.#hashes.map(({ name, hash }) => [`${this.name}.${name}`, hash.digest("hex")]));
  }

  close(): void {
    this.#writer.close();
  }
}
