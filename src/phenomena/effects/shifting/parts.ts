import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

/** Set shifting in seven stages, with something done to the subjects. */
export function shiftingArm(label: string, treatment?: SessionArm["treatment"], within = false): SessionArm {
  return {
    label,
    task: { id: "set-shifting-v1", options: { onlyWithin: Number(within), chosenStays: 1 } },
    ...(treatment && { treatment }),
  };
}

/** Trials that stages took on average; NaN if there was none of them. */
export function trialsOf(trials: SubjectTrials, ...stages: readonly string[]): number {
  return average(stages.map((stage) => trials.where({ stage }).length || Number.NaN));
}

/** Trials to criterion of each of the seven stages; of reversals the mean as well. */
export const stageReadings: Readonly<Record<string, (trials: SubjectTrials) => number>> = {
  simple: (trials) => trialsOf(trials, "SD"),
  compound: (trials) => trialsOf(trials, "CD"),
  reversal: (trials) => trialsOf(trials, "REV1"),
  within: (trials) => trialsOf(trials, "ID"),
  between: (trials) => trialsOf(trials, "ED"),
  reversals: (trials) => trialsOf(trials, "REV1", "REV2", "REV3"),
};

/** The seven stages as places of a figure, with the readings there. */
export const stagePlaces = ["SD", "CD", "REV1", "ID", "ED"];
export const stageNames = ["simple", "compound", "reversal", "within", "between"];

/** Means of an arm at the stages of `stageNames`. */
export function stageCurve(arm: string): string[] {
  return stageNames.map((name) => `mean(${arm}.${name})`);
}

/** Trials of mice at the stages of `stagePlaces`; Nigro et al. 2025. */
export const publishedStages = {
  label: "24 mice",
  curve: 0,
  x: [0, 1, 2, 3, 4],
  y: [12, 7, 20, 10, 17],
  error: [1, 1, 1, 1, 1],
  source: "Nigro et al. 2025, doi 10.7554/eLife.105911",
};

/** Attention to dimensions that norepinephrine neither speeds nor resets. */
export const withoutNoradrenergicAttention = { parameters: { attentionAlpha: 0, attentionReset: 0 } };
/** Attention to dimensions that is not learned. */
export const withoutLearnedAttention = { parameters: { attentionEta: 0 } };
/** How the claim's "stimulus until choice" is taken where things can be touched. */
export const bowlStays =
  "The bowl that is dug in stays before the subject until the outcome is over, as in the paper's apparatus; the other one is gone with the choice.";
/** Loss of the serotonergic terminals in orbitofrontal cortex. */
export const orbitofrontalSerotoninLesion = {
  treatment: { manipulations: [{ fibreLesion: "dorsalRaphe", area: "orbitofrontalCortex" }] },
};

/** Difference of an arm from another, in their common standard deviation. */
export function standardised(reading: string, arm: string, control: string): string {
  return `(mean(${arm}.${reading}) - mean(${control}.${reading})) / sqrt((deviation(${arm}.${reading}) ^ 2 + deviation(${control}.${reading}) ^ 2) / 2)`;
}
