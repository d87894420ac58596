import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/createSimulation.ts";
import type { Simulation } from "../engine/simulation.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import { type ModelSource, readModel } from "./modelSource.ts";

const folder = new URL("../../models/rules/", import.meta.url);

/** Three inputs onto one linear unit through the rule under test. */
const network = (rule: string, entries: string): ModelSource => {
  const main = `
neohebb: model/1
name: rule-test
version: 1
summary: Three inputs, one unit.
step: 20 ms
imports: [${rule}.yaml]
inputs:
  cue: {size: 3, unit: "1"}
  reward: {unit: "1"}
areas:
  area:
    populations:
      source: {size: 3, variables: {rate: {unit: "1"}}, equations: rate = cue.value}
      unit: {size: 1, variables: {rate: {unit: "1"}, drive: {unit: "1"}}, equations: rate = drive}
projections:
  learnt: {rule: ${rule}, with: {${entries}}, source: area.source, target: area.unit, into: drive}
body: {stimuli: cue, reward: reward}
`;
  return readModel("main.yaml", (path) => (path === "main.yaml" ? main : readFileSync(new URL(path, folder), "utf8")));
};

/** Weights after patterns have been shown in turn, each for some steps. */
async function weightsAfter(
  source: ModelSource,
  patterns: readonly (readonly [cue: readonly number[], reward: number])[],
  rounds: number,
): Promise<number[]> {
  const { program } = lowerModel(source);
  const simulation: Simulation = await createSimulation(program, {
    subjects: [0],
    seed: [1, 0],
    backend: "interpreter",
  });
  simulation.initialise();
  for (let round = 0; round < rounds; round++)
    for (const [cue, reward] of patterns) {
      simulation.write("cue.value", 0, cue);
      simulation.write("reward", 0, [reward]);
      simulation.step(0, 5);
    }
  return [...simulation.read("learnt.weight", 0)];
}

const withEntries: Readonly<Record<string, string>> = {
  covariance: "rate: 0.1 1/s, meanTimeConstant: 2 s",
  dopamineGatedHebbian: "rate: 0.5 1/s, thirdFactor: reward",
  normalisedHebbian: "rate: 0.5 1/s, start: 0.3 + 0.1 * pre.index",
  slidingThreshold: "rate: 0.3 1/s, thresholdTimeConstant: 1 s, start: 0.4 + 0.1 * pre.index",
};

describe("the rule library", () => {
  it.each(Object.entries(withEntries))("%s is a rule that a projection can use", (rule, entries) => {
    const source = network(rule, entries);
    expect(checkModel(source).map(formatIssue)).toEqual([]);
    expect(lowerModel(source).projections[0]?.weight).toBe("learnt.weight");
  });

  it("dopamine-gated Hebbian: only synapses active before reward grow, before punishment they shrink", async () => {
    const source = network("dopamineGatedHebbian", withEntries.dopamineGatedHebbian!);
    const nothing = [[0, 0, 0], 0] as const;
    const [first, second, third] = (await weightsAfter(
      source,
      [
        [[1, 0, 0], 0],
        [[0, 0, 0], 1],
        ...Array<typeof nothing>(60).fill(nothing),
        [[0, 1, 0], 0],
        [[0, 0, 0], -1],
        ...Array<typeof nothing>(60).fill(nothing),
      ],
      3,
    )) as [number, number, number];
    expect(first).toBeGreaterThan(0.5);
    expect(second).toBeLessThan(0.5);
    expect(third).toBe(0.5);
  });

  it("normalised Hebbian: weights settle on the principal direction with length 1", async () => {
    const weights = await weightsAfter(
      network("normalisedHebbian", withEntries.normalisedHebbian!),
      [[[0.6, 0.8, 0], 0]],
      400,
    );
    expect(Math.hypot(...weights)).toBeCloseTo(1, 2);
    expect(weights[0]! / weights[1]!).toBeCloseTo(0.75, 2);
    expect(weights[2]).toBeLessThan(0.05);
  });

  it("covariance: once the means have settled, only synapses that vary with or against the unit change", async () => {
    const source = network("covariance", withEntries.covariance!);
    const patterns = [
      [[1, 0.2, 0.5], 0],
      [[0, 0.4, 0.5], 0],
    ] as const;
    const settled = await weightsAfter(source, patterns, 60);
    const change = (await weightsAfter(source, patterns, 80)).map((weight, place) => weight - settled[place]!);
    expect(change[0]).toBeGreaterThan(0.02);
    expect(change[1]).toBeLessThan(-0.002);
    expect(Math.abs(change[2]!)).toBeLessThan(1e-3);
  });

  it("sliding threshold: the unit becomes selective for one of two patterns and its firing stays bounded", async () => {
    const weights = await weightsAfter(
      network("slidingThreshold", withEntries.slidingThreshold!),
      [
        [[1, 0, 0], 0],
        [[0, 0, 1], 0],
      ],
      600,
    );
    expect(Math.max(weights[0]!, weights[2]!)).toBeGreaterThan(1);
    expect(Math.min(weights[0]!, weights[2]!)).toBeLessThan(0.2);
    expect(Math.max(...weights)).toBeLessThan(3);
  });
});
