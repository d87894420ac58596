import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  mean,
  median,
  quantile,
  quantileOfUnsorted,
  rootMeanSquareDifference,
  sorted,
  standardDeviation,
  wasserstein,
  weightedWasserstein,
} from "./statistics.ts";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const sample = fc.array(number, { minLength: 1, maxLength: 40 });

describe("mean, standard deviation and quantiles", () => {
  test("known values", () => {
    expect(mean([1, 2, 3, 4])).toBe(2.5);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.13809, 5);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(median([3, 1, 2])).toBe(2);
  });

  test("a quantile needs no sorting", () => {
    const few = fc.integer({ min: -3, max: 3 });
    const values = fc.array(
      fc.oneof(number, few).map((value) => value + 0), // no -0, which sorts before 0
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, probability) => {
        expect(quantileOfUnsorted(Float64Array.from(all), probability)).toBe(
          quantile(
            [...all].sort((a, b) => a - b),
            probability,
          ),
        );
      }),
    );
    expect(quantileOfUnsorted(new Float64Array(0), 0.5)).toBeNaN();
  });

  test("missing values are left out, and nothing gives NaN", () => {
    expect(mean([1, Number.NaN, 3])).toBe(2);
    expect(standardDeviation([1, Number.NaN, 3])).toBeCloseTo(Math.SQRT2, 12);
    expect(median([Number.NaN, 5])).toBe(5);
    expect([mean([]), standardDeviation([1]), quantile([], 0.5)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("quantiles lie within the sample and rise with the probability", () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), (values, probability) => {
        const ascending = sorted(values);
        const value = quantile(ascending, probability);
        expect(value).toBeGreaterThanOrEqual(ascending[0]!);
        expect(value).toBeLessThanOrEqual(ascending[ascending.length - 1]! + 1e-9);
        expect(quantile(ascending, 1) - ascending[ascending.length - 1]!).toBe(0);
        expect(quantile(ascending, probability / 2)).toBeLessThanOrEqual(value + 1e-9);
      }),
    );
  });
});

describe("Wasserstein distance", () => {
  test("of a shifted sample is the shift", () => {
    fc.assert(
      fc.property(sample, fc.double({ min: -100, max: 100, noNaN: true }), (values, shift) => {
        const moved = values.map((value) => value + shift);
        expect(wasserstein(values, moved)).toBeCloseTo(Math.abs(shift), 5);
      }),
    );
  });

  test("is symmetric, not negative, at least the difference of means, and blind to order", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const distance = wasserstein(a, b);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(wasserstein(b, a)).toBeCloseTo(distance, 5);
        expect(wasserstein([...a].reverse(), b)).toBeCloseTo(distance, 5);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(mean(a) - mean(b)) - 1e-5);
      }),
    );
  });

  test("of samples of equal size is the mean difference of sorted values", () => {
    expect(wasserstein([0, 1, 3], [5, 6, 8])).toBeCloseTo(5, 12);
    expect(wasserstein([0, 0, 1, 1], [0, 1])).toBeCloseTo(0, 12);
  });

  test("with weights equals repeating the values", () => {
    expect(weightedWasserstein([0, 1, 2], [2, 0, 1], [0, 3, 0])).toBeCloseTo(wasserstein([0, 0, 2], [1, 1, 1]), 12);
    expect(weightedWasserstein([0, 1], [0, 0], [1, 1])).toBeNaN();
  });
});

test("root mean square difference leaves out places that are missing in one of the two", () => {
  expect(rootMeanSquareDifference([0, Number.NaN, 3], [3, 1, 7])).toBeCloseTo(Math.sqrt(12.5), 12);
});
