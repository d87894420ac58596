import { describe, expect, it } from "vitest";
import { evaluateMeasure, evaluateScalar, type Names, type Value } from "./evaluateMeasure.ts";

const known: Record<string, Value> = {
  "a.w": Float64Array.of(1, 2, 3, 6),
  "a.v": Float64Array.of(2, 2, 2, 2),
  "a.row": [Float64Array.of(1, 3, 2), Float64Array.of(4, 0, 2)],
  "b.row": [Float64Array.of(2, 6, 4), Float64Array.of(0, 5, 1)],
  core: 4,
};
const names: Names = (name) => {
  const value = known[name];
  if (value === undefined) throw new RangeError(name);
  return value;
};

describe("an expression of readings", () => {
  it.each([
    ["100 * mean(a.w / a.v - 1)", 50],
    ["median(a.w)", 2.5],
    ["deviation(a.w)", Math.sqrt(14 / 3)],
    ["mean(a.w > 2)", 0.5],
    ["abs(0 - core)", 4],
    ["min(core, 3, 5) - max(1, core)", -1],
    ["-core ^ 2 / 2", -8],
    ["mean(element(a.row, 1))", 1.5],
    ["mean(average(a.row))", 2],
    ["mean(peak(a.row))", 0.5],
    ["mean(lowest(a.row, 0.1))", 0.5],
    ["mean(lowest(a.row, 0.67))", 1.25],
    ["mean(element(a.row * 2 + 1, 2))", 5],
    ["reach(0.5, 0, 1, 10, 0)", 5],
    ["reach(0.5, 0, 1, 10, 0.8)", 10],
    ["mean(a.w * upperThird(a.w))", 4.5],
    ["association(a.w, 0 - a.w)", -1],
    ["monotony(1, 4, core + 1)", 1],
    ["monotony(3, mean(a.v), 2, 0)", -4.5 / Math.sqrt(22.5)],
  ])("%s is %d", (expression, value) => {
    expect(evaluateScalar(expression, names)).toBeCloseTo(value, 12);
  });

  it("compares sorted rows by a line through the origin and ranks unsorted ones", () => {
    expect(evaluateMeasure("slope(b.row, a.row)", names)).toEqual(Float64Array.of(2, 22 / 20));
    expect((evaluateMeasure("determination(b.row, a.row)", names) as Float64Array)[0]).toBe(1);
    expect(evaluateMeasure("rankCorrelation(b.row, a.row)", names)).toEqual(Float64Array.of(1, -1));
  });

  it("is refused where a single number is asked for and there are several", () => {
    expect(() => evaluateScalar("a.w", names)).toThrow("not a single number");
  });

  it("is refused with unknown functions and names, and where shapes do not fit", () => {
    expect(() => evaluateMeasure("sin(core)", names)).toThrow('no function "sin"');
    expect(() => evaluateMeasure("c.w", names)).toThrow(RangeError);
    expect(() => evaluateMeasure("mean(core)", names)).toThrow("a value for each subject");
    expect(() => evaluateMeasure("slope(a.w, a.row)", names)).toThrow("a row of elements");
  });
});
