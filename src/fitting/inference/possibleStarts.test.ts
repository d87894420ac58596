import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { fitGroup } from "./empiricalBayes.ts";
import { fitSubjects } from "./fitSubjects.ts";
import { delays } from "./fixtures/delays.ts";
import { HierarchicalPosterior } from "./hierarchicalPosterior.ts";
import { runInLanes, type Search } from "./lanes.ts";
import { ImpossibleResponses, planSampling } from "./samplingPlan.ts";

const random = new RandomSequence(seedWords(3), 0, "delays");
const rest = () => -[1, 2, 3].reduce((sum) => sum + Math.log(1 - random.uniform()), 0) / 20;
/** Most can't act within half a second, the last two within a twentieth. */
const shifts = [0.5, 0.55, 0.45, 0.6, 0.5, 0.48, 0.03, 0.05];
const data = shifts.map((shift) => Array.from({ length: 12 }, () => shift + rest()));
const fast = Math.min(...data[6]!);

describe("people whose responses the usual starts make impossible", () => {
  it("are fitted alone", () => {
    const [fit] = fitSubjects(delays(data), { starts: 1, subjects: [6] })!;
    expect(fit!.warnings).toEqual([]);
    expect(fit!.estimate[0]).toBeLessThan(fast);
    expect(fit!.upper[0]).toBeGreaterThan(shifts[6]!);
  });

  it("stay in their group", () => {
    const fit = fitGroup(delays(data))!;
    expect(fit.people.every((person) => person !== null)).toBe(true);
    expect(fit.warnings).toEqual([]);
    expect(Math.exp(fit.people[6]!.mode[0]!)).toBeLessThan(fast);
  });

  it("are possible where chains start", () => {
    const likelihood = delays(data);
    const plan = planSampling(likelihood, { chains: 64, seed: 1 })!;
    const density = new HierarchicalPosterior(likelihood, plan);
    const logDensities = runInLanes(
      density,
      plan.starts.map(function* (start): Search<number> {
        return yield { position: start, gradient: new Float64Array(start.length) };
      }),
    )!;
    expect(logDensities.filter((value) => !(value > Number.NEGATIVE_INFINITY))).toEqual([]);
  });

  it("are named where nothing is possible", () => {
    const impossible = delays([...data, [-0.1, 0.5]]);
    const [fit] = fitSubjects(impossible, { subjects: [8] })!;
    expect(fit!.warnings.map(({ kind }) => kind)).toContain("impossible");
    expect(fitGroup(impossible)!.warnings.join()).toContain("s9 is left out");
    expect(() => planSampling(impossible, { chains: 1, seed: 1 })).toThrow(ImpossibleResponses);
  });
});
