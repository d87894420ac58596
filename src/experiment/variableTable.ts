import type { TaskDescription } from "../tasks/task.ts";
import { blockEnds, blockOf } from "./blocks.ts";
import type { SessionPlan } from "./plan.ts";
import type { VariableRecording } from "./recording.ts";
import type { TableForm, TableStream } from "./tableStream.ts";
import type { UnitResult } from "./unitResult.ts";
import { placeNumbers } from "./variableRecorder.ts";

/** The columns of `variables`. */
export const variableForm: TableForm = [
  { name: "group", type: "text", optional: false },
  { name: "subject", type: "whole", optional: false },
  { name: "block", type: "whole", optional: false },
  { name: "trial", type: "whole", optional: false },
  { name: "phase", type: "text", optional: false },
  { name: "time", type: "single", optional: true },
  { name: "variable", type: "text", optional: false },
  { name: "reduction", type: "text", optional: true },
  { name: "element", type: "whole", optional: true },
  { name: "value", type: "single", optional: false },
  { name: "unit", type: "text", optional: false },
];

/** Adds what a unit recorded of the declared variables: by subject, trial, variable in the file's order, moment, element. */
export function addVariables(
  rows: TableStream,
  plan: SessionPlan,
  task: TaskDescription,
  group: string,
  { facts, arrays }: UnitResult,
): void {
  const ends = blockEnds(task);
  facts.subjects.forEach((subject, lane) => {
    const recorded = plan.recording.variables.flatMap((recording, place) => {
      const values = arrays[`recorded.${place}.${lane}`];
      const places = arrays[`recordedAt.${place}.${lane}`];
      const numbers = Int32Array.from({ length: recording.elements }, (_, element) => element);
      return values && places ? [{ recording, numbers, values, places, next: 0 }] : [];
    });
    for (let trial = 0; recorded.some(({ places, next }) => next < places.length); trial++) {
      const block = blockOf(ends, trial);
      for (const part of recorded) {
        for (; part.next < part.places.length && part.places[part.next] === trial; part.next += placeNumbers) {
          const row = part.next / placeNumbers;
          const phase = task.phases[part.places[part.next + 1]!]!.name;
          const time = part.places[part.next + 2]!;
          const { variable, reduction, elements, unit } = part.recording;
          const all = reduction === "all";
          const [how, which] = all ? [null, part.numbers] : [reduction, Number.NaN];
          const values = part.values.subarray(row * elements, (row + 1) * elements);
          rows.addColumns(elements, [group, subject, block, trial, phase, time, variable, how, which, values, unit]);
        }
      }
    }
  });
}

/** Rows that a variable gives for one subject. */
export function rowsOfRecording(
  { phases, elements, everyTrials, everySteps }: VariableRecording,
  trials: number,
  phaseSteps: readonly number[],
): number {
  const recordedTrials = Math.ceil(trials / everyTrials);
  if (everySteps === null) return recordedTrials * phases.length * elements;
  let begin = 0;
  let samples = 0;
  phaseSteps.forEach((steps, phase) => {
    const end = begin + steps;
    if (phases.includes(phase)) samples += Math.ceil(end / everySteps) - Math.ceil(begin / everySteps);
    begin = end;
  });
  return recordedTrials * samples * elements;
}
