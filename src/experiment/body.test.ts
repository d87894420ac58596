import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import type { Program, Variable } from "../engine/program.ts";
import type { Simulation } from "../engine/simulation.ts";
import type { Body } from "../spec/lowered.ts";
import type { PresentMoment, World } from "../tasks/index.ts";
import { BodyPort } from "./body.ts";

const input = (name: string, population?: string): Variable => ({
  name,
  domain: population === undefined ? { kind: "subject" } : { kind: "population", population },
  role: "input",
  storage: "subject",
  recorded: false,
  unit: "1",
});

const sizes = { kind: 3, cue: 3, object: 9, outcome: 2, drive: 2, available: 3, selected: 3, motor: 3 };

/** A body whose motor output is written by the test. */
const program: Program = {
  name: "puppet",
  step: 0.02,
  populations: Object.entries(sizes).map(([name, size]) => ({ name, size })),
  projections: [],
  variables: [
    ...Object.keys(sizes).map((name) => input(`${name}.value`, name)),
    input("reward"),
    input("feedback"),
    input("lick"),
    input("freeze"),
  ],
  routines: [
    { name: "initialise", masked: false, statements: [] },
    { name: "step", masked: false, statements: [] },
  ],
};

const body: Body = {
  stimuli: "cue.value",
  objects: "object.value",
  dimensions: "kind.value",
  context: null,
  position: null,
  outcomes: "outcome.value",
  drive: "drive.value",
  available: "available.value",
  selected: "selected.value",
  reward: "reward",
  feedback: "feedback",
  action: { variable: "motor.value", threshold: 1 },
  response: "lick",
  responses: { freezing: "freeze" },
};

const world: World = {
  places: 3,
  placeLabels: ["left", "middle", "right"],
  features: [
    { name: "red", modality: "visual", dimension: "colour" },
    { name: "green", modality: "visual", dimension: "colour" },
    { name: "striped", modality: "visual", dimension: "pattern" },
  ],
  outcomes: [
    { name: "food", valence: 1 },
    { name: "shock", valence: -1 },
  ],
  contexts: 1,
  positions: 0,
  responses: ["freezing", "approach"],
};

const nothing: PresentMoment = {
  phase: "cue",
  phaseIndex: 0,
  duration: 1,
  endsOnAction: false,
  objects: null,
  context: Float32Array.of(1),
  position: new Float32Array(0),
  outcome: null,
  feedback: false,
  available: null,
  drive: Float32Array.of(1, 1),
  rest: false,
  trialStarts: false,
  session: 0,
  stage: "",
  marks: [],
  trial: 0,
  time: 0,
};

async function puppet(of: World = world): Promise<{ simulation: Simulation; port: BodyPort }> {
  const simulation = await createSimulation(program, { subjects: [5, 6, 7], seed: [1, 0] });
  simulation.initialise();
  return { simulation, port: new BodyPort(simulation, body, of) };
}

describe("the body", () => {
  it("feels what the task shows, each subject its own: objects at places, and their features wherever they are", async () => {
    const { simulation, port } = await puppet();
    const objects = Float32Array.of(1, 0, 0.5, 0, 0.25, 0, 0.25, 0, 0);
    const outcome = Float32Array.of(2, 1);
    port.beginMoment(1, { ...nothing, objects, outcome, feedback: true, drive: Float32Array.of(0.5, 1) }, 0.75);
    port.beginMoment(2, { ...nothing, available: Float32Array.of(1, 0, 1) }, 0);
    const read = (variable: string, place: number) => Array.from(simulation.read(variable, place));
    expect(read("object.value", 1)).toEqual([...objects]);
    expect(read("kind.value", 1)).toEqual([0, 0, 1]);
    expect(read("cue.value", 1)).toEqual([1.25, 0.25, 0.5]);
    expect(read("outcome.value", 1)).toEqual([2, 1]);
    expect(read("drive.value", 1)).toEqual([0.5, 1]);
    expect([0, 1, 2].map((place) => read("reward", place)[0])).toEqual([0, 0.75, 0]);
    expect([0, 1, 2].map((place) => read("feedback", place)[0])).toEqual([0, 1, 0]);
    expect(read("available.value", 2)).toEqual([1, 0, 1]);
    expect(read("cue.value", 2)).toEqual([0, 0, 0]);
    port.beginMoment(1, nothing, 0);
    for (const variable of ["object.value", "cue.value", "outcome.value", "reward", "feedback"]) {
      expect(read(variable, 1).every((value) => value === 0)).toBe(true);
    }
    port.silence(2);
    expect(read("available.value", 2)).toEqual([0, 0, 0]);
    expect(read("drive.value", 1)).toEqual([1, 1]);
  });

  it("acts with the first output above threshold, the largest of several, the lowest number on a tie", async () => {
    const { simulation, port } = await puppet();
    const open = Float32Array.of(1, 1, 1);
    simulation.write("motor.value", 0, [0.5, 1, 0.9]);
    simulation.write("motor.value", 1, [1.1, 1.3, 1.2]);
    simulation.write("motor.value", 2, [0, 2, 2]);
    expect([0, 1, 2].map((lane) => port.action(lane, open))).toEqual([-1, 1, 1]);
    expect(port.action(1, Float32Array.of(1, 0, 1))).toBe(2);
    expect(port.action(1, Float32Array.of(0, 0, 0))).toBe(-1);
    port.select(1, 1);
    expect(Array.from(simulation.read("selected.value", 1))).toEqual([0, 1, 0]);
    expect(Array.from(simulation.read("selected.value", 0))).toEqual([0, 0, 0]);
    port.beginTrial(1);
    expect(Array.from(simulation.read("selected.value", 1))).toEqual([0, 0, 0]);
  });

  it("responds by the names that the task uses; a single one may have no name", async () => {
    const { simulation, port } = await puppet();
    simulation.write("freeze", 1, [0.5]);
    simulation.write("lick", 1, [0.25]);
    const sums = new Float64Array(2);
    port.addResponses(1, sums);
    port.addResponses(1, sums);
    expect([...sums]).toEqual([1, 0]); // there is no "approach"
    const single = await puppet({ ...world, responses: ["approach"] });
    single.simulation.write("lick", 1, [0.25]);
    const one = new Float64Array(1);
    single.port.addResponses(1, one);
    expect([...one]).toEqual([0.25]);
  });
});
