import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as double from "./double.ts";

type Name = keyof typeof double;
const functions: Record<string, (...x: number[]) => number> = { ...double };

/** Arguments and true values, made by `tools/doubles/fixtures.py` with 80 digits. */
const fixtures: Record<string, number[][]> = JSON.parse(
  readFileSync(new URL("fixtures/double.json", import.meta.url), "utf8"),
);

/** Largest error relative to the value, or to `floor` where the value is smaller. */
function worst(name: Name, floor: number): number {
  const f = functions[name]!;
  let largest = 0;
  for (const row of fixtures[name]!) {
    const value = row[row.length - 1]!;
    const error = Math.abs(f(...row.slice(0, -1)) - value);
    if (error > 0) largest = Math.max(largest, error / Math.max(Math.abs(value), floor));
    if (Number.isNaN(error)) return Number.NaN;
  }
  return largest;
}

const { MAX_VALUE, NaN: NOT, NEGATIVE_INFINITY: LOWEST, POSITIVE_INFINITY: HIGHEST } = Number;

describe("elementary functions in binary64", () => {
  const ulp = 2.23e-16;
  const bounds: [Name, number, number][] = [
    ["exponential", ulp, 0],
    ["exponentialMinusOne", ulp, 0],
    ["logarithm", ulp, 0],
    ["logarithmOfOnePlus", ulp, 0],
    ["logistic", 3.1e-16, 0],
    ["logarithmOfLogistic", ulp, 0],
    ["hyperbolicTangent", 3.1e-16, 0],
    ["sine", ulp, 0],
    ["cosine", ulp, 0],
    ["complementaryErrorFunction", 1e-15, 0],
    ["normalCumulative", 1e-15, 0],
    ["logarithmOfNormalCumulative", 6e-16, 0],
    ["normalHazard", 6e-16, 0],
    ["logarithmOfGamma", 4e-15, 1],
    ["digamma", 1e-15, 1],
    ["power", 3e-15, 0],
  ];

  it("are all compared with true values", () => {
    expect(bounds.map(([name]) => name).sort()).toEqual(Object.keys(double).sort());
    expect(Object.keys(fixtures).sort()).toEqual(Object.keys(double).sort());
  });

  it.each(bounds)("%s is within %d of the true value, relative to it or to %d", (name, bound, floor) => {
    expect(worst(name, floor)).toBeLessThan(bound);
  });

  it("give exact values where these exist", () => {
    expect([0, -0, LOWEST, HIGHEST, NOT].map(double.exponential)).toEqual([1, 1, 0, HIGHEST, NOT]);
    expect([-709, 710, MAX_VALUE, -MAX_VALUE].map(double.exponential)).toEqual([0, HIGHEST, HIGHEST, 0]);
    expect([0, LOWEST, HIGHEST, NOT].map(double.exponentialMinusOne)).toEqual([0, -1, HIGHEST, NOT]);
    expect([1, 0, -0, -1, HIGHEST, NOT, 1e-320].map(double.logarithm)).toEqual([
      0,
      LOWEST,
      LOWEST,
      NOT,
      HIGHEST,
      NOT,
      LOWEST,
    ]);
    expect([0, -1, -2, HIGHEST, NOT].map(double.logarithmOfOnePlus)).toEqual([0, LOWEST, NOT, HIGHEST, NOT]);
    expect([0, LOWEST, HIGHEST, NOT].map(double.logistic)).toEqual([0.5, 0, 1, NOT]);
    expect([LOWEST, HIGHEST, 800, -800, NOT].map(double.logarithmOfLogistic)).toEqual([LOWEST, 0, 0, -800, NOT]);
    expect([0, -0, 30, -30, LOWEST, HIGHEST, NOT].map(double.hyperbolicTangent)).toEqual([0, -0, 1, -1, -1, 1, NOT]);
    expect([0, LOWEST, HIGHEST, NOT].map(double.normalCumulative)).toEqual([0.5, 0, 1, NOT]);
    expect([LOWEST, HIGHEST, NOT].map(double.complementaryErrorFunction)).toEqual([2, 0, NOT]);
    expect([LOWEST, HIGHEST, NOT].map(double.logarithmOfNormalCumulative)).toEqual([LOWEST, 0, NOT]);
    expect([0, -1, HIGHEST, NOT].map(double.logarithmOfGamma)).toEqual([HIGHEST, NOT, HIGHEST, NOT]);
    expect([0, -1, NOT].map(double.digamma)).toEqual([LOWEST, NOT, NOT]);
    expect([0, 2 ** 21, NOT].map(double.sine)).toEqual([0, NOT, NOT]);
    expect([0, 2 ** 21, NOT].map(double.cosine)).toEqual([1, NOT, NOT]);
  });

  it("raise to a power as IEEE 754 does, for negative numbers too", () => {
    const { power } = double;
    expect([power(0, 0), power(NOT, 0), power(0, 2), power(0, -1), power(-2, 3), power(-2, 2)]).toEqual([
      1,
      1,
      0,
      HIGHEST,
      power(2, 3) * -1,
      power(2, 2),
    ]);
    expect([power(-2, 0.5), power(NOT, 1), power(2, NOT)]).toEqual([NOT, NOT, NOT]);
  });
});
