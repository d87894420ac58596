import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import type { Program } from "../engine/program.ts";
import type { EndedTrial, LaneMoment } from "./session.ts";
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

const moment = (lane: number, trial: number, phase: number): LaneMoment => ({
  lane,
  trial,
  phase,
  trialStarts: phase === 0,
  session: 0,
  stage: "",
  marks: [],
  firstStep: 0,
  steps: 1,
  stimulus: false,
  outcome: false,
  reward: 0,
});
const ended = (lane: number, trial: number): EndedTrial[] => [
  { lane, trial, session: 0, stage: "", steps: 2 * (trial + 1), row: {} },
];
const ofLane = (values: Float64Array, lane: number) =>
  Array.from({ length: values.length / 4 }, (_, i) => values[4 * i + lane]);

describe("recorded weights", () => {
  it("have snapshots at the start and at the ends of blocks, and absolute changes by block and phase", async () => {
    const simulation = await createSimulation(program, { subjects: [0, 1], seed: [1, 0] });
    simulation.initialise();
    const recorder = new WeightRecorder(simulation, ["p.weight"], [1, 2], 2);
    simulation.write("p.weight", 1, [1, 3]);
    recorder.sessionStart();
    const change = (values: number[], at: LaneMoment) => {
      simulation.write("p.weight", 1, values);
      recorder.momentEnd([at]);
    };
    change([2, 3], moment(1, 0, 0));
    change([2, 5], moment(1, 0, 1));
    recorder.trialEnd(ended(1, 0));
    change([1, 5], moment(1, 1, 0));
    change([1, 5], moment(1, 1, 1));
    recorder.trialEnd(ended(1, 1));
    expect(recorder.snapshotTrials).toEqual([0, 1, 2]);
    expect(recorder.snapshots.map((values) => ofLane(values, 1))).toEqual([
      [2, 1, 0],
      [3.5, 1.5, 1.5],
      [3, 2, 1],
    ]);
    // [block, phase]: half the change of one of two synapses
    expect(ofLane(recorder.change, 1)).toEqual([0.5, 1, 0.5, 0]);
    expect(recorder.change.filter((_, i) => i % 4 !== 1)).toEqual(new Float64Array(12));
  });

  it("are each subject's at the ends of its own trials, and at the end of its session where a block has no end", async () => {
    const simulation = await createSimulation(program, { subjects: [0, 1], seed: [1, 0] });
    simulation.initialise();
    const recorder = new WeightRecorder(simulation, ["p.weight"], [1, Number.MAX_SAFE_INTEGER], 1);
    recorder.sessionStart();
    simulation.write("p.weight", 0, [1, 1]);
    recorder.momentEnd([moment(0, 0, 0)]);
    recorder.trialEnd(ended(0, 0));
    recorder.laneEnd(0);
    simulation.write("p.weight", 0, [9, 9]);
    simulation.write("p.weight", 1, [2, 2]);
    recorder.momentEnd([moment(1, 0, 0)]);
    recorder.trialEnd(ended(1, 0));
    simulation.write("p.weight", 1, [3, 3]);
    recorder.momentEnd([moment(1, 1, 0)]);
    recorder.trialEnd(ended(1, 1));
    recorder.laneEnd(1);
    const means = (lane: number) => recorder.snapshots.map((values) => ofLane(values, lane)[0]);
    expect(means(0)).toEqual([0, 1, 1]);
    expect(means(1)).toEqual([0, 2, 3]);
    expect(ofLane(recorder.change, 0)).toEqual([1, 0]);
    expect(ofLane(recorder.change, 1)).toEqual([2, 1]);
  });
});
