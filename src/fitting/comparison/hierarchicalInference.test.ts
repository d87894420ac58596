import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { measurements } from "../inference/fixtures/measurements.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import { LANES, type Likelihood } from "../likelihood.ts";
import { lowerBehaviour } from "../model/lowerBehaviour.ts";
import { defineBehaviour } from "../model/readBehaviour.ts";
import { inferModels } from "./hierarchicalInference.ts";

/** By `tools/fitting/hierarchicalInference.py`. */
interface Case {
  readonly name: string;
  readonly models: readonly ("level" | "nothing")[];
  readonly data: readonly (readonly number[])[];
  readonly responsibilities: readonly number[];
  readonly frequencies: readonly number[];
  readonly exceedance: readonly number[];
  readonly protectedExceedance: readonly number[];
  readonly omnibusRisk: number;
  readonly freeEnergy: number;
}

const file = new URL("./fixtures/hierarchicalInference.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
const random = new RandomSequence(seedWords(5), 0, "models");

/** Measurements y ~ N(0, 1): nothing to learn about anybody. A parameter that does nothing keeps the shapes alike. */
function nothing(records: readonly (readonly number[])[]): Likelihood {
  const free = measurements(records);
  const log = (y: number) => -0.5 * y * y - 0.5 * Math.log(2 * Math.PI);
  return {
    ...free,
    evaluate(subject, _, result) {
      result.fill(0);
      result.fill(
        records[subject]!.reduce((sum, y) => sum + log(y), 0),
        0,
        LANES,
      );
    },
  };
}

const measured = (level: number) => Array.from({ length: 20 }, () => level + random.normal());
/** 16 people with levels around 3, 8 without. */
const data = Array.from({ length: 24 }, (_, p) => measured(p < 16 ? 3 + 0.7 * random.normal() : 0));

describe("hierarchical inference over models", () => {
  it("tells who follows which model, and how frequent they are", async () => {
    const found = (await inferModels([measurements(data), nothing(data)]))!;
    expect(found.converged).toBe(true);
    for (let p = 0; p < 24; p++) {
      if (p < 16) expect(found.responsibilities[p * 2]).toBeGreaterThan(0.95);
      else expect(found.responsibilities[p * 2]).toBeLessThan(0.5);
      expect(found.responsibilities[p * 2]! + found.responsibilities[p * 2 + 1]!).toBeCloseTo(1, 12);
    }
    expect(Math.abs(found.frequencies[0]! - 17 / 26)).toBeLessThan(0.08);
    expect(found.exceedance[0]).toBeGreaterThan(0.9);
    // The group is learned from its followers: not drawn towards the others' zero.
    expect(Math.abs(found.groups[0]!.mean[0]! - 3)).toBeLessThan(0.6);
  });

  it("never loses free energy where Laplace's method is exact", async () => {
    const path: number[] = [];
    const steps: number[] = [];
    await inferModels([measurements(data), nothing(data)], {
      onIteration: (_, energy) => path.push(energy),
      onStep: (iterations) => steps.push(iterations),
    });
    expect(steps).toEqual(steps.map((_, at) => at + 1));
    expect(steps.length).toBeGreaterThan(path.length); // All searches are told of.
    expect(path.length).toBeGreaterThan(3);
    path.slice(1).forEach((energy, i) => {
      expect(energy).toBeGreaterThan(path[i]! - 1e-7);
    });
    expect(path.at(-1)! - path[0]!).toBeGreaterThan(1);
  });

  it("prefers neither of two models that are the same", async () => {
    const { protectedExceedance, omnibusRisk } = (await inferModels([measurements(data), measurements(data)]))!;
    expect(protectedExceedance[0]).toBeCloseTo(0.5, 6);
    // Frequencies change nothing in such people's evidence: exactly ½, of which both sides have a bound.
    expect(Math.abs(omnibusRisk - 0.5)).toBeLessThan(0.15);
  });

  it.each(cases)("is that of an independent implementation: $name", async (one) => {
    const likelihoods = one.models.map((model) => (model === "level" ? measurements(one.data) : nothing(one.data)));
    const found = (await inferModels(likelihoods, { tolerance: 1e-11, iterations: 5000 }))!;
    const near = (own: ArrayLike<number>, other: readonly number[]) =>
      other.forEach((value, i) => {
        expect(Math.abs(own[i]! - value)).toBeLessThan(1e-4);
      });
    near(found.responsibilities, one.responsibilities);
    near(found.frequencies, one.frequencies);
    near(found.exceedance, one.exceedance);
    near(found.protectedExceedance, one.protectedExceedance);
    near([found.omnibusRisk, found.freeEnergy], [one.omnibusRisk, one.freeEnergy]);
  });

  it("bounds the evidence of one model from below, and closely", async () => {
    // One person with one measurement of 1, prior worth one person: p(y) by quadrature over μ and τ.
    const { freeEnergy } = (await inferModels([measurements([[1]])]))!;
    let evidence = 0;
    const step = 0.02;
    for (let logTau = -12; logTau < 4; logTau += step) {
      const tau = Math.exp(logTau);
      // τ ~ Gamma(1, rate 4), y ~ N(0, 1 + 1/τ + 1/τ) once μ and θ are integrated out.
      const variance = 1 + 2 / tau;
      const density = Math.exp(-0.5 / variance) / Math.sqrt(2 * Math.PI * variance);
      evidence += density * 4 * Math.exp(-4 * tau) * tau * step;
    }
    expect(freeEnergy).toBeLessThan(Math.log(evidence));
    expect(freeEnergy).toBeGreaterThan(Math.log(evidence) - 1.5);
  });

  it("is not certain which of two models guessing people follow who are alike under both", async () => {
    const folder = new URL("../../../models/behaviour/", import.meta.url);
    const people = Array.from({ length: 12 }, () => {
      const choice = Array.from({ length: 80 }, () => (random.uniform() < 0.5 ? 0 : 1));
      const outcome = choice.map((c, t) => (random.uniform() < (c === Math.floor(t / 20) % 2 ? 0.75 : 0.25) ? 1 : 0));
      return { choice, outcome };
    });
    const likelihoods = await Promise.all(
      ["q-learning", "q-learning-forgetting"].map(async (id) => {
        const definition = defineBehaviour(readFileSync(new URL(`${id}.yaml`, folder), "utf8"), id);
        const { program } = lowerBehaviour(definition, new Map([["option", 2]]));
        const rows = people.map((own, p) => ({
          ...{ subject: String(p), trials: 80, begins: Uint8Array.from(own.choice, (_, t) => (t === 0 ? 1 : 0)) },
          values: Float64Array.from(program.columns.flatMap((name) => own[name as keyof typeof own])),
        }));
        return createLikelihood(program, definition.parameters, rows);
      }),
    );
    const { frequencies, protectedExceedance, responsibilities } = (await inferModels(likelihoods))!;
    for (const x of [...frequencies, ...protectedExceedance, ...responsibilities]) {
      expect(x).toBeGreaterThan(0.05);
      expect(x).toBeLessThan(0.95);
    }
  });

  it("refuses models of other subjects, and stops when told", async () => {
    await expect(inferModels([measurements(data), measurements(data.slice(1))])).rejects.toThrow(
      "model 1 is about other subjects",
    );
    await expect(inferModels([])).rejects.toThrow("no model to compare");
    expect(await inferModels([measurements(data)], { signal: AbortSignal.abort() })).toBeNull();
  });
});
