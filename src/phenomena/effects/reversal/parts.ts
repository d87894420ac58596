import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

/** Number of choices that were wrong; trials without a choice are none. */
export function errorCount(trials: SubjectTrials): number {
  return trials.filter(({ correct }) => correct === 0).length;
}

/**
 * Errors made while a rule is still followed that holds no longer: those in blocks of ten choices of which at most two
 * in ten are right (after Jones and Mishkin 1972). What is left at the end is judged by the same share.
 */
export function perseverativeErrors(trials: SubjectTrials): number {
  const chosen = trials.column("correct").filter((right) => !Number.isNaN(right));
  let count = 0;
  for (let from = 0; from < chosen.length; from += 10) {
    const block = chosen.slice(from, from + 10);
    const right = total(block);
    if (right <= 0.2 * block.length) count += block.length - right;
  }
  return count;
}

/** Errors before the first three right choices in a row. */
export function errorsBeforeRun(trials: SubjectTrials): number {
  const chosen = trials.column("correct").filter((right) => !Number.isNaN(right));
  const run = chosen.findIndex((right, place) => place >= 2 && right + chosen[place - 1]! + chosen[place - 2]! === 3);
  const before = chosen.slice(0, run < 0 ? chosen.length : run);
  return before.length - total(before);
}

/** Sum of a reading over the stages reversal 1 to n. */
export function overReversals(reversals: number, of: (trials: SubjectTrials) => number) {
  return (trials: SubjectTrials): number =>
    total(Array.from({ length: reversals }, (_, place) => of(trials.where({ stage: `reversal ${place + 1}` }))));
}

/** Share of trials of some stages without a choice. */
export function omissionShare(trials: SubjectTrials): number {
  return average(trials.column("choice").map((choice) => Number(Number.isNaN(choice))));
}

/**
 * Probability of staying with a choice after a reward, or of leaving it without one, over consecutive trials with a
 * choice; NaN if there are none.
 */
export function repetition(trials: SubjectTrials, outcome: "win" | "loss"): number {
  const choices = trials.column("choice");
  const outcomes = trials.column("outcome");
  const stays: number[] = [];
  for (let place = 1; place < choices.length; place++) {
    const [before, now] = [choices[place - 1]!, choices[place]!];
    if (Number.isNaN(before) || Number.isNaN(now) || outcomes[place - 1]! > 0 !== (outcome === "win")) continue;
    stays.push(Number(before === now));
  }
  return average(stays);
}

/** Loss of a nucleus' terminals in an area. */
export function depleted(fibreLesion: string, area: string, share = 0.9): NonNullable<SessionArm["treatment"]> {
  return { manipulations: [{ fibreLesion, area, share }] };
}

/** Indirect pathway in which a dip of dopamine potentiates nothing. */
export const withoutDips = {
  projections: Object.fromEntries(
    ["sensoryToD2", "placeToD2", "historyToD2"].map((name) => [
      name,
      { modulation: { up: { effect: "gain", unit: "1", expression: "0 * dorsalStriatum.theta2" } } },
    ]),
  ),
};

/** Striatal plasticity of choice without dopamine: no weight of the two pathways changes. */
export const withoutStriatalLearning = { parameters: { striatalEta: 0, placeEta: 0, historyEta: 0 } };

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
