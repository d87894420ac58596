import type { SubjectTrials } from "../../subjectTrials.ts";
import { average } from "../../subjectTrials.ts";

/** Of the trial before. */
export interface StayCondition {
  readonly rewarded?: number;
  readonly common?: number;
}

/** How often the first choice of a two-step trial is repeated, by what happened on the trial before. */
export function stayProbability(trials: SubjectTrials, { rewarded, common }: StayCondition = {}): number {
  const own = trials.where({ stage: "test" });
  const [choices, outcomes, transitions, second] = [
    own.column("choice"),
    own.column("outcome"),
    own.column("common"),
    own.column("secondChoice"),
  ];
  const stays: number[] = [];
  for (let place = 1; place < choices.length; place++) {
    if ([choices[place - 1], choices[place], second[place - 1]].some((value) => Number.isNaN(value))) continue;
    if (rewarded !== undefined && Number(outcomes[place - 1]! > 0) !== rewarded) continue;
    if (common !== undefined && transitions[place - 1] !== common) continue;
    stays.push(Number(choices[place] === choices[place - 1]));
  }
  return average(stays);
}

/** Stay probabilities by reward and transition: readings `rewardedCommon` and so on. */
export const stayReadings = {
  rewardedCommon: (trials: SubjectTrials) => stayProbability(trials, { rewarded: 1, common: 1 }),
  rewardedRare: (trials: SubjectTrials) => stayProbability(trials, { rewarded: 1, common: 0 }),
  unrewardedCommon: (trials: SubjectTrials) => stayProbability(trials, { rewarded: 0, common: 1 }),
  unrewardedRare: (trials: SubjectTrials) => stayProbability(trials, { rewarded: 0, common: 0 }),
};

/** Main effect of reward of an arm: expression of `stayReadings`, a value a subject. */
export const mainEffect = (arm: string): string =>
  `(${arm}.rewardedCommon + ${arm}.rewardedRare - ${arm}.unrewardedCommon - ${arm}.unrewardedRare) / 2`;

/** Interaction of reward and transition. */
export const interaction = (arm: string): string =>
  `(${arm}.rewardedCommon - ${arm}.rewardedRare - ${arm}.unrewardedCommon + ${arm}.unrewardedRare)`;
