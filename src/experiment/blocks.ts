import type { TaskDescription } from "../tasks/lockstepTask.ts";

/** Number of trials that have ended at the end of each block; a task without blocks is cut into six equal parts. */
export function blockEnds({ trials, blockLength }: TaskDescription): number[] {
  const length = blockLength ?? Math.ceil(trials / 6);
  const blocks = Math.ceil(trials / length);
  return Array.from({ length: blocks }, (_, block) => Math.min(trials, (block + 1) * length));
}

/** Names of the blocks for tables and plots, counted from 1 as people do. */
export function blockNames(ends: readonly number[]): string[] {
  return ends.map((end, block) => `trials ${(ends[block - 1] ?? 0) + 1}–${end}`);
}
