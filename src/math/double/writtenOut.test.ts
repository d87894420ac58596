import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../random.ts";
import { plain } from "./arithmetic.ts";
import * as elementary from "./elementary.ts";
import * as writtenOut from "./writtenOut.ts";

/** Numbers of all sizes: random bits, and random numbers near where functions change their form. */
function numbers(count: number): number[] {
  const random = new RandomSequence(seedWords(1), 0, "numbers");
  const word = new Uint32Array(2);
  const double = new Float64Array(word.buffer);
  const anything = () => {
    word[0] = random.uniform() * 2 ** 32;
    word[1] = random.uniform() * 2 ** 32;
    return double[0]!;
  };
  const drawn = Array.from({ length: count }, (_, i) => {
    const u = 2 * random.uniform() - 1;
    return [anything(), 720 * u, 5 * u, 1 + 0.5 * u, u * 2 ** -60, u * 2 ** (random.uniform() * 2000 - 1000)][i % 6]!;
  });
  const edges = [0, 1, Math.SQRT1_2, Math.SQRT2, 2 ** 53, 2 ** -60, 708, 709.78, 710, 2 ** -1022, Number.MIN_VALUE];
  const extremes = [Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN];
  return [...drawn, ...[...edges, ...extremes].flatMap((x) => [x, -x, x * (1 + 2 ** -52), x * (1 - 2 ** -53)])];
}

const { exponential, logarithm, logarithmOfOnePlus } = elementary;

describe("elementary functions written out", () => {
  it.each([
    ["exponential", writtenOut.exponential, exponential],
    ["logarithm", writtenOut.logarithm, logarithm],
    ["logarithmOfOnePlus", writtenOut.logarithmOfOnePlus, logarithmOfOnePlus],
  ] as const)("%s has the bits of its definition by operations", (_, written, defined) => {
    const different = numbers(200_000).filter((x) => !Object.is(written(x), defined(plain, x)));
    expect(different).toEqual([]);
  });
});
