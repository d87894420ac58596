import { closeSync, fstatSync, fsyncSync, openSync, readdirSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { UnitStore } from "../experiment/run.ts";
import { makeFolder, touching } from "./files.ts";

const suffix = ".units";
/** Marks the beginning of a record: "UNIT", little-endian. */
const mark = 0x5449_4e55;
/** Mark, length of the name, length of the unit. */
const headLength = 12;
/** Bytes after which another file is begun. */
export const bytesOfSegment = 64 * 2 ** 20;
/** Time after which what is written is sent to the disk, ms. */
const syncInterval = 1000;

/** Where a unit stands. */
interface Place {
  readonly file: number;
  readonly at: number;
  readonly length: number;
}

/** A store that can be closed. */
export interface UnitLog extends UnitStore {
  /** Sends what is written to the disk and closes the files. */
  close(): void;
}

/**
 * Keeps finished units in a folder, one after the other in files of up to 64 MiB, so that a run of many small units
 * needs few files. Every run begins a file of its own; a record that a killed run or a full disk left half-written ends
 * its file and does not count (a damaged unit is found by its checksum).
 *
 * @throws FileError
 */
export function openUnitLog(folder: string): UnitLog {
  makeFolder(folder);
  return new Log(folder);
}

class Log implements UnitLog {
  readonly #folder: string;
  readonly #places = new Map<string, Place>();
  readonly #files: number[] = [];
  #segments = 0;
  #current: { readonly path: string; readonly file: number; length: number } | null = null;
  #synced = performance.now();

  constructor(folder: string) {
    this.#folder = folder;
    const names = touching("read", folder, () => readdirSync(folder)).filter((name) => name.endsWith(suffix));
    for (const name of names.sort()) {
      this.#scan(join(folder, name));
      this.#segments = Math.max(this.#segments, Number.parseInt(name, 10) + 1);
    }
  }

  async names(): Promise<ReadonlySet<string>> {
    return new Set(this.#places.keys());
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const place = this.#places.get(name);
    return place ? touching("read", this.#folder, () => readAt(place.file, place.at, place.length)) : null;
  }

  async write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const segment = this.#segment();
    const text = new TextEncoder().encode(name);
    const head = new DataView(new ArrayBuffer(headLength));
    [mark, text.length, bytes.length].forEach((number, place) => {
      head.setUint32(4 * place, number, true);
    });
    const parts = [new Uint8Array(head.buffer), text, bytes];
    let at = segment.length;
    try {
      touching("write", segment.path, () => {
        for (const part of parts) at = writeAt(segment.file, part, at);
      });
    } catch (error) {
      this.#current = null; // What was half-written ends its file.
      throw error;
    }
    this.#places.set(name, { file: segment.file, at: at - bytes.length, length: bytes.length });
    segment.length = at;
    if (performance.now() - this.#synced > syncInterval) this.#sync();
  }

  close(): void {
    try {
      if (this.#current) this.#sync();
    } finally {
      for (const file of this.#files.splice(0)) closeSync(file);
      this.#current = null;
    }
  }

  #segment() {
    if (this.#current && this.#current.length < bytesOfSegment) return this.#current;
    if (this.#current) this.#sync();
    const path = join(this.#folder, String(this.#segments++).padStart(5, "0") + suffix);
    const file = touching("write", path, () => openSync(path, "wx+"));
    this.#files.push(file);
    this.#current = { path, file, length: 0 };
    return this.#current;
  }

  #sync(): void {
    const { path, file } = this.#current!;
    touching("write", path, () => fsyncSync(file));
    this.#synced = performance.now();
  }

  /** Finds the records of a file, up to the first that is not whole. */
  #scan(path: string): void {
    touching("read", path, () => {
      const file = openSync(path, "r");
      this.#files.push(file);
      const { size } = fstatSync(file);
      for (let at = 0; at + headLength <= size; ) {
        const head = new DataView(readAt(file, at, headLength).buffer);
        const [named, length] = [head.getUint32(4, true), head.getUint32(8, true)];
        const unit = at + headLength + named;
        if (head.getUint32(0, true) !== mark || unit + length > size) return;
        this.#places.set(new TextDecoder().decode(readAt(file, at + headLength, named)), { file, at: unit, length });
        at = unit + length;
      }
    });
  }
}

function readAt(file: number, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const read = readSync(file, bytes, at, length - at, position + at);
    if (read === 0) return bytes; // Cut off: the checksum says so.
    at += read;
  }
  return bytes;
}

function writeAt(file: number, bytes: Uint8Array, position: number): number {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at);
  return position + bytes.length;
}
