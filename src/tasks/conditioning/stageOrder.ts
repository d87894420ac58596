import { shuffled } from "../draws.ts";
import type { TaskRandom } from "../taskRandom.ts";
import type { ConditioningStage } from "./schedule.ts";

/** The types of a stage's trials in the order in which they come. */
export function stageOrder(
  random: TaskRandom,
  { trials = {}, order = "random" }: ConditioningStage,
  scale: number,
  stream: number,
  stage: number,
): readonly string[] {
  const counts = Object.entries(trials).map(([type, count]) => [type, scaledCount(count, scale)] as const);
  const listed = counts.flatMap(([type, count]) => Array.from({ length: count }, () => type));
  if (order === "blocked") return listed;
  if (order === "random") return shuffled(random, listed, stream, stage * maximumRounds);
  const rounds = counts.reduce((divisor, [, count]) => greatestCommonDivisor(divisor, count), 0);
  return Array.from({ length: rounds }, (_, round) => {
    const once = counts.flatMap(([type, count]) => Array.from({ length: count / rounds }, () => type));
    return shuffled(random, once, stream, stage * maximumRounds + round);
  }).flat();
}

/** A number of trials times the scale, at least one of each type that is there. */
export function scaledCount(count: number, scale: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * scale));
}

/** More than the rounds of any stage: keeps the draws of stages apart. */
const maximumRounds = 100_000;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
