import { type Policy, type Task, type TaskDescription, TaskPlay } from "../tasks/index.ts";
import { defaultSettling, type RestRules } from "./rest.ts";

/** Number of steps in each phase of its usual length; a phase has at least one. */
export function phaseSteps({ phases }: Pick<TaskDescription, "phases">, step: number): number[] {
  return phases.map(({ duration }) => stepsOf(duration, step));
}

/** How long a session is. */
export interface SessionLength {
  /** Steps, without those of rest that is passed at once. */
  readonly steps: number;
  readonly trials: number;
}

/** Moments that are played; what comes after them is estimated from them. */
const mostMoments = 20_000;

/** Ways of behaving that make for long sessions: to do nothing, and to act at once. */
const policies: readonly Policy[] = [
  () => ({}),
  ({ available }) => {
    const choice = available?.findIndex((open) => open > 0) ?? -1;
    return choice < 0 ? {} : { choice, time: 0 };
  },
];

/**
 * The length of a session: exact where it does not depend on the subject, else about that of the longest, as found by
 * playing the task without a brain.
 */
export function sessionLength(task: Task, step: number, rest: RestRules = {}): SessionLength {
  const found = policies.map((policy) => played(task, step, rest, policy));
  return {
    steps: Math.max(...found.map(({ steps }) => steps)),
    trials: task.description.trials ?? Math.max(...found.map(({ trials }) => trials)),
  };
}

function played(task: Task, step: number, rest: RestRules, policy: Policy): SessionLength {
  const { description } = task;
  const form = rest.form ?? description.rest ?? "closed";
  const settled = stepsOf(rest.settling ?? defaultSettling, step);
  const responses = description.world.responses.map(() => 0);
  const play = new TaskPlay(task, 1, 0);
  let steps = 0;
  for (let count = 0; play.present !== null && count < mostMoments; count++) {
    const moment = play.present;
    const { choice = -1, time } = policy(moment);
    const whole = choice >= 0 && moment.endsOnAction ? 1 : stepsOf(moment.duration, step);
    play.act({ choice, time: time ?? Number.NaN, elapsed: whole * step, responses });
    steps += moment.rest && form === "closed" ? Math.min(whole, settled) : whole;
  }
  if (play.present === null) return { steps, trials: play.trials };
  const share =
    description.trials === null
      ? play.present.time / description.maximumTime
      : Math.max(1, play.trials) / description.trials;
  return { steps: Math.ceil(steps / share), trials: Math.ceil(play.trials / share) };
}

function stepsOf(duration: number, step: number): number {
  return Math.max(1, Math.round(duration / step));
}
