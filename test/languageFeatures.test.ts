import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBibliography } from "../src/description/bibliography.ts";
import { explainModel } from "../src/description/index.ts";
import { createSimulation } from "../src/engine/createSimulation.ts";
import type { Simulation } from "../src/engine/simulation.ts";
import { checkModel, formatIssue, outlineModel, readModel } from "../src/spec/index.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "examples", "models", "features");
const files = readdirSync(folder).sort();
const read = (path: string): string => readFileSync(path, "utf8");
const source = (name: string) => readModel(join(folder, `${name}.yaml`), read);
const load = (name: string) => outlineModel(source(name));

async function start(name: string, backend: "interpreter" | "wasm" = "wasm"): Promise<Simulation> {
  const simulation = await createSimulation(load(name).model.program, {
    subjects: [0, 1, 2, 3],
    seed: [5, 0],
    backend,
  });
  simulation.initialise();
  return simulation;
}

const set = (simulation: Simulation, variable: string, values: readonly number[]): void => {
  for (let subject = 0; subject < 4; subject++) simulation.write(variable, subject, values);
};

/** A trial of 2 s: a cue, then a reward, with all events. */
function trial(simulation: Simulation, reward: number): void {
  simulation.fire("trialStart", 0);
  set(simulation, "cue.value", [1, 0]);
  simulation.step(0, 50);
  simulation.fire("choice", 0);
  set(simulation, "reward", [reward]);
  simulation.fire("outcome", 0);
  simulation.step(0, 25);
  set(simulation, "cue.value", [0, 0]);
  set(simulation, "reward", [0]);
  simulation.step(0, 25);
  simulation.fire("trialEnd", 0);
}

const weight = (simulation: Simulation): Float32Array => simulation.read("corticostriatal.weight", 0);

describe.each(files.map((file) => file.replace(".yaml", "")))("the example %s", (name) => {
  it("has no faults", () => {
    expect(checkModel(source(name)).map(formatIssue)).toEqual([]);
  });

  it("gives the same bits in the interpreter and in WebAssembly", async () => {
    const [one, other] = [await start(name, "interpreter"), await start(name, "wasm")];
    for (const simulation of [one, other]) {
      for (const reward of [1, 0]) trial(simulation, reward);
      set(simulation, "elapsed", [600]);
      for (const event of ["offline", "rest"]) simulation.fire(event, 0);
      trial(simulation, 1);
    }
    for (const variable of one.program.variables)
      expect(other.read(variable.name, 1), variable.name).toEqual(one.read(variable.name, 1));
  });
});

describe("what a rule can say", () => {
  it("continuous equations with state in units and in the area", async () => {
    const simulation = await start("state-in-units");
    trial(simulation, 1);
    const size = (variable: string) => simulation.read(variable, 0).length;
    const sizes = ["pre.seen", "post.threshold", "area.excitability"].map((part) => size(`corticostriatal.${part}`));
    expect(sizes).toEqual([2, 4, 1]);
    expect(simulation.read("corticostriatal.pre.seen", 0)[0]).toBeGreaterThan(0.05);
    expect(simulation.read("corticostriatal.pre.seen", 0)[1]).toBe(0);
    expect(simulation.read("corticostriatal.area.excitability", 0)[0]).toBeLessThan(1);
  });

  it("delays", async () => {
    const [late, prompt] = [await start("delays"), await start("third-factors")];
    const firstDrive = (simulation: Simulation): number => {
      set(simulation, "cue.value", [1, 0]);
      for (let step = 1; ; step++) {
        simulation.step(0);
        if (simulation.read("striatum.units.drive", 0)[0]! > 0) return step;
      }
    };
    expect(firstDrive(late) - firstDrive(prompt)).toBe(2);
  });

  it("events: a condition on a variable, choice, outcome, trial end, session", async () => {
    const simulation = await start("events");
    const before = weight(simulation);
    simulation.fire("sessionStart", 0);
    expect(weight(simulation)[0]).toBeCloseTo(0.9 * before[0]!, 6);
    trial(simulation, 1);
    expect(weight(simulation)[0]).toBeGreaterThan(0.9 * before[0]!);
    expect(weight(simulation)[1]).toBeCloseTo(0.9 * before[1]!, 6);
    expect(simulation.read("corticostriatal.mark", 0)[0]).toBe(0);
    simulation.fire("trialStart", 0);
    set(simulation, "cue.value", [1, 0]);
    simulation.step(0, 50);
    expect([...simulation.read("corticostriatal.mark", 0)]).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
  });

  it("soft and hard bounds, and random terms", async () => {
    const simulation = await start("bounds-and-noise");
    for (let count = 0; count < 40; count++) trial(simulation, 1);
    for (const value of weight(simulation)) {
      expect(value).toBeGreaterThanOrEqual(Math.fround(0.01));
      expect(value).toBeLessThanOrEqual(Math.fround(0.99));
    }
    const [first, second] = [simulation.read("cortex.units.noise", 0), simulation.read("cortex.units.noise", 1)];
    expect(first[0]).not.toBe(second[0]);
    expect(first[0]).not.toBe(first[1]);
  });

  it("offline equations before the rest that the language derives", async () => {
    expect(load("offline").model.rest).toMatchObject({
      closed: expect.arrayContaining(["corticostriatal.tag", "corticostriatal.eligibility"]),
      authored: ["corticostriatal.lasting", "corticostriatal.weight"],
    });
    const simulation = await start("offline");
    for (let count = 0; count < 5; count++) trial(simulation, 1);
    const [tag, before] = [simulation.read("corticostriatal.tag", 0)[0]!, weight(simulation)[0]!];
    expect(tag).toBeGreaterThan(0.01);
    set(simulation, "elapsed", [8 * 3600]);
    for (const event of ["offline", "rest"]) simulation.fire(event, 0);
    expect(simulation.read("corticostriatal.tag", 0)[0]).toBeLessThan(tag * 0.01);
    expect(weight(simulation)[0]).toBeLessThan(before);
    expect(simulation.read("corticostriatal.lasting", 0)[0]).toBeGreaterThan(0.1);
  });

  it("third factors of any expression, by all four ways of acting", () => {
    const { projections } = load("third-factors").model;
    expect(projections[0]!.modulations).toEqual([
      { name: "dopamineGain", effect: "gain", modulators: ["dopamine"] },
      { name: "slowing", effect: "timing", modulators: ["serotonin"] },
      { name: "both", effect: "threshold", modulators: ["dopamine", "serotonin"] },
      { name: "marking", effect: "eligibility", modulators: ["dopamine"] },
    ]);
  });

  it("what is not local only by a declared operator, which is listed", () => {
    const bibliography = readBibliography(read(join(root, "references.bib")));
    const { operations } = explainModel({ ...load("operator"), source: source("operator"), bibliography });
    expect(operations.filter(({ local }) => !local)).toEqual([
      { name: "winner", local: false, doc: expect.stringContaining("largest firing") },
    ]);
    const undeclared = readModel(join(folder, "operator.yaml"), (path) => {
      const text = read(path);
      return path.endsWith("operator.yaml")
        ? text.replace("winner(maximum(striatum.units.rate))", "maximum(striatum.units.rate)")
        : text;
    });
    expect(checkModel(undeclared).map(formatIssue)).toEqual([
      expect.stringContaining("maximum(…) reads many units: not local"),
    ]);
  });
});
