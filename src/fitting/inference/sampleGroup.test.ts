import { describe, expect, it } from "vitest";
import { LANES } from "../likelihood.ts";
import { measurements } from "./fixtures/measurements.ts";
import { qLearning, simulateGroup } from "./fixtures/qLearning.ts";
import { HierarchicalPosterior } from "./hierarchicalPosterior.ts";
import { groupChains, groupDraws, sampleGroup } from "./sampleGroup.ts";
import { planSampling } from "./samplingPlan.ts";
import { quantityOf, summariseQuantity } from "./summariseDraws.ts";

const likelihood = qLearning(simulateGroup({ subjects: 8, trials: 50, seed: 6 }));

function draw(centring: "adapted" | number, { chains = 2, draws = 200, seed = 3 } = {}) {
  const plan = planSampling(likelihood, { chains, seed, centring })!;
  const options = { seed, warmup: 100, draws };
  const states = groupChains(plan, options);
  expect(sampleGroup(likelihood, plan, { ...options, states })).toBe(true);
  return {
    plan,
    states,
    draws: groupDraws(
      likelihood,
      plan,
      states.map(({ draws }) => draws),
    ),
  };
}

describe("a hierarchical fit", () => {
  it("has the same posterior however it is centred", () => {
    const [adapted, not] = (["adapted", 0] as const).map((centring) => draw(centring).draws);
    for (const k of [0, 1])
      for (const kind of ["effects", "spreads"] as const) {
        const of = (draws: typeof adapted) => summariseQuantity(kind, quantityOf(draws![kind], 2, k));
        const [one, other] = [of(adapted), of(not)];
        expect(Math.abs(one.mean - other.mean)).toBeLessThan(4.5 * Math.hypot(one.errorOfMean, other.errorOfMean));
        expect(one.standardDeviation / other.standardDeviation).toBeGreaterThan(0.6);
        expect(one.standardDeviation / other.standardDeviation).toBeLessThan(1.6);
      }
  });

  it("draws a chain alike alone, in any pair, and in threads that share only the plan", () => {
    const plan = planSampling(likelihood, { chains: 4, seed: 3 })!;
    const options = { seed: 3, warmup: 30, draws: 10 };
    const run = (chains: number[]) => {
      const states = groupChains(structuredClone(plan), options, chains);
      sampleGroup(likelihood, structuredClone(plan), { ...options, states });
      return states.map(({ draws }) => draws);
    };
    const all = run([0, 1, 2, 3]);
    expect([...run([3, 1]), ...run([2])]).toEqual([all[3], all[1], all[2]]);
  });

  it("knows each person's own parameters from the coefficients", () => {
    const { plan, draws } = draw("adapted", { draws: 5 });
    const people = plan.design.people.length;
    for (let draw = 0; draw < 5; draw++)
      for (let p = 0; p < people; p++) {
        const [a, b] = draws.people[1]!.subarray((draw * people + p) * 2);
        const [rate, temperature] = draws.records[1]!.subarray((draw * people + p) * 2);
        expect(rate).toBeCloseTo(1 / (1 + Math.exp(-a!)), 12);
        expect(temperature).toBeCloseTo(Math.exp(b!), 10);
      }
  });

  it("centres what the data say much about more than what they say little about", () => {
    const many = measurements(
      Array.from({ length: 10 }, (_, p) => Array.from({ length: 50 }, (_, i) => p + Math.sin(i))),
    );
    const few = measurements(Array.from({ length: 10 }, (_, p) => [0.7 * Math.sin(7 * p), 0.8 * Math.cos(5 * p)]));
    expect(planSampling(many, { chains: 1, seed: 1 })!.centring[0]).toBeGreaterThan(0.95);
    expect(planSampling(few, { chains: 1, seed: 1 })!.centring[0]).toBeLessThan(0.6);
  });

  it("starts its chains apart, the same under the same seed", () => {
    const plan = planSampling(likelihood, { chains: 3, seed: 1 })!;
    expect(plan.starts[0]).not.toEqual(plan.starts[1]);
    expect(planSampling(likelihood, { chains: 2, seed: 1 })!.starts).toEqual(plan.starts.slice(0, 2));
    expect(planSampling(likelihood, { chains: 3, seed: 2 })!.starts[0]).not.toEqual(plan.starts[0]);
  });

  it("starts no chain in the tails, though people may hardly differ", () => {
    const alike = qLearning(simulateGroup({ subjects: 6, trials: 15, seed: 3 }));
    const plan = planSampling(alike, { chains: 32, seed: 1 })!;
    const density = new HierarchicalPosterior(alike, plan);
    const result = new Float64Array((1 + density.dimension) * LANES);
    const logDensities = plan.starts.map((start) => {
      density.evaluate(
        Float64Array.from({ length: start.length * LANES }, (_, at) => start[Math.floor(at / LANES)]!),
        result,
      );
      return result[0]!;
    });
    // As draws of so many dimensions lie, and the group a little farther.
    expect(Math.max(...logDensities) - Math.min(...logDensities)).toBeLessThan(density.dimension + 5 * 4);
  });

  it("names people whose responses are impossible, and refuses what can't be", () => {
    const impossible = {
      ...likelihood,
      evaluate: (subject: number, at: Float64Array, result: Float64Array) => {
        likelihood.evaluate(subject, at, result);
        if (subject === 2) result.fill(Number.NEGATIVE_INFINITY);
      },
    };
    expect(() => planSampling(impossible, { chains: 2, seed: 1 })).toThrow(
      "s3: the responses are impossible under the model; leave them out",
    );
    expect(() => planSampling(likelihood, { chains: 0, seed: 1 })).toThrow("chains is 0");
    expect(() => planSampling(likelihood, { chains: 1, seed: 1, centring: 2 })).toThrow("centring is 2");
    expect(planSampling(likelihood, { chains: 1, seed: 1, signal: AbortSignal.abort() })).toBeNull();
  });
});
