import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import type { Program } from "../engine/program.ts";
import type { PhaseMoment } from "./session.ts";
import { WeightRecorder } from "./weightRecorder.ts";

const program: Program = {
  name: "weights",
  step: 0.02,
  populations: [
    { name: "pre", size: 2 },
    { name: "post", size: 1 },
  ],
  projections: [
    {
      name: "p",
      source: { population: "pre", from: 0, count: 2 },
      target: { population: "post", from: 0, count: 1 },
      connection: "all-to-all",
    },
  ],
  variables: [
    {
      name: "p.weight",
      domain: { kind: "projection", projection: "p" },
      role: "state",
      storage: "subject",
      recorded: false,
      unit: "1",
    },
  ],
  routines: [
    { name: "initialise", masked: false, statements: [] },
    { name: "step", masked: false, statements: [] },
  ],
};

const moment = (trial: number, phase: number): PhaseMoment => ({
  trial,
  phase,
  firstStep: 0,
  steps: 1,
  stimulus: false,
  outcome: [0, 0, 0, 0],
  reward: new Float32Array(2),
});

describe("recorded weights", () => {
  it("have snapshots at the start and at the ends of blocks, and absolute changes by block and phase", async () => {
    const simulation = await createSimulation(program, { subjects: [0, 1], seed: [1, 0] });
    simulation.initialise();
    const recorder = new WeightRecorder(simulation, ["p.weight"], [1, 2], 2);
    simulation.write("p.weight", 1, [1, 3]);
    recorder.sessionStart();
    const change = (values: number[], at: PhaseMoment) => {
      simulation.write("p.weight", 1, values);
      recorder.phaseEnd(at);
    };
    change([2, 3], moment(0, 0));
    change([2, 5], moment(0, 1));
    recorder.trialEnd(0);
    change([1, 5], moment(1, 0));
    change([1, 5], moment(1, 1));
    recorder.trialEnd(1);
    expect(recorder.snapshotTrials).toEqual([0, 1, 2]);
    const lane = (values: Float64Array) => Array.from({ length: values.length / 4 }, (_, i) => values[4 * i + 1]);
    expect(recorder.snapshots.map(lane)).toEqual([
      [2, 1, 0],
      [3.5, 1.5, 1.5],
      [3, 2, 1],
    ]);
    // [block, phase]: half the change of one of two synapses
    expect(lane(recorder.change)).toEqual([0.5, 1, 0.5, 0]);
    expect(recorder.change.filter((_, i) => i % 4 !== 1)).toEqual(new Float64Array(12));
  });
});
