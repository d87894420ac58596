import { expect, test } from "vitest";
import { numericColumn, rowCount, rowsWhere, stackTables, type Table } from "./table.ts";

const table: Table = { group: ["a", "b", "a"], subject: Int32Array.of(1, 2, 3), value: Float32Array.of(0.5, 1.5, 2.5) };

test("rows are chosen by a value and columns keep their kind", () => {
  const chosen = rowsWhere(table, "group", "a");
  expect(chosen).toEqual({ group: ["a", "a"], subject: Int32Array.of(1, 3), value: Float32Array.of(0.5, 2.5) });
  expect(rowCount(chosen)).toBe(2);
  expect(() => rowsWhere(table, "sex", "f")).toThrow('no column "sex"');
});

test("a text column is not numeric", () => {
  expect(numericColumn(table, "group")).toBeNull();
  expect(numericColumn(table, "absent")).toBeNull();
  expect(numericColumn(table, "subject")).toEqual(Float64Array.of(1, 2, 3));
});

test("stacking fills what one table lacks with missing values", () => {
  const stacked = stackTables([table, { subject: Float64Array.of(9), note: ["x"] }]);
  expect(stacked.subject).toEqual(Float64Array.of(1, 2, 3, 9));
  expect(stacked.note).toEqual([null, null, null, "x"]);
  expect(stacked.value).toEqual(Float64Array.of(0.5, 1.5, 2.5, Number.NaN));
});
