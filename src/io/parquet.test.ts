import { parquetMetadata } from "hyparquet";
import { ByteWriter, parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { resultHash } from "../experiment/hash.ts";
import type { Table } from "../math/table.ts";
import { fromParquet, ParquetStream, toParquet } from "./parquet.ts";

const rows = 2000;
const table: Table = {
  group: Array.from({ length: rows }, (_, row) => (row < 900 ? "acetylcholine-block" : "control")),
  subject: Int32Array.from({ length: rows }, (_, row) => row % 7),
  trial: Float64Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? Number.NaN : row % 90)),
  phase: Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? null : "cue")),
  time: Float32Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? Number.NaN : row / 7)),
  value: Float32Array.from({ length: rows }, (_, row) => Math.fround(Math.PI * row)),
  change: Float64Array.from({ length: rows }, (_, row) => (row === 3 ? -0 : Math.E * row)),
};

const coded = { encoding: "RLE_DICTIONARY" } as const;

describe("a Parquet file", () => {
  it("gives back the columns with the same hash", async () => {
    const read = await fromParquet(toParquet(table, {}));
    expect(Object.keys(read)).toEqual(Object.keys(table));
    expect((await resultHash({ t: read })).columns).toEqual((await resultHash({ t: table })).columns);
  });

  it("keeps tables that are longer than what is written at a time, missing values and all", async () => {
    const length = 200_003;
    const long: Table = {
      group: Array.from({ length }, (_, row) => (row < 150_000 ? "a" : "b")),
      trial: Float64Array.from({ length }, (_, row) => (row === length - 1 ? Number.NaN : row % 90)),
      value: Float32Array.from({ length }, (_, row) => Math.fround(row / 3)),
    };
    const read = await fromParquet(toParquet(long, {}));
    expect((await resultHash({ t: read })).columns).toEqual((await resultHash({ t: long })).columns);
  });

  it("codes texts by a dictionary, those that are missing throughout too", async () => {
    const columns = parquetMetadata(toParquet(table, {}).slice().buffer).row_groups[0]!.columns;
    const coded = columns.filter(({ meta_data }) => meta_data!.encodings.includes("RLE_DICTIONARY"));
    expect(coded.map(({ meta_data }) => meta_data!.path_in_schema[0])).toEqual(
      expect.arrayContaining(["group", "phase"]),
    );
    const nothing = { text: [null, null], number: Float64Array.of(1, 2) };
    expect((await fromParquet(toParquet(nothing, {}))).number).toEqual(nothing.number);
  });

  it("has the bytes that the writer of the format gives it", () => {
    const types = { group: "STRING", subject: "INT32", trial: "INT32", phase: "STRING", time: "FLOAT" } as const;
    const columnData = Object.entries(types).map(([name, type]) => {
      const data = Array.from(table[name] as ArrayLike<number | string | null>, (value) =>
        Number.isNaN(value) ? null : value,
      );
      return { name, type, data, nullable: data.includes(null), ...(type === "STRING" ? coded : {}) };
    });
    const part = Object.fromEntries(Object.keys(types).map((name) => [name, table[name]!]));
    const whole = parquetWriteBuffer({ columnData, rowGroupSize: rows, createdBy: "neohebb", kvMetadata: [] });
    expect(Buffer.compare(toParquet(part, {}), new Uint8Array(whole))).toBe(0);
  });

  it("refuses a row without a value in a column that must have one", () => {
    const stream = new ParquetStream(new ByteWriter(), [{ name: "trial", type: "whole", optional: false }], {});
    expect(() => stream.write({ rows: 2, columns: [Float64Array.of(1, Number.NaN)] })).toThrow(
      "column trial has a row without a value",
    );
  });

  it("is written without rows too", async () => {
    const bytes = toParquet({ group: [], value: new Float64Array(0) }, {});
    expect(parquetMetadata(bytes.slice().buffer).num_rows).toBe(0n);
  });

  it("says in its metadata what it was made from", () => {
    const bytes = toParquet(table, { specificationHash: "abc", seed: "2001" });
    const { key_value_metadata, schema } = parquetMetadata(bytes.slice().buffer);
    expect(key_value_metadata).toEqual(
      expect.arrayContaining([
        { key: "specificationHash", value: "abc" },
        { key: "seed", value: "2001" },
      ]),
    );
    expect(schema.slice(1).map(({ name, type }) => `${name} ${type}`)).toEqual([
      "group BYTE_ARRAY",
      "subject INT32",
      "trial INT32",
      "phase BYTE_ARRAY",
      "time FLOAT",
      "value FLOAT",
      "change DOUBLE",
    ]);
  });
});
