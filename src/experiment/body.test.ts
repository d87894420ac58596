import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import type { Program, Variable } from "../engine/program.ts";
import type { Simulation } from "../engine/simulation.ts";
import type { Body } from "../spec/lowered.ts";
import { makeTask } from "../tasks/index.ts";
import type { TaskStep } from "../tasks/lockstepTask.ts";
import { BodyPort } from "./body.ts";

const input = (name: string, population?: string): Variable => ({
  name,
  domain: population === undefined ? { kind: "subject" } : { kind: "population", population },
  role: "input",
  storage: "subject",
  recorded: false,
  unit: "1",
});

/** A body whose motor output is written by the test. */
const program: Program = {
  name: "puppet",
  step: 0.02,
  populations: ["cue", "available", "selected", "motor"].map((name) => ({ name, size: 3 })),
  projections: [],
  variables: [
    ...["cue", "available", "selected", "motor"].map((name) => input(`${name}.value`, name)),
    input("reward"),
    input("feedback"),
    input("lick"),
  ],
  routines: [
    { name: "initialise", masked: false, statements: [] },
    { name: "step", masked: false, statements: [] },
  ],
};

const body: Body = {
  stimuli: "cue.value",
  available: "available.value",
  selected: "selected.value",
  reward: "reward",
  feedback: "feedback",
  action: { variable: "motor.value", threshold: 1 },
  response: "lick",
};

const subjects = [5, 6, 7];
const noOutcome = [0, 0, 0, 0];

async function puppet(): Promise<{ simulation: Simulation; port: BodyPort; first: TaskStep }> {
  const simulation = await createSimulation(program, { subjects, seed: [1, 0] });
  simulation.initialise();
  const first = makeTask("three-armed-reversal-v1").reset({ seed: 1, subjects });
  return { simulation, port: new BodyPort(simulation, body, 3), first };
}

describe("the body", () => {
  it("feels what the task shows, each subject its own", async () => {
    const { simulation, port, first } = await puppet();
    const stimuli = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    port.beginPhase(
      { ...first, observation: { ...first.observation, stimuli }, reward: Float32Array.of(0, 1, -1) },
      [1, 0, 1, 0],
    );
    expect([0, 1, 2].map((place) => Array.from(simulation.read("cue.value", place)))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect([0, 1, 2].map((place) => simulation.read("reward", place)[0])).toEqual([0, 1, -1]);
    expect([0, 1, 2].map((place) => simulation.read("feedback", place)[0])).toEqual([1, 0, 1]);
    expect(Array.from(simulation.read("available.value", 2))).toEqual([1, 1, 1]);
  });

  it("acts with the first output above threshold, the largest of several, the lowest number on a tie", async () => {
    const { simulation, port, first } = await puppet();
    const chose: [number, number, number, number] = [0, 0, 0, 0];
    port.beginPhase(first, noOutcome);
    simulation.write("motor.value", 0, [0.5, 1, 0.9]);
    simulation.write("motor.value", 1, [1.1, 1.3, 1.2]);
    simulation.write("motor.value", 2, [0, 2, 2]);
    expect(port.afterStep(0.02, chose)).toBe(true);
    expect(chose.slice(0, 3)).toEqual([0, 1, 1]);
    simulation.write("motor.value", 0, [0.5, 1, 1.01]);
    simulation.write("motor.value", 1, [9, 0, 0]);
    expect(port.afterStep(0.04, chose)).toBe(true);
    expect(chose.slice(0, 3)).toEqual([1, 0, 0]);
    const { choice, reactionTime } = port.endPhase();
    expect(Array.from(choice)).toEqual([2, 1, 1]);
    expect(Array.from(reactionTime)).toEqual([0.04, 0.02, 0.02].map(Math.fround));
    expect(Array.from(simulation.read("selected.value", 1))).toEqual([0, 1, 0]);
    port.beginTrial();
    expect(Array.from(simulation.read("selected.value", 1))).toEqual([0, 0, 0]);
  });

  it("cannot take an action that is not open, nor act when no action is awaited", async () => {
    const { simulation, port, first } = await puppet();
    const chose: [number, number, number, number] = [0, 0, 0, 0];
    for (const place of [0, 1, 2]) simulation.write("motor.value", place, [5, 2, 0]);
    const available = Float32Array.from([0, 1, 1, 0, 0, 1, 1, 1, 1]);
    port.beginPhase({ ...first, observation: { ...first.observation, available } }, noOutcome);
    port.afterStep(0.02, chose);
    expect(Array.from(port.endPhase().choice)).toEqual([1, -1, 0]);
    const waiting = { ...first, info: { ...first.info, phase: { ...first.info.phase, awaitsAction: false } } };
    port.beginPhase(waiting, noOutcome);
    expect(port.afterStep(0.02, chose)).toBe(false);
    expect(Array.from(port.endPhase().choice)).toEqual([-1, -1, -1]);
    expect(Array.from(port.endPhase().reactionTime)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it("responds with the mean over the phase", async () => {
    const { simulation, port, first } = await puppet();
    port.beginPhase(first, noOutcome);
    for (const lick of [0, 1, 0.5, 0.5]) {
      simulation.write("lick", 1, [lick]);
      port.afterStep(0.02, [0, 0, 0, 0]);
    }
    expect(Array.from(port.endPhase().response)).toEqual([0, 0.5, 0]);
  });
});
