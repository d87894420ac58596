import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANES, type Likelihood } from "../likelihood.ts";
import type { Prior } from "../prior.ts";
import { fitSubjects } from "./fitSubjects.ts";
import { parameterPrior } from "./parameterPrior.ts";

interface Case {
  readonly prior: Prior;
  readonly range: readonly [number | null, number | null];
  readonly quantiles: readonly (readonly [number, number])[];
  readonly logDensities: readonly (readonly [number, number])[];
}

/** Made by tools/fitting/distributions.py with SciPy. */
const cases = JSON.parse(readFileSync(new URL("./fixtures/priors.json", import.meta.url), "utf8")) as Case[];

const built = cases.map((of) => ({
  ...of,
  name: `${JSON.stringify(of.prior)} on ${JSON.stringify(of.range)}`,
  distribution: parameterPrior({
    name: "parameter",
    lower: of.range[0] ?? Number.NEGATIVE_INFINITY,
    upper: of.range[1] ?? Number.POSITIVE_INFINITY,
    prior: of.prior,
  }),
}));

describe("a parameter's prior", () => {
  it("has SciPy's density, cut to the range and scaled to 1", () => {
    for (const { name, logDensities, distribution } of built)
      for (const [x, expected] of logDensities)
        expect(distribution.logDensity(x), `${name} at ${x}`).toBeCloseTo(expected, 9);
  });

  it("has SciPy's quantiles, and its distribution function undoes them", () => {
    for (const { name, quantiles, distribution } of built)
      for (const [probability, expected] of quantiles) {
        const value = distribution.quantile(probability);
        expect(Math.abs(value - expected), `${name} at ${probability}`).toBeLessThan(1e-8 * (1 + Math.abs(expected)));
        expect(distribution.cumulative(value)).toBeCloseTo(probability, 9);
      }
  });

  it("has the derivative that differences of its density give", () => {
    for (const { name, quantiles, distribution } of built)
      for (const [, x] of quantiles.slice(1, -1)) {
        const step = 1e-6 * Math.max(1, Math.abs(x));
        const slope = (distribution.logDensity(x + step) - distribution.logDensity(x - step)) / (2 * step);
        expect(distribution.logDensityDerivative(x), `${name} at ${x}`).toBeCloseTo(slope, 5);
      }
  });

  it("has the mirrored quantiles where the range has an upper end alone", () => {
    const [below, above] = [
      { lower: Number.NEGATIVE_INFINITY, upper: 2, mean: 1 },
      { lower: -2, upper: Number.POSITIVE_INFINITY, mean: -1 },
    ].map(({ lower, upper, mean }) =>
      parameterPrior({ name: "bias", lower, upper, prior: { kind: "normal", mean, standardDeviation: 1.5 } }),
    );
    for (const probability of [1e-4, 0.1, 0.5, 0.9, 1 - 1e-4])
      expect(below!.quantile(probability), `at ${probability}`).toBeCloseTo(-above!.quantile(1 - probability), 9);
  });

  it("is impossible outside the range", () => {
    const prior = parameterPrior({
      name: "rate",
      lower: 0,
      upper: 1,
      prior: { kind: "normal", mean: 0, standardDeviation: 1 },
    });
    expect(prior.logDensity(-0.1)).toBe(Number.NEGATIVE_INFINITY);
    expect(prior.quantile(0)).toBe(0);
    expect(prior.quantile(1)).toBe(1);
  });

  it("gives a bound no probability towards which its density is infinite, and the unbounded scale a peak", () => {
    const rate = { name: "rate", lower: 0, upper: 1, prior: { kind: "beta", first: 0.5, second: 0.3 } } as const;
    const prior = parameterPrior(rate);
    for (const bound of [0, 1]) expect(prior.logDensity(bound)).toBe(Number.NEGATIVE_INFINITY);
    expect(prior.logDensity(1e-300)).toBeGreaterThan(300);
    // Nine of ten rewarded choices of one option: a likelihood that rises towards 1.
    const likelihood: Likelihood = {
      parameters: [{ ...rate, symbol: "p", title: "probability" }],
      ...{ subjects: ["s1"], observations: [9], pointwise: () => {} },
      evaluate(_, parameters, result) {
        for (let lane = 0; lane < LANES; lane++) {
          result[lane] = 9 * Math.log(parameters[lane]!);
          result[LANES + lane] = 9 / parameters[lane]!;
        }
      },
    };
    const [fit] = fitSubjects(likelihood, { starts: 20 })!;
    // The peak of p^9.5 (1 − p)^0.3.
    expect(fit!.estimate[0]).toBeCloseTo(9.5 / 9.8, 6);
    expect(fit!.logEvidence).not.toBeNull();
  });

  it("is refused where it gives the range no probability", () => {
    const prior = { kind: "uniform", lower: 2, upper: 3 } as const;
    expect(() => parameterPrior({ name: "rate", lower: 0, upper: 1, prior })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: rate: its prior (uniform) gives the range [0, 1] no probability; widen the prior or the range]`,
    );
  });
});
