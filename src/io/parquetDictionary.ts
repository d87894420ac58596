import type { CodedTexts, ColumnForm } from "../experiment/tableStream.ts";

/** The different values of a column and which of them each row that has one holds. */
export interface Dictionary {
  /** Number of different values. */
  readonly size: number;
  /** The values one after the other as they stand in the file. */
  readonly bytes: Uint8Array;
  /** Numbers of values, from 0, a row that has one each. */
  readonly codes: Int32Array;
  readonly min: number | string | undefined;
  readonly max: number | string | undefined;
  /** Rows that hold NaN as a value. */
  readonly notNumbers: number;
}

type Numbers = Float64Array | Float32Array;

/** The most different numbers of a dictionary. */
const mostNumbers = 4096;

/** A dictionary of texts; null if no row has one. @param flags - Which rows have a value; null: all. */
export function codeTexts({ texts, codes }: CodedTexts, flags: Uint8Array | null): Dictionary | null {
  const places = new Int32Array(texts.length).fill(-1);
  const used: string[] = [];
  const own = new Int32Array(codes.length);
  let rows = 0;
  for (let row = 0; row < codes.length; row++) {
    if (flags?.[row] === 0) continue;
    const code = codes[row]!;
    if (places[code]! < 0) places[code] = used.push(texts[code]!) - 1;
    own[rows++] = places[code]!;
  }
  if (rows === 0) return null;
  const encoded = used.map((text) => new TextEncoder().encode(text));
  const order = used.map((_, place) => place).sort((a, b) => compareBytes(encoded[a]!, encoded[b]!));
  return {
    size: used.length,
    bytes: withLengths(encoded),
    codes: own.subarray(0, rows),
    min: used[order[0]!],
    max: used[order[order.length - 1]!],
    notNumbers: 0,
  };
}

/**
 * A dictionary of numbers, or null if it would not at least halve their bytes (or a number is -0 or NaN, which a table
 * of different numbers does not tell apart).
 *
 * @param flags - Which rows have a value; null: all.
 */
export function codeNumbers(values: Numbers, type: ColumnForm["type"], flags: Uint8Array | null): Dictionary | null {
  const size = type === "double" ? 8 : 4;
  const most = Math.min(mostNumbers, values.length / 2);
  const places = new Map<number, number>();
  const codes = new Int32Array(values.length);
  let rows = 0;
  let before = Number.NaN;
  let code = -1;
  for (let row = 0; row < values.length; row++) {
    if (flags?.[row] === 0) continue;
    const value = values[row]!;
    if (value !== before || code < 0) {
      if (Object.is(value, -0) || Number.isNaN(value)) return null;
      const known = places.get(value);
      if (known === undefined && places.size >= most) return null;
      code = known ?? places.size;
      if (known === undefined) places.set(value, code);
      before = value;
    } else if (Object.is(value, -0)) return null;
    codes[rows++] = code;
  }
  const bits = places.size < 2 ? 0 : 32 - Math.clz32(places.size - 1);
  if (rows === 0 || 2 * (places.size * size + (rows * bits) / 8) > rows * size) return null;
  const different = Float64Array.from(places.keys());
  const ascending = different.slice().sort();
  return {
    size: different.length,
    bytes: numberBytes(different, type, null),
    codes: codes.subarray(0, rows),
    min: ascending[0],
    max: ascending[ascending.length - 1],
    notNumbers: 0,
  };
}

/** Numbers as they stand in the file. @param flags - Which rows have a value; null: all. */
export function numberBytes(values: Numbers, type: ColumnForm["type"], flags: Uint8Array | null): Uint8Array {
  const length = flags ? flags.reduce((sum, flag) => sum + flag, 0) : values.length;
  const own = makeNumbers(type, length);
  if (!flags) own.set(values);
  else for (let row = 0, at = 0; row < values.length; row++) if (flags[row] === 1) own[at++] = values[row]!;
  return new Uint8Array(own.buffer);
}

function makeNumbers(type: ColumnForm["type"], length: number): Numbers | Int32Array {
  if (type === "whole") return new Int32Array(length);
  return type === "single" ? new Float32Array(length) : new Float64Array(length);
}

function withLengths(texts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(texts.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const text of texts) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
