import type { ColumnChunk, Encoding, Statistics } from "hyparquet";
import type { Writer } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import type { ColumnForm, TablePart } from "../experiment/tableStream.ts";
import { codeNumbers, codeTexts, type Dictionary, numberBytes } from "./parquetDictionary.ts";
import { encodeRuns } from "./parquetRuns.ts";

/** How a column's values stand in the file. */
const physicalTypes = { text: "BYTE_ARRAY", whole: "INT32", single: "FLOAT", double: "DOUBLE" } as const;

/**
 * Writes one column of a row group: a dictionary page where values recur so often that it is worth it, and one data page
 * (version 2), both compressed by Snappy; smallest, largest and number of missing values beside them.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/
 * @throws RangeError if a value is missing in a column whose form does not allow it.
 */
export function writeColumnChunk(
  writer: Writer,
  form: ColumnForm,
  column: TablePart["columns"][number],
  rows: number,
): ColumnChunk {
  const texts = "codes" in column;
  const present = presence(column);
  if (present.missing > 0 && !form.optional && (texts || form.type === "whole")) {
    throw new RangeError(`column ${form.name} has a row without a value`);
  }
  const given = form.optional ? present : { flags: null, missing: 0 };
  const dictionary = texts ? codeTexts(column, given.flags) : codeNumbers(column, form.type, given.flags);
  const start = writer.offset;
  const pages = new Pages(writer);
  if (dictionary) pages.addDictionary(dictionary);
  const dataStart = writer.offset;
  const encoding: Encoding = dictionary ? "RLE_DICTIONARY" : "PLAIN";
  const values = dictionary
    ? encodeRuns(dictionary.codes, bitsFor(dictionary.size), true)
    : texts
      ? new Uint8Array(0)
      : numberBytes(column, form.type, given.flags);
  const levels = form.optional ? definitionLevels(given.flags, rows) : new Uint8Array(0);
  pages.addData(values, levels, rows, given.missing, encoding);
  const { min, max, notNumbers } = dictionary ?? extremes(column as Float64Array | Float32Array, given.flags);
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: physicalTypes[form.type],
      encodings: ["PLAIN", ...(dictionary ? [encoding] : [])],
      path_in_schema: [form.name],
      codec: "SNAPPY",
      num_values: BigInt(rows),
      total_compressed_size: BigInt(writer.offset - start),
      total_uncompressed_size: BigInt(pages.uncompressed),
      data_page_offset: BigInt(dataStart),
      ...(dictionary ? { dictionary_page_offset: BigInt(start) } : {}),
      statistics: statistics(min, max, given.missing, form.type === "single" || form.type === "double", notNumbers),
      encoding_stats: [
        ...(dictionary ? [{ page_type: "DICTIONARY_PAGE" as const, encoding: "PLAIN" as const, count: 1 }] : []),
        { page_type: "DATA_PAGE_V2", encoding, count: 1 },
      ],
    },
  };
}

/** Writes pages and counts what they would have without compression. */
class Pages {
  readonly #writer: Writer;
  uncompressed = 0;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  addDictionary({ bytes, size }: Dictionary): void {
    const compressed = snappyCompress(bytes);
    this.#add(bytes.length, new Uint8Array(0), compressed, {
      type: "DICTIONARY_PAGE",
      dictionary_page_header: { num_values: size, encoding: "PLAIN" },
    });
  }

  addData(values: Uint8Array, levels: Uint8Array, rows: number, missing: number, encoding: Encoding): void {
    this.#add(levels.length + values.length, levels, snappyCompress(values), {
      type: "DATA_PAGE_V2",
      data_page_header_v2: {
        num_values: rows,
        num_nulls: missing,
        num_rows: rows,
        encoding,
        definition_levels_byte_length: levels.length,
        repetition_levels_byte_length: 0,
        is_compressed: true,
      },
    });
  }

  #add(
    size: number,
    levels: Uint8Array,
    compressed: Uint8Array,
    header: Omit<Parameters<typeof writePageHeader>[1], "uncompressed_page_size" | "compressed_page_size">,
  ): void {
    const start = this.#writer.offset;
    const sizes = { uncompressed_page_size: size, compressed_page_size: levels.length + compressed.length };
    writePageHeader(this.#writer, { ...header, ...sizes });
    this.uncompressed += this.#writer.offset - start + size;
    this.#writer.appendBytes(levels);
    this.#writer.appendBytes(compressed);
  }
}

/** Which rows have a value (null: all) and how many have none. */
function presence(column: TablePart["columns"][number]): { flags: Uint8Array | null; missing: number } {
  const values = "codes" in column ? column.codes : column;
  const absent = "codes" in column ? column.texts.indexOf(null) : Number.NaN;
  const flags = new Uint8Array(values.length);
  let present = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === absent || Number.isNaN(value)) continue;
    flags[row] = 1;
    present++;
  }
  const missing = values.length - present;
  return { flags: missing === 0 ? null : flags, missing };
}

function definitionLevels(flags: Uint8Array | null, rows: number): Uint8Array {
  return encodeRuns(flags ?? new Uint8Array(rows).fill(1), 1, false);
}

/** Bits of the largest of `size` numbers from 0. */
function bitsFor(size: number): number {
  return size < 2 ? 0 : 32 - Math.clz32(size - 1);
}

function extremes(column: Float64Array | Float32Array, flags: Uint8Array | null) {
  let [min, max]: [number | undefined, number | undefined] = [undefined, undefined];
  let notNumbers = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    if (Number.isNaN(value)) {
      if (!flags) notNumbers++;
      continue;
    }
    if (min === undefined || value < min) min = value;
    if (max === undefined || value > max) max = value;
  }
  return { min, max, notNumbers };
}

/** A zero counts as -0 where it is the smallest value and as +0 where it is the largest, as the format asks for. */
function statistics(
  min: number | string | undefined,
  max: number | string | undefined,
  missing: number,
  floating: boolean,
  notNumbers: number,
): Statistics {
  return {
    ...(min === undefined ? {} : { min_value: min === 0 ? -0 : min }),
    ...(max === undefined ? {} : { max_value: max === 0 ? 0 : max }),
    null_count: BigInt(missing),
    ...(floating ? { nan_count: BigInt(notNumbers) } : {}),
  };
}
