import { describe, expect, it } from "vitest";
import { largePairedDifference, meanInterval } from "./largeSample.ts";
import { RandomSequence, seedWords } from "./random.ts";
import { bootstrapMeans, pairedDifference } from "./statisticsResampling.ts";

/** Skewed differences (squares of normal ones, shifted). */
function skewed(count: number, shift: number): Float64Array {
  const random = new RandomSequence(seedWords(5), 0, 1);
  return Float64Array.from({ length: count }, () => random.normal() ** 2 - shift);
}

describe("intervals of large samples", () => {
  it("of a mean agree with the bootstrap", () => {
    const values = skewed(4000, 0);
    const rows = Array.from(values, (value) => [value]);
    const bootstrap = bootstrapMeans(rows, 2000, 1);
    const mean = bootstrap.mean[0]!;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3999);
    const [low, high] = meanInterval(mean, deviation, 4000);
    const width = bootstrap.high[0]! - bootstrap.low[0]!;
    expect(Math.abs(low - bootstrap.low[0]!)).toBeLessThan(0.1 * width);
    expect(Math.abs(high - bootstrap.high[0]!)).toBeLessThan(0.1 * width);
  });

  it.each([0.5, 1, 1.6])("of dz agree with the bootstrap for skewed differences (shift %f)", (shift) => {
    const values = skewed(4000, shift);
    const own = largePairedDifference(values);
    const bootstrap = pairedDifference(values, 4000, 1);
    expect(own.difference).toBeCloseTo(bootstrap.difference, 12);
    expect(own.dz).toBeCloseTo(bootstrap.dz!, 12);
    const width = bootstrap.high! - bootstrap.low!;
    expect(Math.abs(own.low! - bootstrap.low!)).toBeLessThan(0.1 * width);
    expect(Math.abs(own.high! - bootstrap.high!)).toBeLessThan(0.1 * width);
  });

  it("have no dz where nothing varies, and leave missing values out", () => {
    expect(largePairedDifference([2, 2, Number.NaN, 2])).toEqual({
      difference: 2,
      subjects: 3,
      dz: null,
      low: null,
      high: null,
    });
  });
});
