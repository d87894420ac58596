import { expect, it } from "vitest";
import { pack, unpackRow } from "./packed.ts";

it("packs rows of numbers to within a 65,000th of their range", () => {
  const rows = [
    [0, 0.1, 0.7, 1],
    [-5, 20, null, 3.3],
  ];
  const ranges = [
    { low: 0, high: 1 },
    { low: -5, high: 20 },
  ];
  const packed = pack(rows, ranges);
  rows.forEach((row, index) => {
    const read = unpackRow(packed, index, 4, ranges[index]!);
    row.forEach((value, place) => {
      if (value === null) expect(read[place]).toBeNull();
      else expect(Math.abs(read[place]! - value)).toBeLessThan((ranges[index]!.high - ranges[index]!.low) / 32_000);
    });
  });
});

it("keeps a constant row", () => {
  expect(unpackRow(pack([[2, 2]], [{ low: 2, high: 2 }]), 0, 2, { low: 2, high: 2 })).toEqual([2, 2]);
});
