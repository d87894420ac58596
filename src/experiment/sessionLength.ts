import type { TaskDescription } from "../tasks/task.ts";
import { defaultSettling, type RestRules } from "./rest.ts";

/** Number of steps in each phase of its usual length; a phase has at least one. */
export function phaseSteps({ phases }: Pick<TaskDescription, "phases">, step: number): number[] {
  return phases.map(({ duration }) => Math.max(1, Math.round(duration / step)));
}

/** Steps that are made in a trial whose phases come once, each with its usual length. */
function trialSteps(
  task: TaskDescription,
  step: number,
  { form = task.rest ?? "closed", settling }: RestRules,
): number {
  const settled = Math.max(1, Math.round((settling ?? defaultSettling) / step));
  return phaseSteps(task, step).reduce((sum, steps, phase) => {
    const closed = form === "closed" && task.phases[phase]!.rest === true;
    return sum + (closed ? Math.min(steps, settled) : steps);
  }, 0);
}

/**
 * Steps of a session if every phase comes once a trial with its usual length and rest has a closed form where it is asked
 * for; where the number of trials depends on the subject, an estimate.
 */
export function sessionSteps(task: TaskDescription, step: number, rest: RestRules = {}): number {
  return sessionTrialCount(task) * trialSteps(task, step, rest);
}

/** Number of trials of a session; where it depends on the subject, an estimate from its longest time and usual lengths. */
export function sessionTrialCount({ trials, phases, maximumTime }: TaskDescription): number {
  if (trials !== null) return trials;
  return Math.ceil(maximumTime / phases.reduce((sum, { duration }) => sum + duration, 0));
}
