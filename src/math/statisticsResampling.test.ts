import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bootstrapMeans,
  drawWithoutReplacement,
  drawWithReplacement,
  pairedDifference,
  resampler,
  weightedMeans,
} from "./statisticsResampling.ts";

describe("random draws", () => {
  test("are the same for the same seed, others for another, and uniform", () => {
    const counts = new Array<number>(7).fill(0);
    const [a, b, other] = [resampler(3), resampler(3), resampler(4)];
    let same = 0;
    let different = 0;
    for (let i = 0; i < 70_000; i++) {
      const value = a.below(7);
      if (b.below(7) !== value) different++;
      if (other.below(7) === value) same++;
      counts[value]! += 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(different).toBe(0);
    expect(same).toBeLessThan(11_000);
  });

  test("without replacement take each subject at most once, with replacement the right number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(), (count, seed) => {
        const random = resampler(seed);
        const draws = Math.ceil(count / 2);
        const marks = new Uint16Array(count);
        drawWithoutReplacement(random, Uint32Array.from(marks.keys()), draws, marks);
        expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(draws);
        expect(Math.max(...marks)).toBe(1);
        drawWithReplacement(random, count, draws, marks);
        expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(draws);
      }),
    );
  });
});

describe("bootstrap of means", () => {
  test("gives the interval of a normal mean to be expected from the standard error", () => {
    const rows = Array.from({ length: 400 }, (_, i) => [i % 2, (i % 4) / 3]);
    const { mean, low, high } = bootstrapMeans(rows, 2000, 1);
    expect(mean[0]).toBe(0.5);
    expect(low[0]).toBeCloseTo(0.5 - 1.96 * 0.025, 2);
    expect(high[0]).toBeCloseTo(0.5 + 1.96 * 0.025, 2);
  });

  test("is made of the weighted means of the drawn subjects, to the bit", () => {
    const rows = Array.from({ length: 11 }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => ((i * j) % 5 === 3 ? Number.NaN : Math.sin(7 * i + j))),
    );
    const random = resampler(4);
    const weights = new Uint16Array(rows.length);
    const samples = Array.from({ length: 41 }, () => {
      drawWithReplacement(random, rows.length, rows.length, weights);
      return weightedMeans(rows, weights);
    });
    const { low, high } = bootstrapMeans(rows, 41, 4);
    for (let i = 0; i < 7; i++) {
      const ascending = samples.map((means) => means[i]!).sort((a, b) => a - b);
      expect([low[i], high[i]]).toEqual([ascending[1], ascending[39]]); // 2.5 and 97.5 % of 40 steps
    }
    expect(bootstrapMeans(rows, 41, 4)).toEqual(bootstrapMeans(rows, 41, 4));
  });

  test("treats complete and incomplete rows alike", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i)]);
    const withHole = rows.map((row) => [...row, Number.NaN]);
    const complete = bootstrapMeans(rows, 200, 9);
    const incomplete = bootstrapMeans(withHole, 200, 9);
    expect(incomplete.low[0]).toBeCloseTo(complete.low[0]!, 12);
    expect(incomplete.mean[1]).toBeNaN();
  });
});

test("weighted means leave out missing values", () => {
  expect([
    ...weightedMeans(
      [
        [1, Number.NaN],
        [4, 2],
      ],
      [2, 1],
    ),
  ]).toEqual([2, 2]);
});

describe("paired differences", () => {
  test("dz is the mean by the standard deviation, inside its interval", () => {
    const { difference, dz, low, high } = pairedDifference([1, 2, 3, 4, 5], 10_000, 1);
    expect(difference).toBe(3);
    expect(dz).toBeCloseTo(3 / Math.sqrt(2.5), 12);
    expect(low!).toBeLessThan(dz!);
    expect(high!).toBeGreaterThan(dz!);
  });

  test("without variation there is no dz", () => {
    expect(pairedDifference([0.1, 0.1, 0.1, 0.1, 0.1, Number.NaN], 100, 1)).toEqual({
      difference: expect.closeTo(0.1),
      subjects: 5,
      dz: null,
      low: null,
      high: null,
    });
  });

  test("one subject alone shows no effect: the interval contains 0", () => {
    for (const change of [-1 / 90, 0.3]) {
      const differences = [...new Array(63).fill(0), change];
      const { dz, low, high } = pairedDifference(differences, 10_000, 1);
      expect(Math.abs(dz!)).toBeCloseTo(1 / 8, 6);
      expect(low!).toBeLessThanOrEqual(0);
      expect(high!).toBeGreaterThanOrEqual(0);
    }
  });

  test("fewer than five subjects give no effect size and no interval", () => {
    expect(pairedDifference([-0.1, -0.2, -0.3, -0.2], 100, 1)).toMatchObject({ dz: null, low: null, high: null });
    expect(pairedDifference([-0.1, -0.2, -0.3, -0.4, -0.5], 1000, 1).high!).toBeLessThan(0);
    expect(pairedDifference([2, Number.NaN], 100, 1)).toMatchObject({ difference: 2, subjects: 1, dz: null });
  });

  test("changes its sign with the direction of the difference", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 20 }), (values) => {
        const there = pairedDifference(values, 200, 5);
        const back = pairedDifference(
          values.map((value) => -value),
          200,
          5,
        );
        if (there.dz === null) expect(back.dz).toBeNull();
        else expect(back.dz).toBeCloseTo(-there.dz, 12);
      }),
      { numRuns: 30 },
    );
  });
});
