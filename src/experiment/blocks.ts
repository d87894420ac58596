import type { TaskDescription } from "../tasks/task.ts";

/**
 * Number of trials that have ended at the end of each block. A task without blocks is cut into six equal parts; one
 * whose number of trials depends on the subject is a single block, which has no end.
 */
export function blockEnds({ trials, blockLength }: Pick<TaskDescription, "trials" | "blockLength">): number[] {
  if (trials === null) return [endless];
  const length = blockLength ?? Math.ceil(trials / 6);
  const blocks = Math.ceil(trials / length);
  return Array.from({ length: blocks }, (_, block) => Math.min(trials, (block + 1) * length));
}

/** End of a block that lasts as long as a subject has trials. */
export const endless = Number.MAX_SAFE_INTEGER;

/** Number of the block that a trial belongs to; −1 for what follows the last trial. */
export function blockOf(ends: readonly number[], trial: number): number {
  return ends.findIndex((end) => trial < end);
}

/** Names of the blocks for tables and plots, counted from 1 as people do. */
export function blockNames(ends: readonly number[]): string[] {
  return ends.map((end, block) => (end === endless ? "all trials" : `trials ${(ends[block - 1] ?? 0) + 1}–${end}`));
}
