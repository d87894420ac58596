import type { TaskColumn, TaskDescription } from "./task.ts";

/** Columns that every task records. */
export const commonColumns: readonly TaskColumn[] = [
  { name: "block", unit: "1", doc: "Number of the block in the session, from 0." },
  { name: "trial", unit: "1", doc: "Number of the trial in the session, from 0." },
  { name: "trialInBlock", unit: "1", doc: "Number of the trial in its block, from 0." },
  { name: "choice", unit: "1", doc: "Option taken, from 0; missing if none was." },
  { name: "correct", unit: "1", doc: "1 if the best available option was taken, 0 if another; missing if none was." },
  { name: "outcome", unit: "1", doc: "Reward received." },
  { name: "reactionTime", unit: "s", doc: "Time of the choice from the cue; missing if none was made." },
];

/** Columns that every table of trials has before those of the task; `session` is that of the trial's moments. */
export const tableColumns: readonly string[] = ["group", "subject", "session"];

/** A task's columns without those that the table has anyway. */
export function ownColumns({ columns }: Pick<TaskDescription, "columns">): readonly TaskColumn[] {
  return columns.filter(({ name }) => !tableColumns.includes(name));
}
