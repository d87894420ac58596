import { describe, expect, it } from "vitest";
import type { Table } from "../math/table.ts";
import { columnBytes } from "./hash.ts";
import { rowsAtOnce, type TableForm, TableKeeper, TableStream } from "./tableStream.ts";

const form: TableForm = [
  { name: "group", type: "text", optional: true },
  { name: "subject", type: "whole", optional: false },
  { name: "value", type: "single", optional: true },
];

/** Streams 250,000 rows in parts of the given sizes; gives the lengths of the parts handed on, and the table. */
function streamed(sizes: readonly number[]): { lengths: number[]; table: Table } {
  const lengths: number[] = [];
  const keeper = new TableKeeper(form);
  const stream = new TableStream(form, {
    write(part) {
      lengths.push(part.rows);
      keeper.write(part);
    },
  });
  const text = (row: number) => (row % 3 === 0 ? null : `g${row % 5}`);
  for (let row = 0, part = 0; row < 250_000; part++) {
    const size = Math.min(sizes[part % sizes.length]!, 250_000 - row);
    const numbers = Array.from({ length: size }, (_, at) => row + at);
    if (size === 1) stream.add([text(row), row, row / 7]);
    else {
      const texts = stream.codesOf("group", numbers.map(text));
      stream.addColumns(size, [texts, numbers, Float64Array.from(numbers, (number) => number / 7)]);
    }
    row += size;
  }
  stream.end();
  return { lengths, table: keeper.table() };
}

describe("a stream of rows", () => {
  it("hands on the same parts and rows, however they come", () => {
    const whole = streamed([250_000]);
    expect(whole.lengths).toEqual([rowsAtOnce, rowsAtOnce, 50_000]);
    for (const sizes of [[1], [7, 1, 4096], [99_999, 2]]) {
      const parts = streamed(sizes);
      expect(parts.lengths).toEqual(whole.lengths);
      for (const { name } of form) {
        const [own, other] = [parts.table[name]!, whole.table[name]!].map((column) => columnBytes(column, 250_000));
        expect(Buffer.compare(own!, other!), `${name}, parts of ${sizes}`).toBe(0);
      }
    }
    expect(whole.table.group!.slice(0, 3)).toEqual([null, "g1", "g2"]);
    expect(whole.table.value![249_999]).toBe(Math.fround(249_999 / 7));
  });

  it("hands on nothing where there are no rows", () => {
    const keeper = new TableKeeper(form);
    new TableStream(form, keeper).end();
    expect(keeper.table()).toEqual({ group: [], subject: new Int32Array(0), value: new Float32Array(0) });
  });
});
