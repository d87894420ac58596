import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { regularisedBeta, regularisedGamma } from "./distributions.ts";
import { normalQuantile } from "./normalQuantile.ts";

/** Made by tools/fitting/distributions.py with SciPy. */
const reference = JSON.parse(readFileSync(new URL("./fixtures/distributions.json", import.meta.url), "utf8")) as Record<
  "gamma" | "beta" | "normalQuantile",
  number[][]
>;

const relativeError = (value: number, expected: number) => Math.abs(value - expected) / Math.max(1e-280, expected);

describe("distribution functions", () => {
  it("of gamma variables agree with SciPy", () => {
    for (const [a, x, expected] of reference.gamma)
      expect(relativeError(regularisedGamma(a!, x!), expected!), `P(${a}, ${x})`).toBeLessThan(1e-12);
  });

  it("of beta variables agree with SciPy", () => {
    for (const [a, b, x, expected] of reference.beta)
      expect(relativeError(regularisedBeta(a!, b!, x!), expected!), `I_${x}(${a}, ${b})`).toBeLessThan(1e-10);
  });

  it("are 0 and 1 at the ends, and NaN outside their parameters", () => {
    expect([regularisedGamma(2, 0), regularisedGamma(2, Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    expect([regularisedBeta(2, 3, 0), regularisedBeta(2, 3, 1)]).toEqual([0, 1]);
    expect([regularisedGamma(0, 1), regularisedBeta(-1, 1, 0.5)]).toEqual([Number.NaN, Number.NaN]);
  });

  it("have a normal quantile that agrees with SciPy", () => {
    for (const [p, expected] of reference.normalQuantile)
      expect(Math.abs(normalQuantile(p!) - expected!), `quantile ${p}`).toBeLessThan(
        4e-15 * Math.max(1, Math.abs(expected!)),
      );
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(normalQuantile(1.5)).toBeNaN();
  });
});
