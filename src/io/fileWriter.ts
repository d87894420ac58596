import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { ByteWriter } from "hyparquet-writer";
import { touching } from "./files.ts";

/** Writes bytes to a file, hashing them on the way. What is appended is held until `flush`. */
export class FileWriter extends ByteWriter {
  readonly path: string;
  readonly #file: number;
  readonly #hash = createHash("sha256");
  #open = true;

  /** @throws FileError */
  constructor(path: string) {
    super(1 << 16);
    this.path = path;
    this.#file = touching("write", path, () => openSync(path, "w"));
  }

  /** Writes what is held. @throws FileError if the disk takes no more. */
  flush(): void {
    const bytes = new Uint8Array(this.buffer, 0, this.index);
    this.#hash.update(bytes);
    touching("write", this.path, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    });
    this.index = 0;
  }

  /** Writes the rest and waits until all of it is on the disk. @throws FileError */
  override finish(): void {
    this.flush();
    touching("write", this.path, () => fsyncSync(this.#file));
    this.close();
  }

  /** Closes the file as it is. */
  close(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }

  /** SHA-256 of everything written, once it is finished. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}
