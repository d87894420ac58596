import { expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import type { Program, Variable } from "../engine/program.ts";
import type { LaneMoment } from "./session.ts";
import { VariableRecorder } from "./variableRecorder.ts";

const units = 12;
const common = { role: "state", storage: "subject", recorded: false, unit: "1" } as const;
const variables = [
  { ...common, name: "rate", label: "rate", domain: { kind: "population", population: "senders" } },
  { ...common, name: "synapses.weight", label: "weight", domain: { kind: "projection", projection: "synapses" } },
] as unknown as Variable[];

/** Synapses of silent senders are left out, so that they lie sender by sender in memory. */
const program = {
  name: "ordered",
  step: 0.02,
  populations: [
    { name: "senders", size: units },
    { name: "receivers", size: units },
  ],
  projections: [
    {
      name: "synapses",
      source: { population: "senders", from: 0, count: units },
      target: { population: "receivers", from: 0, count: units },
      connection: "all-to-all",
    },
  ],
  variables,
  routines: [
    { name: "initialise", masked: false, statements: [] },
    {
      name: "step",
      masked: false,
      statements: [
        {
          variable: "synapses.weight",
          origin: "weight",
          expression: {
            kind: "select",
            condition: {
              kind: "compare",
              operator: "less",
              left: { kind: "constant", value: 0 },
              right: { kind: "read", variable: "rate", at: "pre" },
            },
            yes: { kind: "constant", value: 5 },
            no: { kind: "read", variable: "synapses.weight", at: "own" },
          },
        },
      ],
    },
  ],
} as unknown as Program;

it("keeps each synapse under its own number, however they lie in memory", async () => {
  const simulation = await createSimulation(program, { subjects: [0, 1, 2, 3], seed: [1, 2] });
  const elements = units * units;
  const values = Float32Array.from({ length: elements }, (_, element) => element);
  simulation.write("synapses.weight", 1, values);
  expect(simulation.places("synapses.weight")).not.toBeNull();
  const recording = { variable: "synapses.weight", unit: "1", reduction: "all", elements, phases: [0] } as const;
  const recorder = VariableRecorder.of(simulation, [{ ...recording, subjects: 4, everyTrials: 1, everySteps: 1 }])!;
  const moments = [{ lane: 1, trial: 0, phase: 0, firstStep: 0, steps: 1 } as LaneMoment];
  recorder.momentStart(moments);
  recorder.step(0);
  recorder.momentEnd(moments);
  expect(recorder.arrays()["recorded.0.1"]).toEqual(values);
});
