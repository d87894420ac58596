import { average, type SubjectTrials } from "../../subjectTrials.ts";

/** Presses of a lever of the schedule over periods, the first (0) or the second (1): levers change places over subjects. */
export function pressesOf(trials: SubjectTrials, lever: 0 | 1): number {
  const [places, atZero, atOne] = ["lever0", "presses0", "presses1"].map((name) => trials.column(name));
  return places!.reduce((sum, place, row) => sum + ((place === 0) === (lever === 0) ? atZero! : atOne!)[row]!, 0);
}

/** Presses of all levers over the time of periods, 1/s. */
export function pressRate(trials: SubjectTrials, levers: readonly (0 | 1)[]): number {
  const time = trials.column("duration").reduce((sum, duration) => sum + duration, 0);
  return levers.reduce<number>((sum, lever) => sum + pressesOf(trials, lever), 0) / time;
}

/** Difference of two numbers over their sum; 0 if both are. */
export function contrast(more: number, less: number): number {
  return more + less === 0 ? 0 : (more - less) / (more + less);
}

/** Mean of a graded response over periods that have one. */
export function responseIn(trials: SubjectTrials): number {
  return average(trials.column("approach"));
}
