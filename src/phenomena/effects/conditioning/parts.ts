import type { SessionArm, TrialWindow } from "../../sessions.ts";
import { average, type SubjectTrials, type TrialChoice } from "../../subjectTrials.ts";

/** Dopamine cells, less the second half of the second before the trial. */
const firing = { variable: "ventralTegmentalArea.rate", baseline: [0.5, 1] as const };
/** Window in which responses of dopamine cells are read, s after the event. */
const response = { from: 0.08, to: 0.4 };

/** Change of dopamine cells' firing 80 to 400 ms after an event, or after a time that is counted from it, s. */
export function dopamineAfter(event: string, delay = 0): TrialWindow {
  return { ...firing, event, from: delay + response.from, to: delay + response.to };
}

/** Firing of dopamine cells before the trial. */
export const dopamineBefore: TrialWindow = {
  variable: "ventralTegmentalArea.rate",
  event: "trialStart",
  from: 0.5,
  to: 1,
};

/** Time of the least firing within 0.6 s after an event, s. */
export function leastDopamineAfter(event: string): TrialWindow {
  return { variable: "ventralTegmentalArea.rate", event, from: 0, to: 0.6, of: "timeOfMinimum" };
}

/** Time of the strongest firing within 0.6 s after an event, s. */
export function mostDopamineAfter(event: string): TrialWindow {
  return { variable: "ventralTegmentalArea.rate", event, from: 0, to: 0.6, of: "timeOfMaximum" };
}

/** Response in the second half of the cue less that before the trial. */
export function conditioned(trials: SubjectTrials, name: "approach" | "freezing", choice: TrialChoice): number {
  const own = trials.where(choice);
  const before = own.column(`${name}Before`);
  return average(own.column(name).map((value, place) => value - before[place]!));
}

/** Nuclei that never fire: a modulator is missing from the whole brain. */
export const silentLocusCoeruleus = { nuclei: { locusCoeruleus: { equations: "rate = 0" } } };
export const silentBasalForebrain = { nuclei: { basalForebrain: { equations: "rate = 0" } } };
export const silentDorsalRaphe = { nuclei: { dorsalRaphe: { equations: "rate = 0" } } };

/** Twenty rewards without any cue, to subjects who have met none before: dopamine's response to them is R0. */
export const unexpectedRewards: SessionArm = {
  label: "unexpected rewards",
  task: {
    id: "conditioning-v1",
    schedule: {
      cues: { A: { modality: "visual" } },
      trials: { "+": { outcomes: [{ at: 0 }] } },
      stages: [{ name: "unexpected", trials: { "+": 20 }, interval: [6, 12] }],
    },
  },
};

/** Of the trials of `unexpectedRewards`. */
export function naiveReward(trials: SubjectTrials): number {
  return trials.where({ stage: "unexpected" }).mean("reward");
}

/** Lesions that many effects must survive. */
export const hippocampalLesion = { treatment: { manipulations: [{ lesion: "hippocampus" }] } };
export const cholinergicLesion = { treatment: { manipulations: [{ lesion: "basalForebrain" }] } };

/** Dopamine cells from whose excitation by reward nothing that was expected is taken. */
export const withoutSubtraction = {
  nuclei: {
    ventralTegmentalArea: {
      equations: `
d averageReward/dt = (hypothalamus.gained - averageReward) / averageRewardTime
rate = max(0, 1 + tonicGain * averageReward + rewardBurst * (feedback * hypothalamus.gained + omissionGain * ventralStriatum.passing * positive(-ventralStriatum.value)) + cueBurst * ventralStriatum.cueTransient - habenulaDip * lateralHabenula.tegmental)
`,
    },
  },
};
