import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { fitGroup } from "./empiricalBayes.ts";
import { measurements } from "./fixtures/measurements.ts";
import { qLearning, simulateGroup } from "./fixtures/qLearning.ts";
import { groupDesign } from "./groupDesign.ts";

const random = new RandomSequence(seedWords(11), 0, "measurements");
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** 30 people with 5 measurements each; people differ by 1.5. */
const levels = Array.from({ length: 30 }, () => 0.7 + 1.5 * random.normal());
const data = levels.map((level) => Array.from({ length: 5 }, () => level + random.normal()));

describe("empirical Bayes", () => {
  it("finds the group of greatest likelihood where that is known in closed form", () => {
    const fit = fitGroup(measurements(data), { tolerance: 1e-7, iterations: 2000 })!;
    const means = data.map(mean);
    const centre = mean(means);
    const between = mean(means.map((m) => (m - centre) ** 2));
    const variance = between - 1 / 5;
    expect(fit.converged).toBe(true);
    expect(fit.effects[0]).toBeCloseTo(centre, 6);
    expect(fit.spreads[0]).toBeCloseTo(Math.sqrt(variance), 5);
    fit.people.forEach((person, p) => {
      const shrunk = (means[p]! * 5 + centre / variance) / (5 + 1 / variance);
      expect(person!.mode[0]).toBeCloseTo(shrunk, 5);
      expect(person!.covariance[0]).toBeCloseTo(1 / (5 + 1 / variance), 5);
    });
    expect(fit.errors.effects[0]).toBeCloseTo(Math.sqrt(between / 30), 5);
    expect(fit.errors.spreads[0]).toBeCloseTo(between / Math.sqrt(15) / (2 * Math.sqrt(variance)), 4);
    const exact = data.reduce((sum, y) => {
      const within = y.reduce((s, x) => s + (x - mean(y)) ** 2, 0);
      const ofMean = -0.5 * ((mean(y) - centre) ** 2 / between + Math.log(2 * Math.PI * between));
      return sum + ofMean - 0.5 * (within + 4 * Math.log(2 * Math.PI) + Math.log(5));
    }, 0);
    expect(fit.logMarginal).toBeCloseTo(exact, 4);
    expect(fit.integratedBic).toBeCloseTo(-2 * exact + 2 * Math.log(150), 3);
    expect(fit.warnings).toEqual([]);
  });

  it("never loses likelihood from one iteration to the next", () => {
    const path: number[] = [];
    fitGroup(measurements(data), { onIteration: (_, logMarginal) => path.push(logMarginal) });
    path.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThan(path[i]! - 1e-9);
    });
  });

  it("recovers a group of learners, and draws people towards it", () => {
    const fit = fitGroup(qLearning(simulateGroup({ subjects: 24, trials: 150, seed: 2 })))!;
    expect(Math.abs(fit.effects[0]! + 1)).toBeLessThan(3 * fit.errors.effects[0]!);
    expect(Math.abs(fit.effects[1]! - 1.1)).toBeLessThan(3 * fit.errors.effects[1]!);
    expect(Math.abs(fit.spreads[0]! - 0.5)).toBeLessThan(3 * fit.errors.spreads[0]!);
    expect(fit.errors.effects[0]).toBeLessThan(0.25);
    expect(fit.converged).toBe(true);
  });

  it("comes to rest where few trials hardly tell people apart, and says what is not determined", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const fit = fitGroup(qLearning(simulateGroup({ subjects: 8, trials: 15, seed })))!;
      expect(fit.converged).toBe(true);
      expect(fit.iterations).toBeLessThan(100);
      const unknown = ["learningRate", "inverseTemperature"].filter((_, k) => Number.isNaN(fit.errors.effects[k]));
      const said = fit.warnings.find((warning) => warning.includes("not determined by the data of all people"));
      // With these data every value on the ridge of small rates and large temperatures is as good.
      expect(unknown.length > 0).toBe(seed === 11);
      expect(said?.startsWith(unknown.join(", ")) ?? false).toBe(unknown.length > 0);
      // In the data of seed 9 that ridge is long, too, and its errors say so.
      if (![9, 11].includes(seed)) for (const error of fit.errors.effects) expect(error).toBeLessThan(2);
    }
  });

  it("finds a drug's effect within people and a patients' effect between them", () => {
    const drug = [0, 1];
    const patient = (p: number) => (p < 15 ? -0.5 : 0.5);
    const people = Array.from({ length: 30 }, (_, p) => `p${p}`);
    const records = people.flatMap((_, p) => {
      const level = 1 + 2 * patient(p) + 0.5 * random.normal();
      const effect = -1 + 0.4 * random.normal();
      return drug.map((d) => Array.from({ length: 12 }, () => level + effect * d + random.normal()));
    });
    const likelihood = measurements(records);
    const design = groupDesign(likelihood, {
      personOf: people.flatMap((name) => [name, name]),
      within: [{ name: "drug", values: people.flatMap(() => drug) }],
      between: [{ name: "patient", values: Object.fromEntries(people.map((name, p) => [name, patient(p)])) }],
    });
    for (const covariance of ["diagonal", "full"] as const) {
      const { effects, errors } = fitGroup(likelihood, { design, covariance })!;
      [1, 2, -1, 0].forEach((truth, i) => {
        expect(Math.abs(effects[i]! - truth)).toBeLessThan(3.5 * errors.effects[i]!);
        expect(errors.effects[i]).toBeLessThan(0.4);
      });
    }
  });

  it("says so when people do not differ", () => {
    const same = Array.from({ length: 10 }, () => [0.9, 1, 1.1, 1, 1, 1.05, 0.95, 1]);
    const fit = fitGroup(measurements(same))!;
    expect(fit.warnings).toContain("level: differences between people can't be told from noise");
  });

  it("leaves out, and names, who cannot be fitted", () => {
    const likelihood = measurements(data);
    const fit = fitGroup({
      ...likelihood,
      evaluate(subject, parameters, result) {
        likelihood.evaluate(subject, parameters, result);
        if (subject === 3) result.fill(Number.NEGATIVE_INFINITY);
      },
    })!;
    expect(fit.people[3]).toBeNull();
    expect(fit.warnings).toContain("s4 is left out: the responses are impossible under the model at every start");
    const without = fitGroup(measurements(data.filter((_, p) => p !== 3)))!;
    expect(fit.effects[0]).toBeCloseTo(without.effects[0]!, 10);
    expect(fit.integratedBic).toBeCloseTo(without.integratedBic, 8);
  });

  it("says so when it is not given enough iterations, and stops when told", () => {
    const likelihood = measurements(data);
    expect(fitGroup(likelihood, { iterations: 2 })!.warnings).toContainEqual(
      expect.stringMatching(/^the fit did not come to rest in 2 iterations: .*take a simpler model, or sample it/u),
    );
    expect(fitGroup(likelihood, { signal: AbortSignal.abort() })).toBeNull();
  });
});

describe("a group's design", () => {
  const likelihood = measurements(data.slice(0, 4));

  it("says everything that is wrong with it", () => {
    const wrong = () =>
      groupDesign(likelihood, {
        within: [{ name: "drug", values: [0, 1, Number.NaN, 1], parameters: ["levle"] }],
        between: [{ name: "age", values: { s1: 20, s2: 30, s3: 40 } }],
      });
    expect(wrong).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: group design: drug: no number for s3; age: no number for s4; drug: no parameter levle; did you mean level?]`,
    );
  });

  it("refuses columns that can't be told apart", () => {
    const values = { s1: 1, s2: 0, s3: 1, s4: 0 };
    const opposite = { s1: 0, s2: 1, s3: 0, s4: 1 };
    const wrong = () =>
      groupDesign(likelihood, {
        between: [
          { name: "patient", values },
          { name: "control", values: opposite },
        ],
      });
    expect(wrong).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: group design: control: between people it is a sum of multiples of level, patient; leave it out, or vary it]`,
    );
  });
});
