import type { ConditionedWorld } from "./conditionedWorld.ts";
import type { TrialType } from "./schedule.ts";

/** A stretch of a trial in which nothing changes. */
export interface Stretch {
  readonly phase: "before" | "cue" | "trace" | "outcome" | "after";
  /** s from the trial's zero (that of the schedule's times). */
  readonly start: number;
  readonly duration: number;
  readonly objects: Float32Array | null;
  /** Which of the type's outcomes are due in it. */
  readonly outcomes: readonly number[];
  /** An outcome is due at its beginning. */
  readonly outcomeStarts: boolean;
  readonly marks: readonly string[];
  /** In the cue (from the first onset to the last offset before an outcome), and in its second half. */
  readonly inCue: boolean;
  readonly inLateCue: boolean;
}

const grain = 0.02;
const defaultOutcomeDuration = 0.2;

/**
 * Cuts a type of trial where something changes.
 *
 * @param roles - Which cue stands for which in this subject.
 * @param before - Time with the context alone before the trial's zero, s.
 * @param after - Time awake after the last event, s.
 */
export function timeLine(
  { world, cues }: ConditionedWorld,
  type: TrialType,
  roles: ReadonlyMap<string, string>,
  { before, after }: { readonly before: number; readonly after: number },
): readonly Stretch[] {
  const shown = (type.cues ?? []).map(({ cue, from = 0, until, strength = 1 }) => ({
    cue,
    code: cues[roles.get(cue) ?? cue]!.map((value) => value * strength),
    from: steps(from),
    until: steps(until),
  }));
  const given = (type.outcomes ?? []).map(({ at, duration = defaultOutcomeDuration }) => ({
    from: steps(at),
    until: steps(at) + Math.max(1, steps(duration)),
  }));
  const marks = (type.marks ?? []).map(({ name, at }) => ({ name, at: steps(at) }));
  const cueStart = Math.min(...shown.map(({ from }) => from));
  const cueEnd = Math.max(...shown.map(({ until }) => until));
  const cueHalf = shown.length === 0 ? 0 : Math.floor((cueStart + cueEnd) / 2);
  const last = Math.max(0, ...[...shown, ...given].map(({ until }) => until), ...marks.map(({ at }) => at));
  const end = last + steps(after);
  const borders = new Set([-steps(before), 0, end, cueHalf]);
  for (const { from, until } of [...shown, ...given]) borders.add(from).add(until);
  for (const { at } of marks) borders.add(at);
  const cuts = [...borders].sort((a, b) => a - b);

  return cuts.slice(0, -1).map((start, index) => {
    const on = shown.filter(({ from, until }) => from <= start && start < until);
    const outcomes = [...given.keys()].filter((number) => given[number]!.from <= start && start < given[number]!.until);
    const inCue = shown.length > 0 && cueStart <= start && start < cueEnd && !given.some(({ from }) => from <= start);
    const objects = on.length === 0 ? null : new Float32Array(world.places * world.features.length);
    for (const { code } of on) {
      code.forEach((value, feature) => {
        objects![feature] = Math.min(1, objects![feature]! + value);
      });
    }
    return {
      phase: phaseAt(
        start,
        on.length > 0,
        outcomes.length > 0,
        last,
        shown.some(({ until }) => until <= start),
      ),
      start: start * grain,
      duration: (cuts[index + 1]! - start) * grain,
      objects,
      outcomes,
      outcomeStarts: given.some(({ from }) => from === start),
      marks: [
        ...shown.filter(({ from }) => from === start).map(({ cue }) => cue),
        ...marks.filter(({ at }) => at === start).map(({ name }) => name),
        ...(start === last ? ["after"] : []),
      ],
      inCue,
      inLateCue: inCue && start >= cueHalf,
    };
  });
}

function phaseAt(start: number, cue: boolean, outcome: boolean, last: number, ended: boolean): Stretch["phase"] {
  if (outcome) return "outcome";
  if (cue) return "cue";
  if (start < 0) return "before";
  if (start >= last) return "after";
  return ended ? "trace" : "before";
}

function steps(time: number): number {
  return Math.round(time / grain);
}
