import { ownColumns } from "../tasks/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import type { TableForm, TableStream } from "./tableStream.ts";
import type { UnitResult } from "./unitResult.ts";

/** Columns of tasks that hold whole numbers. */
const wholeNumbers = new Set(["block", "trial", "trialInBlock", "choice", "bestOption", "formerBestOption"]);

/** The columns of `trials`. */
export function trialForm(task: TaskDescription): TableForm {
  return [
    { name: "group", type: "text", optional: false },
    { name: "subject", type: "whole", optional: false },
    { name: "session", type: "whole", optional: false },
    ...ownColumns(task).map(({ name }) => ({
      name,
      type: wholeNumbers.has(name) ? ("whole" as const) : ("double" as const),
      optional: true,
    })),
  ];
}

/** The trials of a unit as columns of numbers, a row per subject and trial. */
export function unitTrials({ facts, arrays }: UnitResult, task: TaskDescription): Record<string, Float64Array> {
  const subject = Float64Array.from(
    facts.subjects.flatMap((number, place) => Array.from({ length: facts.trialsOf[place]! }, () => number)),
  );
  const own = ownColumns(task).map(({ name }) => [name, arrays[`trials.${name}`] as Float64Array] as const);
  return { subject, session: arrays["trials.session"] as Float64Array, ...Object.fromEntries(own) };
}

/** Adds the trials of a unit. */
export function addTrials(rows: TableStream, group: string, trials: Readonly<Record<string, Float64Array>>): void {
  rows.addColumns(trials.subject!.length, [group, ...Object.values(trials)]);
}
