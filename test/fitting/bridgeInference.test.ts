import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { doseLeaving } from "../../src/bridge/inference/circuitParameter.ts";
import { identifiability, judge } from "../../src/bridge/inference/identifiability.ts";
import {
  posteriorMean,
  posteriorQuantile,
  type ReferenceTable,
  RegressionPosterior,
} from "../../src/bridge/inference/regressionPosterior.ts";
import { sequentialPosteriors } from "../../src/bridge/inference/sequentialPosterior.ts";
import { drawCircuits } from "../../src/bridge/inference/simulatedSubjects.ts";
import { readExperiment } from "../../src/experiment/readExperiment.ts";
import { machineSurroundings } from "../../src/io/machine.ts";
import { RandomSequence, seedWords } from "../../src/math/random.ts";
import { root } from "../support/command.ts";

const subjectsADraw = 4;

/** Two parameters, of which summaries show the first with noise and nothing of the second. */
function simulated(draws: number, noise: number): { table: ReferenceTable; drawOf: number[] } {
  const random = new RandomSequence(seedWords(3), 0, "test");
  const summaries: Float64Array[] = [];
  const parameters: Float64Array[] = [];
  const drawOf: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const shares = Float64Array.from([random.uniform(), random.uniform()]);
    for (let subject = 0; subject < subjectsADraw; subject++) {
      const seen = Math.log(shares[0]! / (1 - shares[0]!)) + noise * random.normal();
      summaries.push(Float64Array.from([seen, 2 * seen + random.normal(), random.normal()]));
      parameters.push(shares);
      drawOf.push(draw);
    }
  }
  return { table: { summaries, parameters }, drawOf };
}

describe("inference of circuit parameters from simulations", () => {
  it("finds what can be seen, with intervals that hold, and refuses what cannot", () => {
    const { table, drawOf } = simulated(120, 0.5);
    const [seen, unseen] = identifiability(table, drawOf).parameters;
    expect(seen!.refusal).toBeNull();
    expect(seen!.recovery).toBeGreaterThan(0.85);
    expect(seen!.coverage95).toBeGreaterThan(0.9);
    expect(seen!.coverage95).toBeLessThan(0.99);
    expect(seen!.coverage50).toBeGreaterThan(0.42);
    expect(seen!.coverage50).toBeLessThan(0.58);
    expect(seen!.ranks.probability).toBeGreaterThan(0.001);
    expect(unseen!.refusal).toMatch(
      /^not identifiable from this task: recovery r = -?0\.\d\d, at least 0\.5 is needed$/u,
    );
  });

  it("gives the posterior of a case that can be solved", () => {
    // On the logit scale: prior logistic (sd 1.81), summary with sd 0.2, so the posterior is nearly N(summary, 0.2²).
    const random = new RandomSequence(seedWords(4), 0, "test");
    const parameters = Array.from({ length: 3000 }, () => Float64Array.from([random.uniform()]));
    const summaries = parameters.map(([share]) =>
      Float64Array.from([Math.log(share! / (1 - share!)) + 0.2 * random.normal()]),
    );
    const posterior = new RegressionPosterior({ summaries, parameters }).given(Float64Array.from([0.5]));
    const logit = (share: number) => Math.log(share / (1 - share));
    expect(logit(posteriorMean(posterior, 0))).toBeCloseTo(0.5, 1);
    const width = logit(posteriorQuantile(posterior, 0, 0.975)) - logit(posteriorQuantile(posterior, 0, 0.025));
    expect(width).toBeGreaterThan(0.8 * 2 * 1.96 * 0.2);
    expect(width).toBeLessThan(1.25 * 2 * 1.96 * 0.2);
  });

  it("says how far a subject is from all that were simulated", () => {
    const { table } = simulated(60, 0.5);
    const posterior = new RegressionPosterior(table);
    expect(posterior.given(Float64Array.from([40, -40, 40])).nearest).toBeGreaterThan(5);
    expect(posterior.given(table.summaries[0]!).nearest).toBe(0);
  });
});

describe("sequential inference of circuit parameters", () => {
  const logit = (share: number) => Math.log(share / (1 - share));
  /** One parameter, seen on the logit scale with a noise of 0.3; a second that nothing shows. */
  const simulator = (seed: number) => {
    const random = new RandomSequence(seedWords(seed), 0, "simulator");
    return (shares: Float64Array) =>
      Float64Array.from([logit(shares[0]!) + 0.3 * random.normal(), logit(shares[0]!) + random.normal()]);
  };
  const random = new RandomSequence(seedWords(8), 0, "draws");
  const drawsFrom = (count: number) =>
    Array.from({ length: count }, () => Float64Array.from([random.uniform(), random.uniform()]));
  const simulate = simulator(9);
  const parameters = drawsFrom(320);
  const first = { parameters, summaries: parameters.map(simulate) };
  const infer = (targets: readonly Float64Array[]) =>
    sequentialPosteriors(
      targets.map((summaries) => ({ summaries, first })),
      (shares) => Promise.resolve(shares.map((own) => [0, 1, 2].map(() => simulate(own)))),
      { populations: 2, proposals: 55, seed: 1 },
    );

  it("comes to the posterior of a case that can be solved, nearer than from the prior alone", async () => {
    // The two summaries weigh 1 / 0.09 and 1: together sd 0.287, mean near the first.
    const [posterior] = (await infer([Float64Array.from([2.5, 2.5])]))!;
    expect(logit(posteriorQuantile(posterior!, 0, 0.5))).toBeCloseTo(2.4, 0);
    const width = logit(posteriorQuantile(posterior!, 0, 0.84)) - logit(posteriorQuantile(posterior!, 0, 0.16));
    expect(width / 2).toBeGreaterThan(0.75 * 0.287);
    expect(width / 2).toBeLessThan(1.35 * 0.287);
    // What nothing shows stays as the prior is.
    expect(posteriorQuantile(posterior!, 1, 0.5)).toBeGreaterThan(0.25);
    expect(posteriorQuantile(posterior!, 1, 0.5)).toBeLessThan(0.75);
    expect(posteriorQuantile(posterior!, 1, 0.95) - posteriorQuantile(posterior!, 1, 0.05)).toBeGreaterThan(0.6);
  });

  it("is calibrated, recovers what can be seen, and refuses what cannot", async () => {
    const truth = drawsFrom(40);
    const posteriors = (await infer(truth.map(simulate)))!;
    const draws = truth.map((_, i) => i);
    const [seen, unseen] = judge(truth, posteriors, draws).parameters;
    expect(seen!.refusal).toBeNull();
    expect(seen!.recovery).toBeGreaterThan(0.9);
    expect(seen!.coverage50).toBeGreaterThan(0.35);
    expect(seen!.coverage50).toBeLessThan(0.65);
    expect(seen!.ranks.probability).toBeGreaterThan(0.01);
    expect(unseen!.refusal).toMatch(/^not identifiable/u);
    // Nothing once stopped.
    expect(
      await sequentialPosteriors([], () => Promise.resolve(null), { populations: 1, proposals: 4, seed: 1 }),
    ).toBeNull();
  });
});

describe("drawn circuits", () => {
  const file = join(root, "experiments", "three-armed-reversal.yaml");
  const source = readExperiment(readFileSync(file, "utf8"), file).source!;

  it("give each draw a dose that leaves the share, and subjects of its own", () => {
    const names = ["D1", "dopamine"];
    const { experiment, parameters, draws } = drawCircuits(source, machineSurroundings(), { names, draws: 3, seed: 5 });
    expect(parameters.map(({ name, kind }) => [name, kind])).toEqual([
      ["dopamineD1", "density"],
      ["dopamine", "release"],
    ]);
    expect(experiment.plan.subjects).toBe(12);
    expect(experiment.groups).toHaveLength(3);
    experiment.groups.forEach(({ doses }, draw) => {
      for (const [d, { dose }] of doses.entries()) expect(1 / (1 + dose)).toBeCloseTo(0.1 + 0.9 * draws[draw]![d]!, 5);
    });
    expect(doseLeaving(parameters[0]!, 0.25)).toEqual({ receptor: "dopamineD1", dose: "3.000000 Ki" });
  });

  it("say what there is", () => {
    const names = ["dopaminD1"];
    expect(() => drawCircuits(source, machineSurroundings(), { names, draws: 3, seed: 5 })).toThrow(
      'has no receptor or modulator "dopaminD1"; did you mean "dopamineD1"?',
    );
  });
});
