import type { Effect } from "../../effect.ts";
import type { TrialChoice } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, naiveReward, unexpectedRewards, withoutSubtraction } from "./parts.ts";

/** In order of the schedule. */
const types = { rewardedA: 0, rewardedAX: 1, rewardedBY: 2, unrewardedB: 3, x: 4, y: 5 };
const test = (type: number): TrialChoice => ({ stage: "test", equal: { type } });

const interval = [8, 12];
const shown = (...cues: readonly string[]) => ({ cues: cues.map((cue) => ({ cue, until: 1.5 })) });
const rewarded = (...cues: readonly string[]) => ({ ...shown(...cues), outcomes: [{ at: 1.5 }] });
const sharing = (own: string, shared: string) => ({
  modality: "visual",
  features: { [own]: Math.SQRT1_2, [shared]: Math.SQRT1_2 },
});

/** The published schedule with cues of one sense; those of a compound have half of their features in common. */
const alike = {
  cues: { A: sharing("a", "ax"), X: sharing("x", "ax"), B: sharing("b", "by"), Y: sharing("y", "by") },
  trials: {
    "A+": rewarded("A"),
    "AX+": rewarded("A", "X"),
    "BY+": rewarded("B", "Y"),
    "B-": shown("B"),
    X: shown("X"),
    Y: shown("Y"),
  },
  stages: [
    { name: "training", trials: { "A+": 80, "B-": 80 }, interval },
    { name: "compound", trials: { "AX+": 40, "BY+": 40, "A+": 20, "B-": 20 }, interval },
    { name: "test", trials: { X: 10, Y: 10, "AX+": 10, "BY+": 10, "A+": 10, "B-": 10 }, interval },
  ],
};

/** What is added to a cue that already predicts the reward gains little. */
export const daBlocking: Effect = {
  id: "da-blocking",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: { label: "two senses", task: { id: "conditioning-v1", schedule: "blocking" } },
      alike: { label: "half of the features in common", task: { id: "conditioning-v1", schedule: alike } },
      unexpected: unexpectedRewards,
    },
    windows: { cue: dopamineAfter("phase:cue"), reward: dopamineAfter("phase:outcome") },
    readings: {
      naive: naiveReward,
      dopamineX: (trials) => trials.where(test(types.x)).mean("cue"),
      dopamineY: (trials) => trials.where(test(types.y)).mean("cue"),
      approachX: (trials) => conditioned(trials, "approach", test(types.x)),
      approachY: (trials) => conditioned(trials, "approach", test(types.y)),
      approachA: (trials) => conditioned(trials, "approach", test(types.rewardedA)),
      dopamineA: (trials) => trials.where(test(types.rewardedA)).mean("cue"),
      approachBefore: (trials) =>
        conditioned(trials, "approach", { stage: "training", equal: { type: types.rewardedA }, last: 20 }),
      dopamineBefore: (trials) =>
        trials.where({ stage: "training", equal: { type: types.rewardedA }, last: 20 }).mean("cue"),
      rewardAX: (trials) => trials.where({ stage: "compound", equal: { type: types.rewardedAX } }).mean("reward"),
      rewardBY: (trials) =>
        trials.where({ stage: "compound", equal: { type: types.rewardedBY }, first: 5 }).mean("reward"),
    },
  },
  remarks: [
    "The response to unexpected rewards is that of the same subjects before any training, 20 rewards. Early BY+ trials are the first 5.",
    "For the greater overlap all cues are visual and A shares half of its features with X, B with Y; roles are not counterbalanced there, since each cue has its own partner.",
    "The response to A is compared between the last 20 A+ trials of stage 1 and the 10 of the test.",
  ],
  measures: {
    bDA: {
      expression: "mean(all.dopamineX) / mean(all.dopamineY)",
      unit: "1",
      doc: "Dopamine response to the blocked cue over the control.",
    },
    bCR: {
      expression: "mean(all.approachX) / mean(all.approachY)",
      unit: "1",
      doc: "Conditioned response to the blocked cue over the control.",
    },
    yA: {
      expression: "mean(all.approachY) / mean(all.approachA)",
      unit: "1",
      doc: "Conditioned response to the control cue over that to A.",
    },
    alike: {
      expression: "mean(alike.approachX) / mean(alike.approachY)",
      unit: "1",
      doc: "bCR where the cues of a compound are alike.",
    },
    rewardAX: {
      expression: "mean(all.rewardAX) / mean(unexpected.naive)",
      unit: "1",
      doc: "Response to the reward after AX, of that to an unexpected one.",
    },
    rewardBY: {
      expression: "mean(all.rewardBY) / mean(unexpected.naive)",
      unit: "1",
      doc: "Response to the reward after BY on the first trials.",
    },
    approachA: {
      expression: "mean(all.approachA) / mean(all.approachBefore)",
      unit: "1",
      doc: "Conditioned response to A after over before stage 2.",
    },
    dopamineA: {
      expression: "mean(all.dopamineA) / mean(all.dopamineBefore)",
      unit: "1",
      doc: "Dopamine response to A after over before stage 2.",
    },
  },
  criterion: [
    { text: "bCR", value: "bCR", low: 0, high: 0.5 },
    { text: "bDA", value: "bDA", low: -0.2, high: 0.5 },
    { text: "yA", value: "yA", low: 0.4 },
  ],
  sideObservations: [
    {
      text: "Raising the input overlap of A and X to 50 % (same modality) must weaken blocking (bCR rises by >= 0.15)",
      bands: [{ text: "rise of bCR", value: "alike - bCR", low: 0.15 }],
    },
    {
      text: "US response on AX+ trials <= 0.3 R0, on early BY+ trials >= 0.5 R0",
      bands: [
        { text: "AX+", value: "rewardAX", high: 0.3 },
        { text: "BY+", value: "rewardBY", low: 0.5 },
      ],
    },
    {
      text: "Response to A unchanged (+-15 %) by stage 2",
      bands: [
        { text: "CR to A", value: "approachA", low: 0.85, high: 1.15 },
        { text: "DA to A", value: "dopamineA", low: 0.85, high: 1.15 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-subtraction",
      mechanism: "subtraction of what is expected from the drive of dopamine cells by reward",
      must: "abolish",
      change: { parts: withoutSubtraction },
    },
    {
      id: "hippocampal-acetylcholine",
      mechanism: "cholinergic input to the hippocampus",
      must: "spare",
      change: { treatment: { manipulations: [{ fibreLesion: "basalForebrain", area: "hippocampus" }] } },
    },
  ],
  figure: {
    title: "Blocked and control cue",
    x: { label: "cue", unit: "1" },
    y: { label: "response", unit: "of response to A" },
    places: ["X, blocked", "Y, control"],
    curves: [
      {
        label: "conditioned response",
        x: [0, 1],
        y: ["mean(all.approachX) / mean(all.approachA)", "yA"],
      },
      {
        label: "dopamine cells",
        x: [0, 1],
        y: ["mean(all.dopamineX) / mean(all.dopamineA)", "mean(all.dopamineY) / mean(all.dopamineA)"],
      },
    ],
    published: [],
  },
};
