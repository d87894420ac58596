import { nearestName } from "../math/nearestName.ts";
import { choiceTasks } from "./choice/choiceTasks.ts";
import { conditioning } from "./conditioning/conditioning.ts";
import { goalTasks } from "./goals/goalTasks.ts";
import { pavlovian } from "./pavlovian.ts";
import { ruleTasks } from "./rules/ruleTasks.ts";
import type { Task, TaskKind } from "./task.ts";
import { threeArmedReversal } from "./threeArmedReversal.ts";
import { twoArmedReversal } from "./twoArmedReversal.ts";

/** All tasks, by id with version. */
export const taskKinds: readonly TaskKind[] = [
  threeArmedReversal, // the default experiment
  twoArmedReversal,
  pavlovian,
  conditioning,
  ...choiceTasks,
  ...ruleTasks,
  ...goalTasks,
];

/**
 * Makes a task.
 *
 * @param id - Id with version, `three-armed-reversal-v1`.
 * @param schedule - Name of a published form, or a schedule as data where the task takes one.
 * @throws RangeError with the nearest right name if there is no such task, option or form, or if a value is out of range.
 */
export function makeTask(id: string, options: Readonly<Record<string, number>> = {}, schedule?: unknown): Task {
  const kind = taskKinds.find((candidate) => candidate.id === id);
  if (kind === undefined) {
    const ids = taskKinds.map((candidate) => candidate.id);
    const nearest = nearestName(id, ids) ?? ids.find((candidate) => candidate.startsWith(`${id}-v`));
    const hint = nearest === undefined ? `tasks are ${ids.join(", ")}` : `did you mean "${nearest}"?`;
    throw new RangeError(`there is no task "${id}"; ${hint}`);
  }
  return kind.make(options, schedule);
}

export { checkTask } from "./checkTask.ts";
export { commonColumns, ownColumns } from "./columns.ts";
export { type Act, type PlayedSession, type Policy, runTask } from "./runTask.ts";
export type {
  Deed,
  Feature,
  Modality,
  Moment,
  OutcomeKind,
  Phase,
  Task,
  TaskColumn,
  TaskDescription,
  TaskKind,
  TaskSession,
  TrialRow,
  World,
} from "./task.ts";
export { type PresentMoment, TaskPlay } from "./taskPlay.ts";
