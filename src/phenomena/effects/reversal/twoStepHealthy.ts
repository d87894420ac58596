import type { Effect } from "../../effect.ts";
import { amygdalaLesion, orbitofrontalLesion } from "../lesions.ts";
import { withoutStriatalLearning } from "./parts.ts";
import { interaction, mainEffect, stayProbability, stayReadings } from "./twoStepParts.ts";

const mean = (expression: string, doc: string) => ({ expression: `mean(${expression})`, unit: "1", doc });

/** A reward makes one repeat what led to it, the more so if the way was the usual one. */
export const twoStepHealthy: Effect = {
  id: "two-step-healthy",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: { label: "two steps", task: { id: "two-step-v1" } } },
    windows: {},
    readings: { ...stayReadings, stay: (trials) => stayProbability(trials) },
  },
  remarks: [
    "Stay probabilities are over trials with both choices made. The brain has no transition map yet: its orbitofrontal states stand for it in the ablation.",
  ],
  measures: {
    main: mean(mainEffect("all"), "Rise of staying by reward."),
    inter: mean(interaction("all"), "How much more reward makes stay after usual than after rare transitions."),
    rewardedCommon: mean("all.rewardedCommon", "Staying after reward and a usual transition."),
    rewardedRare: mean("all.rewardedRare", "Staying after reward and a rare transition."),
    unrewardedCommon: mean("all.unrewardedCommon", "Staying after no reward and a usual transition."),
    unrewardedRare: mean("all.unrewardedRare", "Staying after no reward and a rare transition."),
    stay: mean("all.stay", "Staying in general."),
    transition: mean(
      "(all.rewardedCommon + all.unrewardedCommon - all.rewardedRare - all.unrewardedRare) / 2",
      "Rise of staying by a usual transition.",
    ),
  },
  criterion: [
    { text: "main", value: "main", low: 0.04, high: 0.28 },
    { text: "inter", value: "inter", low: 0.05, high: 0.45 },
    { text: "p(1,c) > p(1,r)", value: "rewardedCommon - rewardedRare", low: Number.EPSILON },
    { text: "p(0,r) > p(0,c)", value: "unrewardedRare - unrewardedCommon", low: Number.EPSILON },
  ],
  sideObservations: [
    { text: "overall stay probability 0.65-0.85", bands: [{ text: "stay", value: "stay", low: 0.65, high: 0.85 }] },
    {
      text: "main effect of transition alone |.| <= 0.06",
      bands: [{ text: "transition", value: "abs(transition)", high: 0.06 }],
    },
  ],
  ablations: [
    {
      id: "no-transition-map",
      mechanism: "what of the orbitofrontal cortex could hold the map of transitions",
      must: "abolish",
      change: orbitofrontalLesion,
      intact: [{ text: "inter", value: "inter", low: 0.05 }],
    },
    {
      id: "no-striatal-learning",
      mechanism: "striatal learning from prediction errors",
      must: "abolish",
      change: withoutStriatalLearning,
      intact: [{ text: "main", value: "main", low: 0.04 }],
    },
    { id: "amygdala-lesion", mechanism: "amygdala", must: "spare", change: amygdalaLesion },
  ],
  figure: {
    title: "Staying with the first choice",
    x: { label: "trial before", unit: "1" },
    y: { label: "probability of staying", unit: "1" },
    places: ["reward, usual", "reward, rare", "none, usual", "none, rare"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["rewardedCommon", "rewardedRare", "unrewardedCommon", "unrewardedRare"],
      },
    ],
    published: [
      {
        label: "people, Wyckmans et al. 2019",
        curve: 0,
        x: [0, 1, 2, 3],
        y: [0.879, 0.789, 0.698, 0.739],
        source: "mean of the public raw data, n = 82, patients and controls together",
      },
    ],
  },
};
