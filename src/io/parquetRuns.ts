/**
 * Encodes small whole numbers as Parquet's hybrid of repeated runs and groups of eight packed by bits.
 *
 * @param values - 0 … 2^`bits` − 1.
 * @param bits - 0 … 24.
 * @param withWidth - Begin with the number of bits, as pages of dictionary codes do.
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export function encodeRuns(values: Uint8Array | Int32Array, bits: number, withWidth: boolean): Uint8Array {
  const groups = Math.ceil(values.length / 8);
  const bytes = new Uint8Array(1 + groups * (bits + runHead) + runHead);
  let at = 0;
  if (withWidth) bytes[at++] = bits;
  let packedFrom = -1;
  for (let row = 0; row < values.length; ) {
    const length = runAt(values, row);
    if (length < 8) {
      if (packedFrom < 0) packedFrom = row;
      row += 8;
      continue;
    }
    if (packedFrom >= 0) at = pack(values, packedFrom, row, bits, bytes, at);
    packedFrom = -1;
    at = writeVariable(length << 1, bytes, at);
    for (let shift = 0; shift < bits; shift += 8) bytes[at++] = values[row]! >>> shift;
    row += length;
  }
  if (packedFrom >= 0) at = pack(values, packedFrom, values.length, bits, bytes, at);
  return bytes.subarray(0, at);
}

/** The most bytes that a run needs besides its packed groups: its length and a value. */
const runHead = 9;

/** How often the value of a row stands in it and the rows after it, without a break. */
function runAt(values: Uint8Array | Int32Array, row: number): number {
  const value = values[row];
  let end = row + 1;
  while (end < values.length && values[end] === value) end++;
  return end - row;
}

/** Packs rows in groups of eight; what lacks of the last group is 0. */
function pack(
  values: Uint8Array | Int32Array,
  from: number,
  to: number,
  bits: number,
  bytes: Uint8Array,
  start: number,
): number {
  const groups = Math.ceil((to - from) / 8);
  let at = writeVariable((groups << 1) | 1, bytes, start);
  let held = 0;
  let heldBits = 0;
  for (let row = from; row < from + 8 * groups; row++) {
    held |= (row < to ? values[row]! : 0) << heldBits;
    heldBits += bits;
    for (; heldBits >= 8; heldBits -= 8) {
      bytes[at++] = held;
      held >>>= 8;
    }
  }
  return at;
}

/** Writes a number seven bits at a time, the lowest first. */
function writeVariable(value: number, bytes: Uint8Array, start: number): number {
  let at = start;
  let left = value;
  for (; left > 0x7f; left >>>= 7) bytes[at++] = (left & 0x7f) | 0x80;
  bytes[at++] = left;
  return at;
}
