import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type FittedParameter, LANES, type Likelihood } from "../likelihood.ts";
import { fitSubjects } from "./fitSubjects.ts";
import { type Choices, qLearning, qLearningParameters, simulateGroup } from "./fixtures/qLearning.ts";

interface Case extends Choices {
  readonly unbounded: readonly number[];
  readonly estimate: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly logLikelihood: number;
  readonly laplaceEvidence: number;
  readonly evidence: number;
}

/** Made by tools/fitting/inference.py with SciPy. */
const cases = JSON.parse(readFileSync(new URL("./fixtures/alone.json", import.meta.url), "utf8")) as Case[];
const kinds = (fit: { warnings: readonly { kind: string }[] } | undefined) => fit!.warnings.map(({ kind }) => kind);

describe("a subject alone", () => {
  it("gets the mode, interval and Laplace evidence that SciPy finds", () => {
    const fits = fitSubjects(qLearning(cases))!;
    fits.forEach((fit, i) => {
      const expected = cases[i]!;
      for (let d = 0; d < 2; d++) {
        expect(Math.abs(fit.unbounded[d]! - expected.unbounded[d]!)).toBeLessThan(1e-5);
        expect(fit.estimate[d]! / expected.estimate[d]!).toBeCloseTo(1, 4);
        expect(fit.lower[d]! / expected.lower[d]!).toBeCloseTo(1, 3);
      }
      expect(fit.logLikelihood).toBeCloseTo(expected.logLikelihood, 5);
      expect(fit.logEvidence).toBeCloseTo(expected.laplaceEvidence, 3);
      expect(Math.abs(fit.logEvidence! - expected.evidence)).toBeLessThan(0.5);
      expect(fit.aic).toBeCloseTo(4 - 2 * fit.logLikelihood, 9);
      expect(fit.bic).toBeCloseTo(2 * Math.log(fit.observations) - 2 * fit.logLikelihood, 9);
      expect(fit.warnings).toEqual([]);
    });
  });

  it("has the same fit whoever else is fitted", () => {
    const likelihood = qLearning(cases);
    const all = fitSubjects(likelihood)!;
    expect(fitSubjects(likelihood, { subjects: [4, 1] })).toEqual([all[4], all[1]]);
  });

  it("is recovered from many trials", () => {
    const data = simulateGroup({ subjects: 12, trials: 2000, seed: 3 });
    const fits = fitSubjects(qLearning(data), { objective: "likelihood", starts: 4 })!;
    const known = fits.map(({ estimate, lower, upper }) => upper[0]! - lower[0]! < 0.2 && lower[0]! < estimate[0]!);
    expect(known.every(Boolean)).toBe(true);
  });

  it("is said to be at a bound, without an interval there", () => {
    const alternating: Choices = {
      choice: Array.from({ length: 60 }, (_, t) => Math.floor(t / 2) % 2),
      outcome: Array.from({ length: 60 }, (_, t) => (t % 2 === 0 ? 1 : 0)),
    };
    const [fit] = fitSubjects(qLearning([alternating]), { objective: "likelihood" })!;
    expect(kinds(fit)).toContain("atBound");
    const bound = fit!.warnings.find(({ kind }) => kind === "atBound")!.message;
    expect(bound).toMatch(/^(learningRate|inverseTemperature) is at the (lower|upper) end of its range: no interval/);
    expect(fit!.lower.some(Number.isNaN)).toBe(true);
  });

  it("with one trial is what the prior says, and that is said", () => {
    const [fit] = fitSubjects(qLearning([{ choice: [0], outcome: [1] }]))!;
    expect(kinds(fit)).toContain("fewObservations");
    expect(fit!.warnings[0]!.message).toMatchInlineSnapshot(
      `"1 trial for 2 parameters: the estimates say what the prior says"`,
    );
    // The evidence of one choice before anything is learned is exactly one half; Laplace's method is not exact.
    expect(Math.abs(fit!.logEvidence! - Math.log(0.5))).toBeLessThan(0.2);
  });

  it("whose data say nothing has no interval by likelihood alone", () => {
    const [fit] = fitSubjects(qLearning([{ choice: [0], outcome: [1] }]), { objective: "likelihood" })!;
    expect(kinds(fit)).toContain("flat");
    expect(fit!.covariance).toBeNull();
    expect(fit!.logEvidence).toBeNull();
  });

  it("whose responses are impossible gets no estimate", () => {
    const impossible: Likelihood = {
      ...qLearning([cases[0]!]),
      evaluate: (_, __, result) => {
        result.fill(Number.NEGATIVE_INFINITY);
      },
    };
    const [fit] = fitSubjects(impossible)!;
    expect(kinds(fit)).toContain("impossible");
    expect(fit!.estimate.every(Number.isNaN)).toBe(true);
  });

  it("with two peaks gets the higher, found from several starts", () => {
    const position: FittedParameter = {
      ...{ name: "position", symbol: "x", title: "position", lower: -10, upper: 10 },
      prior: { kind: "uniform", lower: -10, upper: 10 },
    };
    const peaks: Likelihood = {
      ...{ parameters: [position], subjects: ["s"], observations: [50], pointwise: () => {} },
      evaluate: (_, at, result) => {
        for (let lane = 0; lane < LANES; lane++) {
          const x = at[lane]!;
          const [low, high] = [Math.exp(-2 * (x + 5) ** 2), 3 * Math.exp(-2 * (x - 5) ** 2)];
          result[lane] = Math.log(low + high + 1e-30);
          result[LANES + lane] = (-4 * (x + 5) * low - 4 * (x - 5) * high) / (low + high + 1e-30);
        }
      },
    };
    const [fit] = fitSubjects(peaks, { starts: 20 })!;
    expect(fit!.estimate[0]).toBeCloseTo(5, 1);
    expect(fit!.startsAtPeak).toBeGreaterThan(1);
    expect(fit!.startsAtPeak).toBeLessThan(20);
  });

  it("is left out once the fit is stopped", () => {
    expect(fitSubjects(qLearning(cases), { signal: AbortSignal.abort() })).toBeNull();
  });

  it("is refused without starts", () => {
    expect(() => fitSubjects(qLearning(cases), { starts: 0 })).toThrow("starts is 0; at least 1 is needed");
    expect(qLearningParameters).toHaveLength(2);
  });
});
