import { type Column, rowCount, type Table } from "../math/table.ts";

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
export function columnBytes(column: Column, rows: number): Uint8Array<ArrayBuffer> {
  if (ArrayBuffer.isView(column)) return numberBytes(column, rows);
  return textBytes(column);
}

function numberBytes(column: ArrayLike<number>, rows: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(8 * rows));
  for (let row = 0; row < rows; row++) {
    const value = column[row]!;
    if (Number.isNaN(value)) view.setUint32(8 * row + 4, 0x7ff8_0000, true);
    else view.setFloat64(8 * row, value, true);
  }
  return new Uint8Array(view.buffer);
}

function textBytes(column: readonly (string | null)[]): Uint8Array<ArrayBuffer> {
  const known = new Map<string | null, Uint8Array>();
  let size = 0;
  for (const text of column) {
    let bytes = known.get(text);
    if (!bytes) {
      bytes = encodeText(text);
      known.set(text, bytes);
    }
    size += bytes.length;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const text of column) {
    const bytes = known.get(text)!;
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
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
