import type { Deed, Task, TrialRow } from "./task.ts";
import { type PresentMoment, TaskPlay } from "./taskPlay.ts";

/** What a policy does in a moment; what it leaves out it does not do. */
export interface Act {
  /** Place acted on (absent or −1: none). */
  readonly choice?: number;
  /** Time of the action from the moment's beginning, s; absent: not known. */
  readonly time?: number;
  /** Mean of each graded response, in the order of `world.responses` (absent: all 0). */
  readonly responses?: readonly number[];
}

/** A rule of behaviour: from what is met to what is done. */
export type Policy = (moment: PresentMoment) => Act;

/** A session that has been played. */
export interface PlayedSession {
  readonly moments: readonly PresentMoment[];
  /** What was done in each moment. */
  readonly deeds: readonly Deed[];
  /** Rows of the trials, every column of the description in each. */
  readonly rows: readonly TrialRow[];
  /** Number of the session (day) in which each trial ended. */
  readonly sessions: readonly number[];
}

/**
 * Plays a subject's session with a rule of behaviour in the brain's place: to test a task, or to compare with.
 *
 * A moment with `endsOnAction` ends at the time of the action, if that is known.
 *
 * @param who - Seed (whole number, 0 … 2⁵³ − 1) and number of the subject (0 … 2³² − 1).
 * @throws RangeError if the rule does what is not possible, Error if the task breaks its own description.
 */
export function runTask(
  task: Task,
  who: { readonly seed: number; readonly subject: number },
  policy: Policy,
): PlayedSession {
  const play = new TaskPlay(task, who.seed, who.subject);
  const moments: PresentMoment[] = [];
  const deeds: Deed[] = [];
  const rows: TrialRow[] = [];
  const sessions: number[] = [];
  for (let moment = play.present; moment !== null; moment = play.present) {
    const deed = deedOf(policy(moment), moment, task.description.world.responses.length);
    moments.push(moment);
    deeds.push(deed);
    const row = play.act(deed);
    if (!row) continue;
    rows.push(row);
    sessions.push(moment.session);
  }
  return { moments, deeds, rows, sessions };
}

function deedOf(
  { choice = -1, time = Number.NaN, responses }: Act,
  { duration, endsOnAction }: PresentMoment,
  count: number,
): Deed {
  if (choice >= 0 && (time <= 0 || time > duration)) {
    throw new RangeError(`an action at ${time} s is outside its moment of ${duration} s`);
  }
  return {
    choice,
    time: choice < 0 ? Number.NaN : time,
    elapsed: endsOnAction && choice >= 0 && time > 0 ? time : duration,
    responses: responses ?? Array.from({ length: count }, () => 0),
  };
}
