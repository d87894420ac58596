import { type Column, rowCount, type Table } from "../math/table.ts";
import { type CodedTexts, TextCodes } from "./tableStream.ts";

/** SHA-256 of bytes or text as lower-case hexadecimal digits. */
export async function sha256(content: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Hash of a result's data, independent of the files' bytes and of the machine.
 *
 * Each column is hashed by itself; the result's hash is SHA-256 of the lines `<table>.<column> <column's hash>` in the
 * order of tables and columns. A column's bytes: numbers as binary64, little-endian, a missing one as the NaN
 * 7FF8000000000000; texts as UTF-8 after their length as a 32-bit number, a missing one as length FFFFFFFF.
 */
export async function resultHash(
  tables: Readonly<Record<string, Table>>,
): Promise<{ hash: string; columns: Record<string, string> }> {
  const columns: Record<string, string> = {};
  for (const [tableName, table] of Object.entries(tables)) {
    for (const [columnName, column] of Object.entries(table)) {
      columns[`${tableName}.${columnName}`] = await sha256(columnBytes(column, rowCount(table)));
    }
  }
  return { hash: await hashOfColumns(columns), columns };
}

/** The result's hash from the hashes of its columns, in order. */
export function hashOfColumns(columns: Readonly<Record<string, string>>): Promise<string> {
  const lines = Object.entries(columns).map(([name, hash]) => `${name} ${hash}\n`);
  return sha256(lines.join(""));
}

/** What is hashed of a column; that of parts of a column, one after the other, is that of the whole. */
export function columnBytes(column: Column | CodedTexts, rows: number): Uint8Array<ArrayBuffer> {
  if (ArrayBuffer.isView(column)) return numberBytes(column as Float64Array, rows);
  if ("codes" in column) return textBytes(column);
  const codes = new TextCodes();
  return textBytes({ codes: Int32Array.from(column, (text) => codes.of(text)), texts: codes.texts });
}

function numberBytes(column: Float64Array | Float32Array | Int32Array, rows: number): Uint8Array<ArrayBuffer> {
  const numbers = new Float64Array(rows);
  numbers.set(column.length === rows ? column : column.subarray(0, rows));
  const words = new Uint32Array(numbers.buffer);
  for (let row = 0; row < rows; row++) {
    if (!Number.isNaN(numbers[row]!)) continue;
    words[2 * row] = 0;
    words[2 * row + 1] = 0x7ff8_0000;
  }
  return new Uint8Array(numbers.buffer);
}

/**
 * Texts come in patterns (the same in every row, or a list again and again): rows that repeat those before them are
 * copied together.
 */
function textBytes({ texts, codes }: CodedTexts): Uint8Array<ArrayBuffer> {
  const known = texts.map(encodeText);
  const starts = new Uint32Array(codes.length + 1);
  for (let row = 0; row < codes.length; row++) starts[row + 1] = starts[row]! + known[codes[row]!]!.length;
  const all = new Uint8Array(starts[codes.length]!);
  const seen = new Int32Array(texts.length).fill(-1);
  for (let row = 0; row < codes.length; ) {
    const code = codes[row]!;
    const before = seen[code]!;
    seen[code] = row;
    let end = row;
    if (before >= 0) while (end < codes.length && codes[end] === codes[end - row + before]) end++;
    if (end > row + 1) {
      repeat(all, starts[before]!, starts[row]!, starts[end]!);
      for (let last = Math.max(row, end - (row - before)); last < end; last++) seen[codes[last]!] = last;
      row = end;
    } else {
      all.set(known[code]!, starts[row]!);
      row++;
    }
  }
  return all;
}

/** Goes on with what stands from `from` to `at`, again and again, up to `end`. */
function repeat(bytes: Uint8Array, from: number, at: number, end: number): void {
  for (let place = at; place < end; ) {
    const length = Math.min(place - from, end - place);
    bytes.copyWithin(place, from, from + length);
    place += length;
  }
}

function encodeText(text: string | null): Uint8Array {
  const content = text === null ? new Uint8Array(0) : new TextEncoder().encode(text);
  const bytes = new Uint8Array(4 + content.length);
  new DataView(bytes.buffer).setUint32(0, text === null ? 0xffff_ffff : content.length, true);
  bytes.set(content, 4);
  return bytes;
}

/** JSON with the keys of every object in alphabetical order, for hashing. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === "object" && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
