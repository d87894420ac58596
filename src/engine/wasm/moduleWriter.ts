/** A growing row of bytes with WebAssembly's number formats. */
export class Bytes {
  #data = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written, not copied. */
  get view(): Uint8Array<ArrayBuffer> {
    return this.#data.subarray(0, this.#length);
  }

  byte(value: number): void {
    if (this.#length === this.#data.length) this.#grow(1);
    this.#data[this.#length++] = value;
  }

  bytes(...values: readonly number[]): void {
    for (const value of values) this.byte(value);
  }

  append(other: Bytes): void {
    this.#grow(other.length);
    this.#data.set(other.view, this.#length);
    this.#length += other.length;
  }

  /** Unsigned LEB128. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 127) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Signed LEB128 of a 32-bit number. */
  signed(value: number): void {
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.byte((rest & 127) | 128);
      rest >>= 7;
    }
    this.byte(rest & 127);
  }

  /** 32 bits, little-endian. */
  word(value: number): void {
    this.#grow(4);
    const at = this.#length;
    this.#data[at] = value;
    this.#data[at + 1] = value >>> 8;
    this.#data[at + 2] = value >>> 16;
    this.#data[at + 3] = value >>> 24;
    this.#length = at + 4;
  }

  /** UTF-8 with its length before it. */
  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.unsigned(encoded.length);
    this.bytes(...encoded);
  }

  #grow(by: number): void {
    const needed = this.#length + by;
    if (needed <= this.#data.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#data.length));
    larger.set(this.view);
    this.#data = larger;
  }
}

/** An exported function: name and body (locals and code). */
export interface ExportedFunction {
  readonly name: string;
  readonly body: Bytes;
}

/**
 * A WebAssembly module of functions (i32 × `parameters`) → () over one imported memory `env.memory`.
 *
 * The same functions always give the same bytes.
 */
export function writeModule(functions: readonly ExportedFunction[], parameters: number): Uint8Array<ArrayBuffer> {
  const bytes = new Bytes();
  bytes.bytes(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
  section(bytes, 1, (out) => {
    out.bytes(1, 0x60);
    out.unsigned(parameters);
    for (let i = 0; i < parameters; i++) out.byte(0x7f);
    out.byte(0);
  });
  section(bytes, 2, (out) => {
    out.byte(1);
    out.text("env");
    out.text("memory");
    out.bytes(2, 0, 0);
  });
  section(bytes, 3, (out) => {
    out.unsigned(functions.length);
    for (let i = 0; i < functions.length; i++) out.byte(0);
  });
  section(bytes, 7, (out) => {
    out.unsigned(functions.length);
    functions.forEach(({ name }, i) => {
      out.text(name);
      out.byte(0);
      out.unsigned(i);
    });
  });
  section(bytes, 10, (out) => {
    out.unsigned(functions.length);
    for (const { body } of functions) {
      out.unsigned(body.length);
      out.append(body);
    }
  });
  return bytes.view;
}

function section(bytes: Bytes, id: number, write: (out: Bytes) => void): void {
  const content = new Bytes();
  write(content);
  bytes.byte(id);
  bytes.unsigned(content.length);
  bytes.append(content);
}
