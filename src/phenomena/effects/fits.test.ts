import { expect, test } from "vitest";
import { resampler } from "../../math/statisticsResampling.ts";
import { logisticRegression } from "./logisticRegression.ts";
import { patternSearch } from "./patternSearch.ts";

/** Numbers between 0 and 1. */
function uniform(seed: number): () => number {
  const random = resampler(seed);
  return () => (random.below(1_000_000) + 0.5) / 1_000_000;
}

test("a logistic regression finds the coefficients that choices were drawn with", () => {
  const draw = uniform(3);
  const rows = Array.from({ length: 20_000 }, () => [1, 2 * draw() - 1, Number(draw() < 0.2)]);
  const chosen = rows.map(([, x, stimulated]) => Number(draw() < 1 / (1 + Math.exp(-(0.4 + 2 * x! - stimulated!)))));
  const found = logisticRegression(rows, chosen);
  for (const [place, truth] of [0.4, 2, -1].entries()) expect(Math.abs(found[place]! - truth)).toBeLessThan(0.12);
});

test("a logistic regression of choices that are told apart without error stays finite and has the right sign", () => {
  const rows = [-2, -1, 1, 2].map((x) => [1, x]);
  const [constant, slope] = logisticRegression(rows, [0, 0, 1, 1]);
  expect(Math.abs(constant!)).toBeLessThan(1e-6);
  expect(slope!).toBeGreaterThan(2);
  expect(slope!).toBeLessThan(20);
  expect(logisticRegression([], [])).toEqual([]);
});

test("a pattern search finds the bottom of a curved valley from the best of its starts", () => {
  const valley = ([x = 0, y = 0]: readonly number[]) => (x - 1.5) ** 2 + 3 * (y - 0.5 * x) ** 2;
  const [x, y] = patternSearch(valley, [
    [-4, 4],
    [3, -1],
  ]);
  expect(Math.abs(x! - 1.5)).toBeLessThan(0.1);
  expect(Math.abs(y! - 0.75)).toBeLessThan(0.1);
});
