import { describe, expect, it } from "vitest";
import { LANES } from "../likelihood.ts";
import { qLearning, simulateGroup } from "./fixtures/qLearning.ts";
import { type GroupDesign, groupDesign } from "./groupDesign.ts";
import { type GroupPrior, groupPriorOf } from "./groupPrior.ts";
import { HierarchicalPosterior } from "./hierarchicalPosterior.ts";
import type { Density } from "./lanes.ts";
import { transformsOf } from "./subjectPosterior.ts";

const likelihood = qLearning(simulateGroup({ subjects: 6, trials: 30, seed: 4 }));
const simple = groupDesign(likelihood);
const crossover = groupDesign(likelihood, {
  personOf: ["a", "a", "b", "b", "c", "c"],
  within: [{ name: "drug", values: [0, 1, 1, 0, 0, 1], parameters: ["learningRate"] }],
  between: [{ name: "age", values: { a: -1, b: 0.2, c: 0.8 } }],
});

function priorOf(design: GroupDesign): GroupPrior {
  return groupPriorOf(likelihood.parameters, transformsOf(likelihood.parameters), design);
}

function at(density: Density, points: readonly Float64Array[]): Float64Array {
  const both = new Float64Array(density.dimension * LANES);
  for (let lane = 0; lane < LANES; lane++)
    for (let i = 0; i < density.dimension; i++) both[i * LANES + lane] = points[lane % points.length]![i]!;
  const result = new Float64Array((1 + density.dimension) * LANES);
  density.evaluate(both, result);
  return result;
}

const point = (dimension: number, phase: number) =>
  Float64Array.from({ length: dimension }, (_, i) => 0.7 * Math.sin(3 * i + phase));

describe("a group's joint posterior", () => {
  for (const [name, design] of Object.entries({ simple, crossover }))
    for (const centring of [0, 0.4, 1])
      it(`has the gradient that differences give: ${name}, centring ${centring}`, () => {
        const density = new HierarchicalPosterior(likelihood, {
          ...{ design, prior: priorOf(design) },
          centring: design.coefficients.map(() => centring),
        });
        const here = point(density.dimension, 1);
        const gradient = at(density, [here]);
        const step = 1e-5;
        for (let i = 0; i < density.dimension; i++) {
          const [low, high] = [here.slice(), here.slice()];
          low[i] = low[i]! - step;
          high[i] = high[i]! + step;
          const values = at(density, [low, high]);
          const slope = (values[1]! - values[0]!) / (2 * step);
          expect(Math.abs(gradient[(1 + i) * LANES]! - slope)).toBeLessThan(2e-6 * (1 + Math.abs(slope)));
        }
      });

  it("is the sum of likelihoods and normal densities", () => {
    const prior = priorOf(simple);
    const density = new HierarchicalPosterior(likelihood, { design: simple, prior });
    const here = point(density.dimension, 2);
    const logNormal = (x: number, mean: number, sd: number) =>
      -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    let expected = 0;
    for (let k = 0; k < 2; k++) {
      const spread = Math.exp(here[2 + k]!);
      expected += logNormal(here[k]!, prior.mean[k]!, prior.standardDeviation[k]!);
      expected += Math.log(2) + logNormal(spread, 0, prior.spread[k]!) + here[2 + k]!;
    }
    for (let p = 0; p < 6; p++) {
      const [z1, z2] = [here[4 + 2 * p]!, here[5 + 2 * p]!];
      expected += logNormal(z1, 0, 1) + logNormal(z2, 0, 1);
      const rate = 1 / (1 + Math.exp(-(here[0]! + Math.exp(here[2]!) * z1)));
      const temperature = Math.exp(here[1]! + Math.exp(here[3]!) * z2);
      const result = new Float64Array(3 * LANES);
      likelihood.evaluate(p, Float64Array.of(rate, rate, temperature, temperature), result);
      expected += result[0]!;
      expect(density.people.natural(p, density.coefficientsOf(here, p))[0]).toBeCloseTo(rate, 12);
    }
    expect(at(density, [here])[0]).toBeCloseTo(expected, 9);
  });

  it("gives each lane the same bits whatever lies in the other", () => {
    const density = new HierarchicalPosterior(likelihood, { design: crossover, prior: priorOf(crossover) });
    const [a, b] = [point(density.dimension, 1), point(density.dimension, 5)];
    const together = at(density, [a, b]);
    expect(together.filter((_, i) => i % LANES === 0)).toEqual(at(density, [a]).filter((_, i) => i % LANES === 0));
    expect(together.filter((_, i) => i % LANES === 1)).toEqual(at(density, [b]).filter((_, i) => i % LANES === 0));
  });

  it("holds of a group what is held of one subject", () => {
    const prior = priorOf(crossover);
    // logit of beta(1.5, 1.5): symmetric, standard deviation √(2 ψ′(1.5)); log of gamma(2, ½): ψ(2) + log 2.
    expect(prior.mean[0]).toBeCloseTo(0, 6);
    expect(Math.abs(prior.standardDeviation[0]! - Math.sqrt(2 * 0.9348022))).toBeLessThan(0.02);
    expect(Math.abs(prior.mean[4]! - (0.4227843 + Math.LN2))).toBeLessThan(0.01);
    expect(crossover.coefficients.map(({ name }) => name)).toEqual([
      ...["learningRate", "learningRate:drug", "inverseTemperature"],
    ]);
    expect(prior.mean[2]).toBe(0);
    expect(prior.spread[1]).toBe(prior.spread[0]);
  });
});
