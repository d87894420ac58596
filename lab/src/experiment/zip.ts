/** CRC-32 of every byte (polynomial EDB88320), as zip files use it. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb8_8320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffff_ffff) >>> 0;
}

/** Day of all files, 1 January 1980: the same files give the same archive. */
const date = 0x21;

/** Files as a zip archive, stored as they are (Parquet is compressed already). Names are ASCII. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const count = Object.keys(files).length;
  for (const [name, content] of Object.entries(files)) {
    const path = new TextEncoder().encode(name);
    // version, flags, method (stored), time, date, CRC-32, both sizes, length of the name, of extra fields
    const facts: Field[] = [
      [20, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [date, 2],
      [crc32(content), 4],
    ];
    facts.push([content.length, 4], [content.length, 4], [path.length, 2], [0, 2]);
    const local = [record([[0x0403_4b50, 4], ...facts]), path, content];
    // comment, disk, attributes inside and outside, place of the file
    const place: Field[] = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ];
    directory.push(record([[0x0201_4b50, 4], [20, 2], ...facts, ...place]), path);
    parts.push(...local);
    offset += lengthOf(local);
  }
  const size = lengthOf(directory);
  const end = record([
    [0x0605_4b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ]);
  return joined([...parts, ...directory, end]);
}

/** A number and its length in bytes. */
type Field = readonly [value: number, bytes: 2 | 4];

function record(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [, length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const [value, length] of fields) {
    if (length === 2) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    place += length;
  }
  return bytes;
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(lengthOf(parts));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}
