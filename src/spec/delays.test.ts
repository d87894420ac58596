import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/createSimulation.ts";
import { routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { ModelFile, ProjectionFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";

const one = { unit: "1" } as const;
const base: ModelFile = {
  neohebb: "model/1",
  name: "example",
  version: 1,
  summary: "A model.",
  step: "20 ms",
  inputs: { cue: { size: 3, unit: "1" }, reward: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: {
    conduction: { value: "60 ms", status: "chosen", source: "test" },
    spread: { value: "60 ms", status: "chosen", source: "test", scatter: 0.1 },
  },
  modulators: { dopamine: {} },
  receptors: { d1: { modulator: "dopamine", halfMaximalConcentration: 4, status: "chosen", source: "test" } },
  nuclei: { vta: { modulator: "dopamine", variables: { rate: { ...one, initial: 1 } } } },
  areas: {
    a: {
      receptors: { d1: 1 },
      modulators: { dopamine: { lag: "100 ms", release: { vta: 1 } } },
      variables: { seen: one },
      populations: {
        source: { size: 3, variables: { rate: one }, equations: "rate = cue.value" },
        target: { size: 2, variables: { rate: one, drive: one }, equations: "rate = drive" },
      },
    },
  },
};
const plain: ProjectionFile = {
  source: "a.source",
  target: "a.target",
  into: "drive",
  variables: { weight: { ...one, initial: 1, plastic: true } },
};
const model = (p: Partial<ProjectionFile>, equations = ""): ModelFile => {
  const file = structuredClone(base);
  return {
    ...file,
    areas: { a: { ...file.areas!.a, equations } },
    projections: { p: { ...plain, ...p } },
  };
};
const step = (file: ModelFile): string[] => routine(lowerModel(defineModel(file)).program, "step");
const problems = (file: ModelFile): string[] => checkModel(defineModel(file)).map(formatIssue);

describe("a projection's delay", () => {
  it("is the time from a change of the sender to the sum at the target: one step without", () => {
    expect(step(model({ delay: "20 ms" }))).toEqual(step(model({})));
    expect(step(model({ delay: "60 ms" }))).toContain(
      "a.target.drive[0+2] = gather[p](multiply(p.weight, pre(a.source.rate@2)))",
    );
    expect(step(model({ delay: "conduction" }))).toEqual(step(model({ delay: "60 ms" })));
  });

  it("moves past values on at the end of a step, for each unit and not for each synapse", () => {
    expect(step(model({ delay: "60 ms" })).slice(-2)).toEqual([
      "a.source.rate@2 = a.source.rate@1",
      "a.source.rate@1 = a.source.rate",
    ]);
  });

  it.each(["interpreter", "wasm"] as const)("brings a pulse after that time (%s)", async (backend) => {
    const arrival = async (delay: string): Promise<number[]> => {
      const { program } = lowerModel(defineModel(model({ delay })));
      const simulation = await createSimulation(program, { subjects: [0], seed: [1, 0], backend });
      simulation.initialise();
      const rates: number[] = [];
      for (let count = 0; count < 8; count++) {
        simulation.write("cue.value", 0, count === 1 ? [1, 0, 0] : [0, 0, 0]);
        simulation.step(0);
        rates.push(simulation.read("a.target.drive", 0)[1]!);
      }
      return rates;
    };
    expect(await arrival("20 ms")).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
    expect(await arrival("60 ms")).toEqual([0, 0, 0, 1, 0, 0, 0, 0]);
    expect(await arrival("120 ms")).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
  });

  it("concerns transmission: weights are those of the arrival, plasticity sees what it names", () => {
    const file = model({ delay: "60 ms", equations: "weight = weight + pre.rate * delayed(pre.rate, 40 ms)" });
    expect(step(file)).toContain("p.weight = add(p.weight, multiply(pre(a.source.rate), pre(a.source.rate@2)))");
  });
});

describe("delayed(expression, time)", () => {
  it("reads quantities of units and broadcast ones, one line of past values for each", () => {
    const file = model(
      { equations: "weight = weight + delayed(pre.rate * occupancy(d1) - vta.rate, 40 ms) * delayed(pre.rate, 60 ms)" },
      "seen = delayed(mean(source.rate) + reward, 20 ms) + delayed(delayed(vta.rate, 20 ms), 40 ms)",
    );
    const lines = step(file);
    expect(lines).toContain(
      "p.weight = add(p.weight, multiply(subtract(multiply(pre(a.source.rate@2), a.d1@2), vta.rate@2), pre(a.source.rate@3)))",
    );
    expect(lines).toContain("a.seen = add(add(mean[a.source 0+3](a.source.rate@1), reward@1), vta.rate@3)");
    expect(lines.filter((line) => /@\d+ = /u.test(line))).toHaveLength(3 + 2 + 3 + 1);
  });

  it("is held at rest with its modulator, and names it", () => {
    const file = model({
      modulation: { gain: { effect: "gain", unit: "1", expression: "delayed(occupancy(d1), 40 ms)" } },
    });
    expect(lowerModel(defineModel(file)).projections[0]!.modulations[0]!.modulators).toEqual(["dopamine"]);
    const frozen = lowerModel(defineModel(file), { frozen: [{ modulator: "dopamine" }] }).program;
    expect(routine(frozen, "step")).toContain("p.modulation.gain = 0.2");
  });

  it("begins with the values at the beginning, and holds the present ones after a rest that is longer", async () => {
    const file = model({}, "seen = delayed(vta.rate, 60 ms)");
    const simulation = await createSimulation(lowerModel(defineModel(file)).program, { subjects: [0], seed: [1, 0] });
    simulation.initialise();
    simulation.step(0);
    expect(simulation.read("a.seen", 0)[0]).toBe(1);
    simulation.write("vta.rate", 0, [5]);
    simulation.write("elapsed", 0, [60]);
    simulation.fire("rest", 0);
    simulation.step(0);
    expect(simulation.read("a.seen", 0)[0]).toBe(5);
  });
});

describe("delays that are none", () => {
  const wrong = (delay: string | number): string => problems(model({ delay })).join("; ");

  it("say which are near, how long they may be, and what is wrong", () => {
    expect(wrong("50 ms")).toContain(
      "a delay is a whole number of steps, at least one (expected 40 ms or 60 ms: whole steps",
    );
    expect(wrong("5 ms")).toContain("expected 20 ms: whole steps of 20 ms, got 5 ms");
    expect(wrong("0 s")).toContain("expected 20 ms");
    expect(wrong("21 s")).toContain("the delay is too long (expected at most 1000 steps: 20 s, got 21 s)");
    expect(wrong("3 mV")).toContain("a delay is a time");
    expect(wrong(3)).toContain("a delay is a time");
    expect(wrong("spread")).toContain("a delay must be known beforehand and the same in all subjects");
    expect(problems(model({ equations: "weight = delayed(weight, 20 ms)" }))).toEqual([
      expect.stringContaining('"p.weight" belongs to single synapses, whose past is not kept'),
    ]);
    expect(problems(model({}, "seen = delayed(normal(), 20 ms)"))).toEqual([
      expect.stringContaining("a random number has no past"),
    ]);
    expect(problems(model({ equations: "weight = delayed(mean(source.rate), 20 ms)" }))).toEqual([
      expect.stringContaining("reads many units: not local"),
    ]);
  });
});
