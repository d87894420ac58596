import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exceedanceProbabilities, modelFrequencies } from "./randomEffects.ts";

interface Case {
  readonly name: string;
  readonly models: number;
  readonly logEvidence: readonly number[];
  readonly concentrations: readonly number[];
  readonly responsibilities: readonly number[];
  readonly exceedance: readonly number[];
  readonly omnibusRisk: number;
  readonly protectedExceedance: readonly number[];
}

/** Made by tools/fitting/modelSelection.py with SciPy, by other algorithms. */
const cases = JSON.parse(readFileSync(new URL("./fixtures/modelSelection.json", import.meta.url), "utf8")) as Case[];

function close(values: Float64Array, expected: readonly number[], within: number): void {
  expected.forEach((x, i) => {
    expect(Math.abs(values[i]! - x)).toBeLessThan(within);
  });
}

describe("random-effects model selection", () => {
  for (const { name, models, logEvidence, ...expected } of cases)
    it(`equals an independent implementation: ${name}`, () => {
      const found = modelFrequencies(Float64Array.from(logEvidence), models);
      close(found.concentrations, expected.concentrations, 1e-4);
      close(found.responsibilities, expected.responsibilities, 1e-4);
      close(found.exceedance, expected.exceedance, 1e-4);
      close(found.protectedExceedance, expected.protectedExceedance, 1e-4);
      expect(Math.abs(found.omnibusRisk - expected.omnibusRisk)).toBeLessThan(1e-4);
    });

  it("gives the exceedance probability of two models in closed form", () => {
    const [first, second] = exceedanceProbabilities(Float64Array.of(3, 1));
    expect(first).toBeCloseTo(7 / 8, 9);
    expect(second).toBeCloseTo(1 / 8, 9);
  });

  it("holds for thousands of people", () => {
    const [first, second, third] = exceedanceProbabilities(Float64Array.of(4000, 3900, 1));
    expect(first! + second!).toBeCloseTo(1, 9);
    expect(third).toBeLessThan(1e-12);
    // Normal approximation of the difference of two shares.
    expect(first).toBeCloseTo(0.869, 2);
  });

  it("is even where all evidences are equal", () => {
    const even = modelFrequencies(new Float64Array(12).fill(-20), 3);
    close(even.frequencies, [1 / 3, 1 / 3, 1 / 3], 1e-9);
    close(even.protectedExceedance, [1 / 3, 1 / 3, 1 / 3], 1e-9);
    expect(even.omnibusRisk).toBeGreaterThan(0.5);
  });

  it("refuses evidences that are not finite, and tables that do not fit", () => {
    expect(() => modelFrequencies(Float64Array.of(-1, Number.NaN), 2)).toThrow(
      "the evidence of person 0 under model 1 is NaN; leave the person out",
    );
    expect(() => modelFrequencies(new Float64Array(5), 2)).toThrow("5 evidences for 2 models");
  });
});
