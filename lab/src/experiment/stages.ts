import type { SessionPlan } from "neohebb";

/** Shares of the subjects after which what has come out so far is shown. */
const shares = [0.1, 0.25, 0.5];
/** Subjects of a part; a stage has whole parts, so that its parts are those of the whole run. */
const tile = 4;
/** Fewer say nothing. */
const fewest = 8;

/** Numbers of subjects a group after which a run is summed up, the whole run last. */
export function stagesOf({ subjects }: Pick<SessionPlan, "subjects">): number[] {
  const early = shares.map((share) => Math.ceil((share * subjects) / tile) * tile);
  return [...new Set([...early.filter((count) => count >= fewest && count < subjects), subjects])];
}
