import { type Policy, type Task, type TaskDescription, TaskPlay } from "../tasks/index.ts";
import { type RestingProgram, RestPlanner, type RestRules, stepsOf } from "./rest.ts";

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
 *
 * @throws RestError if a rest is too long for the model.
 */
export function sessionLength(task: Task, program: RestingProgram, rest: RestRules = {}): SessionLength {
  const planner = new RestPlanner(program, rest, task.description);
  const found = policies.map((policy) => played(task, program.step, planner, policy));
  return {
    steps: Math.max(...found.map(({ steps }) => steps)),
    trials: task.description.trials ?? Math.max(...found.map(({ trials }) => trials)),
  };
}

function played(task: Task, step: number, planner: RestPlanner, policy: Policy): SessionLength {
  const { description } = task;
  const responses = description.world.responses.map(() => 0);
  const play = new TaskPlay(task, 1, 0);
  let steps = 0;
  for (let count = 0; play.present !== null && count < mostMoments; count++) {
    const moment = play.present;
    const { choice = -1, time } = policy(moment);
    const whole = choice >= 0 && moment.endsOnAction ? 1 : stepsOf(moment.duration, step);
    play.act({ choice, time: time ?? Number.NaN, elapsed: whole * step, responses });
    steps += moment.rest ? planner.plan(moment.duration, true).steps : whole;
  }
  if (play.present === null) return { steps, trials: play.trials };
  const share =
    description.trials === null
      ? play.present.time / description.maximumTime
      : Math.max(1, play.trials) / description.trials;
  return { steps: Math.ceil(steps / share), trials: Math.ceil(play.trials / share) };
}
