import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, silentLocusCoeruleus } from "../conditioning/parts.ts";
import { group } from "../extinction/parts.ts";
import { withoutConvergence } from "./parts.ts";

/** In order of the schedule. */
const types = { a: 0, b: 1, ab: 3, ac: 4 };
const late = (type: number) => ({ stage: "training", equal: { type }, last: 10 });
const tested = (type: number) => ({ stage: "test", equal: { type }, first: 2 });

const responses = (name: "approach" | "freezing") => ({
  [`${name}A`]: (trials: SubjectTrials) => conditioned(trials, name, late(types.a)),
  [`${name}B`]: (trials: SubjectTrials) => conditioned(trials, name, late(types.b)),
  [`${name}AB`]: (trials: SubjectTrials) => conditioned(trials, name, tested(types.ab)),
  [`${name}AC`]: (trials: SubjectTrials) => conditioned(trials, name, tested(types.ac)),
});
const together = (arm: string, name: string): string =>
  `2 * mean(${arm}.${name}AB) / (mean(${arm}.${name}A) + mean(${arm}.${name}B))`;

/** Two cues of reward together promise more than one. */
export const summation: Effect = {
  id: "summation",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { reward: group("reward", "summation"), shock: group("shock", "aversive-summation") },
    windows: { cue: dopamineAfter("phase:cue") },
    readings: {
      ...responses("approach"),
      ...responses("freezing"),
      cueA: (trials) => trials.where(late(types.a)).mean("cue"),
      cueAB: (trials) => trials.where(tested(types.ab)).mean("cue"),
    },
  },
  remarks: [
    "Single cues are read in the last 10 trials of training, compounds in the first 2 of their 6 tests, which extinguish them.",
  ],
  measures: {
    sReward: { expression: together("reward", "approach"), unit: "1", doc: "Approach to AB over that to A and B." },
    sShock: { expression: together("shock", "freezing"), unit: "1", doc: "Freezing to AB over that to A and B." },
    s0Reward: {
      expression: "mean(reward.approachAC) / mean(reward.approachA)",
      unit: "1",
      doc: "Approach to AC over A.",
    },
    s0Shock: { expression: "mean(shock.freezingAC) / mean(shock.freezingA)", unit: "1", doc: "Freezing to AC over A." },
    dopamine: { expression: "mean(reward.cueAB) / mean(reward.cueA)", unit: "1", doc: "Dopamine at AB over A." },
  },
  criterion: [
    { text: "s+, reward", value: "sReward", low: 1.1, high: 2.1 },
    { text: "s+, shock", value: "sShock", low: 1.1, high: 2.1 },
    { text: "s0, reward", value: "s0Reward", low: 0.75, high: 1.1 },
    { text: "s0, shock", value: "s0Shock", low: 0.75, high: 1.1 },
  ],
  sideObservations: [
    {
      text: "DA response to AB >= that to A alone (ratio >= 1.05)",
      bands: [{ text: "AB/A", value: "dopamine", low: 1.05 }],
    },
  ],
  ablations: [
    {
      id: "no-convergence",
      mechanism: "convergence of cues on the same cells of value",
      must: "abolish",
      change: { parts: withoutConvergence },
      intact: [
        { text: "s+, reward", value: "sReward", low: 1.1 },
        { text: "s+, shock", value: "sShock", low: 1.1 },
      ],
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: { parts: silentLocusCoeruleus } },
  ],
  figure: {
    title: "Response to two cues",
    x: { label: "cues", unit: "1" },
    y: { label: "response", unit: "of one cue" },
    places: ["A", "AB", "AC"],
    curves: [
      { label: "this model, reward", x: [0, 1, 2], y: ["1", "sReward", "s0Reward"] },
      { label: "this model, shock", x: [0, 1, 2], y: ["1", "sShock", "s0Shock"] },
    ],
    published: [],
  },
};
