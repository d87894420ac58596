import { median } from "../math/statistics.ts";
import type { SubjectTrials } from "./subjectTrials.ts";
import type { MeasureDescription, MeasureName } from "./summary.ts";

/** Trials after a reversal that count as early. */
export const earlyTrials = 6;

/** A measure with the way it is computed from one subject's trials (NaN if it cannot be). */
interface Measure extends MeasureDescription {
  readonly of: (trials: SubjectTrials) => number;
}

const measures: readonly Measure[] = [
  {
    name: "accuracy",
    label: "Accuracy",
    unit: "1",
    doc: "Share of choices that were of the best option, over all trials with a choice.",
    of: (trials) => meanOver(trials.correct, () => true),
  },
  {
    name: "earlyAccuracy",
    label: "Accuracy, trials 1–6 after a reversal",
    unit: "1",
    doc: "Share of choices that were of the best option, over trials 1–6 of all blocks that begin with a reversal.",
    of: (trials) => meanOver(trials.correct, isEarly(trials)),
  },
  {
    name: "firstBlockAccuracy",
    label: "Accuracy before any reversal",
    unit: "1",
    doc: "Share of choices that were of the best option, over the first block (acquisition).",
    of: (trials) => meanOver(trials.correct, (trial) => trials.block[trial] === 0),
  },
  {
    name: "winStay",
    label: "Win-stay",
    unit: "1",
    doc: "Share of choices equal to the one before, after a reward; all consecutive trials, block borders included.",
    of: (trials) => stayShare(trials, true),
  },
  {
    name: "loseShift",
    label: "Lose-shift",
    unit: "1",
    doc: "Share of choices other than the one before, after no reward; all consecutive trials, block borders included.",
    of: (trials) => 1 - stayShare(trials, false),
  },
  {
    name: "perseveration",
    label: "Perseveration",
    unit: "1",
    doc: "Share of choices of the formerly best option, over trials 1–6 of all blocks that begin with a reversal.",
    of: (trials) => meanOver(choseFormer(trials), isEarly(trials)),
  },
  {
    name: "omissions",
    label: "Omissions",
    unit: "1",
    doc: "Share of trials without a choice, where the task asks for one.",
    of: ({ choice, asksForChoice }) =>
      asksForChoice ? choice.filter(Number.isNaN).length / choice.length : Number.NaN,
  },
  {
    name: "reactionTime",
    label: "Reaction time",
    unit: "s",
    doc: "Median time from cue to choice, over trials with a choice.",
    of: (trials) => median(trials.reactionTime.filter((_, trial) => !Number.isNaN(trials.choice[trial]!))),
  },
  {
    name: "conditionedResponse",
    label: "Conditioned response",
    unit: "1",
    doc: "Mean graded response to cues that are followed by reward, over the first block (before any extinction).",
    of: (trials) => cueResponse(trials, true),
  },
  {
    name: "unrewardedCueResponse",
    label: "Response to unrewarded cues",
    unit: "1",
    doc: "Mean graded response to cues that are never followed by reward, over the first block.",
    of: (trials) => cueResponse(trials, false),
  },
  {
    name: "discrimination",
    label: "Discrimination",
    unit: "1",
    doc: "Conditioned response minus response to unrewarded cues.",
    of: (trials) => cueResponse(trials, true) - cueResponse(trials, false),
  },
];

/** What each measure is, in order of tables. */
export const measureDescriptions: readonly MeasureDescription[] = measures.map(
  ({ of: _, ...description }) => description,
);

/** All measures of one subject; NaN where there are no trials to compute one from. */
export function subjectMeasures(trials: SubjectTrials): Readonly<Record<MeasureName, number>> {
  return Object.fromEntries(measures.map(({ name, of }) => [name, of(trials)] as const)) as Record<MeasureName, number>;
}

/** 1 if the formerly best option was taken, 0 if another, NaN for an omission or before any reversal. */
export function choseFormer({ choice, formerBest }: SubjectTrials): Float64Array {
  return choice.map((option, trial) => {
    const former = formerBest[trial]!;
    return Number.isNaN(option) || Number.isNaN(former) ? Number.NaN : Number(option === former);
  });
}

/** Mean graded response to the cues that are followed by reward (or never are) in the first block. */
function cueResponse({ block, cue, response, cueIsRewarded }: SubjectTrials, rewarded: boolean): number {
  return meanOver(
    response,
    (trial) => block[trial] === 0 && !Number.isNaN(cue[trial]!) && cueIsRewarded(cue[trial]!) === rewarded,
  );
}

function isEarly({ block, blocks, trialInBlock }: SubjectTrials): (trial: number) => boolean {
  return (trial) => trialInBlock[trial]! < earlyTrials && blocks[block[trial]!]!.reversal;
}

function meanOver(values: Float64Array, counts: (trial: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let trial = 0; trial < values.length; trial++) {
    const value = values[trial]!;
    if (Number.isNaN(value) || !counts(trial)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Share of stays after a reward (or after none), over consecutive trials of a session that both have a choice. */
function stayShare({ choice, outcome, block, blocks }: SubjectTrials, afterReward: boolean): number {
  let stays = 0;
  let count = 0;
  for (let trial = 1; trial < choice.length; trial++) {
    const previous = outcome[trial - 1]!;
    if (Number.isNaN(choice[trial]!) || Number.isNaN(choice[trial - 1]!) || Number.isNaN(previous)) continue;
    const own = blocks[block[trial]!]!;
    if (own.first && own.start === trial) continue;
    if (previous > 0 !== afterReward) continue;
    stays += Number(choice[trial] === choice[trial - 1]);
    count++;
  }
  return stays / count;
}
