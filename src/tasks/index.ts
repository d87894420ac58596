import { nearestName } from "../math/nearestName.ts";
import type { Task, TaskKind } from "./lockstepTask.ts";
import { pavlovian } from "./pavlovian.ts";
import { threeArmedReversal } from "./threeArmedReversal.ts";
import { twoArmedReversal } from "./twoArmedReversal.ts";

/** All tasks, by id with version. */
export const taskKinds: readonly TaskKind[] = [
  threeArmedReversal, // the default experiment
  twoArmedReversal,
  pavlovian,
];

/**
 * Makes a task.
 *
 * @param id - Id with version, `three-armed-reversal-v1`.
 * @throws RangeError with the nearest right name if there is no such task or option, or if a value is out of range.
 */
export function makeTask(id: string, options: Readonly<Record<string, number>> = {}): Task {
  const kind = taskKinds.find((candidate) => candidate.id === id);
  if (kind === undefined) {
    const ids = taskKinds.map((candidate) => candidate.id);
    const nearest = nearestName(id, ids) ?? ids.find((candidate) => candidate.startsWith(`${id}-v`));
    const hint = nearest === undefined ? `tasks are ${ids.join(", ")}` : `did you mean "${nearest}"?`;
    throw new RangeError(`there is no task "${id}"; ${hint}`);
  }
  return kind.make(options);
}

export { checkTask } from "./checkLockstepTask.ts";
export type { Actions, Phase, Space, Task, TaskColumn, TaskDescription, TaskKind, TaskStep } from "./lockstepTask.ts";
export { spaceLength } from "./trialTask.ts";
