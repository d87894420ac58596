import { option } from "../defineTask.ts";
import { drawTime, wholeSteps } from "../draws.ts";
import type { SessionLog } from "../sessionLog.ts";
import type { Deed, Moment, Phase, TaskOption, TrialRow } from "../task.ts";
import type { TaskRandom } from "../taskRandom.ts";

/** Times of a trial in which something is chosen, s. */
export interface ChoiceTimes {
  readonly responseWindow: number;
  readonly delay: number;
  readonly outcomeDuration: number;
  readonly interval: number;
}

/** Options for the times of a trial, with these defaults. */
export function choiceTimeOptions(times: ChoiceTimes): Readonly<Record<keyof ChoiceTimes, TaskOption>> {
  return {
    responseWindow: option(
      times.responseWindow,
      0.1,
      60,
      "Time in which something can be chosen, s; a choice ends it.",
    ),
    delay: option(times.delay, 0, 60, "Time between choice and outcome, s."),
    outcomeDuration: option(times.outcomeDuration, 0.02, 60, "Time that the outcome is perceived, s."),
    interval: option(times.interval, 0.02, 600, "Time from outcome to the next trial, s."),
  };
}

/** The phases of such a trial. */
export function choicePhases(times: ChoiceTimes): Phase[] {
  return [
    { name: "cue", doc: "Options are shown until one is taken.", duration: times.responseWindow, awaitsAction: true },
    ...(times.delay > 0 ? [{ name: "delay", doc: "Between choice and outcome.", duration: times.delay }] : []),
    { name: "outcome", doc: "The outcome or its absence is perceived.", duration: times.outcomeDuration },
    { name: "interval", doc: "Between trials.", duration: times.interval, rest: true },
  ];
}

/** Hours offline between sessions. */
export const pausePhase: Phase = {
  name: "pause",
  doc: "Hours offline between sessions.",
  duration: 86_400,
  rest: true,
};

/** Longest time that such a trial can take, s. */
export function longestTrial(times: ChoiceTimes): number {
  return times.responseWindow + times.delay + times.outcomeDuration + times.interval + 0.2;
}

/** Shows options; the moment ends when one is taken. */
export function* offer(
  log: SessionLog,
  times: Pick<ChoiceTimes, "responseWindow">,
  moment: Pick<Moment, "objects" | "available"> & Partial<Moment>,
): Generator<Moment, Deed, Deed> {
  return yield* log.show({ phase: "cue", duration: times.responseWindow, endsOnAction: true, ...moment });
}

/** Delay, then an outcome that is perceived even if it is nothing. */
export function* deliver(
  log: SessionLog,
  times: Pick<ChoiceTimes, "delay" | "outcomeDuration">,
  outcome: Float32Array,
  shown: Pick<Moment, "objects" | "marks"> = {},
): Generator<Moment, void, Deed> {
  if (times.delay > 0) yield* log.show({ phase: "delay", duration: times.delay });
  yield* log.show({ phase: "outcome", duration: times.outcomeDuration, outcome, feedback: true, ...shown });
}

/** Rest between trials. */
export function* rest(log: SessionLog, duration: number, phase = "interval"): Generator<Moment, void, Deed> {
  yield* log.show({ phase, duration: wholeSteps(duration), rest: true });
}

/** An interval drawn uniformly between two limits, s. */
export function* drawnRest(
  log: SessionLog,
  random: TaskRandom,
  limits: readonly [number, number],
  stream: number,
): Generator<Moment, void, Deed> {
  yield* rest(log, drawTime(random, limits, stream, log.trial));
}

/** Hours offline, after which another session begins. */
export function* pause(log: SessionLog, duration: number): Generator<Moment, void, Deed> {
  yield* log.show({ phase: "pause", duration, rest: true });
}

/**
 * The common columns of a choice.
 *
 * @param best - Whether the place acted on was a best one; absent if no option is better.
 */
export function choiceRow({ choice, time }: Deed, outcome: number, best?: boolean): TrialRow {
  if (choice < 0) return { outcome };
  return { choice, reactionTime: time, outcome, ...(best !== undefined && { correct: Number(best) }) };
}
