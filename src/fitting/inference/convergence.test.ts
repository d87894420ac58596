import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  bulkEffectiveSize,
  meanEffectiveSize,
  missingInformation,
  monteCarloErrors,
  potentialScaleReduction,
  tailEffectiveSize,
} from "./convergence.ts";

interface Case {
  readonly name: string;
  readonly chains: readonly (readonly number[])[];
  readonly scaleReduction: number | null;
  readonly bulk: number;
  readonly tail: number;
  readonly mean: number;
  readonly meanError: number;
  readonly deviationError: number;
  readonly missingInformation: readonly number[];
}

/** Made by tools/fitting/diagnostics.py with ArviZ 0.23.4. */
const cases = JSON.parse(readFileSync(new URL("./fixtures/convergence.json", import.meta.url), "utf8")) as Case[];

function equal(value: number, expected: number, what: string): void {
  expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected)), what).toBeLessThan(1e-9);
}

describe("convergence diagnostics", () => {
  for (const { name, chains: given, ...expected } of cases)
    it(`equal ArviZ's: ${name}`, () => {
      const chains = given.map((chain) => Float64Array.from(chain));
      if (expected.scaleReduction === null) expect(potentialScaleReduction(chains)).toBeNaN();
      else equal(potentialScaleReduction(chains), expected.scaleReduction, "scale reduction");
      equal(bulkEffectiveSize(chains), expected.bulk, "bulk");
      equal(tailEffectiveSize(chains), expected.tail, "tail");
      equal(meanEffectiveSize(chains), expected.mean, "mean");
      equal(monteCarloErrors(chains).mean, expected.meanError, "error of the mean");
      equal(monteCarloErrors(chains).standardDeviation, expected.deviationError, "error of the deviation");
      chains.forEach((chain, i) => {
        equal(missingInformation(chain), expected.missingInformation[i]!, "missing information");
      });
    });

  it("say nothing of chains that are too short or not finite", () => {
    const short = [new Float64Array(3), new Float64Array(3)];
    const broken = [new Float64Array(8), Float64Array.from([1, 2, 3, Number.NaN, 5, 6, 7, 8])];
    for (const chains of [short, broken, []]) {
      expect(potentialScaleReduction(chains)).toBeNaN();
      expect(bulkEffectiveSize(chains)).toBeNaN();
      expect(tailEffectiveSize(chains)).toBeNaN();
    }
  });

  it("count every draw of a constant", () => {
    expect(meanEffectiveSize([new Float64Array(10).fill(2), new Float64Array(10).fill(2)])).toBe(20);
  });
});
