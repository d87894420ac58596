/** Data of one finished unit: named arrays and a few facts. */
export interface UnitResult {
  readonly facts: UnitFacts;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** What the arrays of a unit hold and how long they are. */
export interface UnitFacts {
  readonly arm: number;
  readonly subjects: readonly number[];
  /** The most trials that a subject had. */
  readonly trials: number;
  /** Trials of each subject; their rows stand in `trials.<column>` one subject after the other. */
  readonly trialsOf: readonly number[];
  readonly steps: number;
  /** Number of trials ended at each weight snapshot. */
  readonly snapshotTrials: readonly number[];
}

const magic = 0x3148_424e; // "NBH1", little-endian
const hashEnd = 36; // magic number, SHA-256 of everything after it
const headerLength = 40; // and the length of the description

interface ArrayDescription {
  readonly name: string;
  readonly type: "Float32Array" | "Float64Array";
  readonly length: number;
}

/** Packs a unit into bytes: magic number, SHA-256, description as JSON, arrays (little-endian, aligned to 8 bytes). */
export async function packUnit(unit: UnitResult): Promise<Uint8Array<ArrayBuffer>> {
  const arrays: ArrayDescription[] = Object.entries(unit.arrays).map(([name, array]) => ({
    name,
    type: array instanceof Float32Array ? "Float32Array" : "Float64Array",
    length: array.length,
  }));
  const description = new TextEncoder().encode(JSON.stringify({ facts: unit.facts, arrays }));
  const start = align(headerLength + description.length);
  const size = Object.values(unit.arrays).reduce((sum, { byteLength }) => sum + align(byteLength), start);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(hashEnd, description.length, true);
  bytes.set(description, headerLength);
  let at = start;
  for (const array of Object.values(unit.arrays)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += align(array.byteLength);
  }
  bytes.set(await digest(bytes.subarray(hashEnd)), 4);
  return bytes;
}

/** Unpacks a unit, or gives null if the bytes are not a whole one (torn, damaged or of another format). */
export async function unpackUnit(bytes: Uint8Array<ArrayBuffer>): Promise<UnitResult | null> {
  if (bytes.length < headerLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) return null;
  const hash = await digest(bytes.subarray(hashEnd));
  if (!hash.every((byte, index) => byte === bytes[4 + index])) return null;
  const length = view.getUint32(hashEnd, true);
  const text = new TextDecoder().decode(bytes.subarray(headerLength, headerLength + length));
  const { facts, arrays } = JSON.parse(text) as { facts: UnitFacts; arrays: ArrayDescription[] };
  let at = align(headerLength + length);
  const read: Record<string, Float32Array | Float64Array> = {};
  for (const { name, type, length: count } of arrays) {
    const size = count * (type === "Float32Array" ? 4 : 8);
    const copy = bytes.slice(at, at + size).buffer;
    read[name] = type === "Float32Array" ? new Float32Array(copy) : new Float64Array(copy);
    at += align(size);
  }
  return { facts, arrays: read };
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function align(length: number): number {
  return Math.ceil(length / 8) * 8;
}
