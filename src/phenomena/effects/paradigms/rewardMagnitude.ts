import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, silentLocusCoeruleus } from "../conditioning/parts.ts";
import { group } from "../extinction/parts.ts";

const sizes = { small: 0, middle: 1, large: 2 };
const amounts = [0.25, 0.5, 1];
const late = (type: number) => ({ stage: "training", equal: { type }, last: 10 });
const each = <Value>(of: (size: string, type: number) => readonly (readonly [string, Value])[]) =>
  Object.fromEntries(Object.entries(sizes).flatMap(([size, type]) => of(size, type)));

/** More reward: more dopamine at it and at what announces it, and more approach. */
export const rewardMagnitude: Effect = {
  id: "reward-magnitude",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      cued: group("three cues", "reward-magnitude"),
      free: group("without cues", "reward-magnitude-unsignalled"),
    },
    windows: { cue: dopamineAfter("phase:cue"), reward: dopamineAfter("phase:outcome") },
    readings: {
      ...each((size, type) => [
        [`${size}Cue`, (trials: SubjectTrials) => trials.where(late(type)).mean("cue")],
        [`${size}Approach`, (trials: SubjectTrials) => conditioned(trials, "approach", late(type))],
        [`${size}Reward`, (trials: SubjectTrials) => trials.where(late(type)).mean("reward")],
        [
          `${size}Free`,
          (trials: SubjectTrials) => trials.where({ stage: "unsignalled", equal: { type } }).mean("reward"),
        ],
      ]),
    },
  },
  remarks: ["Levels are those of the last 10 trials of a cue; rewards without cues are given to a group of their own."],
  measures: {
    ...each((size) => [
      [
        `${size}Cue`,
        { expression: `mean(cued.${size}Cue)`, unit: "1", doc: `Dopamine at the cue of the ${size} reward.` },
      ],
      [
        `${size}Free`,
        { expression: `mean(free.${size}Free)`, unit: "1", doc: `Dopamine at the ${size} reward without cue.` },
      ],
      [
        `${size}Left`,
        {
          expression: `mean(cued.${size}Reward) / mean(free.${size}Free)`,
          unit: "1",
          doc: `Dopamine at the ${size} reward, predicted over not.`,
        },
      ],
    ]),
    A: {
      expression: "mean(cued.largeCue) / mean(cued.smallCue)",
      unit: "1",
      doc: "Dopamine at the cue, large over small.",
    },
    V: {
      expression: "mean(cued.largeApproach) / mean(cued.smallApproach)",
      unit: "1",
      doc: "Approach, large over small.",
    },
  },
  criterion: [
    { text: "A_1 > A_0.5", value: "largeCue > middleCue", low: 1 },
    { text: "A_0.5 > A_0.25", value: "middleCue > smallCue", low: 1 },
    { text: "A_1/A_0.25", value: "A", low: 1.5, high: 6 },
    { text: "V_1/V_0.25", value: "V", low: 1.2, high: 6 },
  ],
  sideObservations: [
    {
      text: "unpredicted rewards of the three sizes evoke DA in the same order",
      bands: [
        { text: "large > middle", value: "largeFree > middleFree", low: 1 },
        { text: "middle > small", value: "middleFree > smallFree", low: 1 },
      ],
    },
    {
      text: "predicted reward responses <= 0.35 of unpredicted ones for every size",
      bands: Object.keys(sizes).map((size) => ({ text: size, value: `${size}Left`, high: 0.35 })),
    },
  ],
  ablations: [
    {
      id: "dopamine-at-rest",
      mechanism: "phasic dopamine's gating of plasticity",
      must: "abolish",
      change: { frozen: ["dopamine"] },
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: { parts: silentLocusCoeruleus } },
  ],
  figure: {
    title: "Dopamine by size of reward",
    x: { label: "reward", unit: "1" },
    y: { label: "change of dopamine cells' firing", unit: "of tonic" },
    curves: [
      { label: "this model, cue", x: amounts, y: ["smallCue", "middleCue", "largeCue"] },
      { label: "this model, reward without cue", x: amounts, y: ["smallFree", "middleFree", "largeFree"] },
    ],
    published: [],
  },
};
