import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { orbitofrontalLesion } from "../lesions.ts";
import { interaction, mainEffect, stayReadings } from "./twoStepParts.ts";

const task: SessionArm["task"] = { id: "two-step-v1", options: { trials: 200 } };
/** Two traits of which each moves one parameter by so much for each standard deviation, or not at all. */
const traits = (compulsivity: number, anxiousDepression: number): NonNullable<SessionArm["treatment"]> => ({
  manipulations: [
    { trait: "compulsivity", parameters: { stateGain: compulsivity } },
    { trait: "anxiousDepression", parameters: { rewardBurst: anxiousDepression } },
  ],
});

/** Slope over subjects of something on the trait, of its mean. The trait is read from the parameter that it moves. */
function slope(of: string, arm: string, parameter: string, perUnit: number): string {
  const z = `((${arm}.${parameter} / control.${parameter} - 1) / ${perUnit})`;
  const y = `(${of})`;
  return `(mean(${y} * ${z}) - mean(${y}) * mean(${z})) / (mean(${z} ^ 2) - mean(${z}) ^ 2) / mean(${y})`;
}

const measure = (expression: string, doc: string) => ({ expression, unit: "1", doc });

/** The more compulsive, the less the map of transitions counts; repetition of reward is untouched. */
export const compulsivityModelBased: Effect = {
  id: "compulsivity-model-based",
  protocol: {
    kind: "sessions",
    subjects: 500,
    arms: {
      control: { label: "without the traits", task, treatment: traits(0, 0) },
      compulsive: { label: "compulsivity", task, treatment: traits(-0.12, 0) },
      anxious: { label: "anxious depression", task, treatment: traits(0, -0.1) },
    },
    windows: {
      state: { variable: "stateGain", event: "trialStart", from: 0, to: 0.1 },
      reward: { variable: "rewardBurst", event: "trialStart", from: 0, to: 0.1 },
    },
    readings: {
      ...stayReadings,
      state: (trials) => trials.where({ last: 1 }).mean("state"),
      reward: (trials) => trials.where({ last: 1 }).mean("reward"),
      reactionTime: (trials) => trials.where({ stage: "test" }).mean("secondReactionTime"),
    },
  },
  remarks: [
    "The brain has no transition map yet: the trait moves the gain of its orbitofrontal expectations at choice instead, the nearest weight of what is not cached. A trait's factor has the floor 0, not 0.2.",
    "Slopes are those of the differences in staying of each subject (main effect, interaction) on the trait, of their mean: a linear regression over subjects instead of a mixed logistic one.",
    "The preset of anxious depression moves the drive of dopamine cells by reward. Reaction time: regression on the trait, change by one standard deviation.",
  ],
  measures: {
    bInt: measure(
      slope(interaction("compulsive"), "compulsive", "state", -0.12),
      "Slope of the interaction on compulsivity, of its mean.",
    ),
    bMain: measure(
      slope(mainEffect("compulsive"), "compulsive", "state", -0.12),
      "Slope of the main effect of reward on compulsivity, of its mean.",
    ),
    bAnxious: measure(
      slope(interaction("anxious"), "anxious", "reward", -0.1),
      "Slope of the interaction on anxious depression, of its mean.",
    ),
    reactionTime: measure(
      slope("compulsive.reactionTime", "compulsive", "state", -0.12),
      "Slope of the second reaction time on compulsivity, of its mean.",
    ),
  },
  criterion: [
    { text: "b_int", value: "bInt", low: -0.4, high: -0.04 },
    { text: "|b_main|", value: "abs(bMain)", high: 0.08 },
    { text: "b_main - b_int", value: "bMain - bInt", low: 0.03 },
  ],
  sideObservations: [
    {
      text: "second trait (anxious-depression preset: reward drive x(1-0.1 z)) has |slope on interaction| < half of the above",
      bands: [{ text: "of compulsivity's", value: "abs(bAnxious) / abs(bInt)", high: 0.5 }],
    },
    {
      text: "stage-2 RT unchanged within 5 %",
      bands: [{ text: "reaction time", value: "abs(reactionTime)", high: 0.05 }],
    },
  ],
  ablations: [
    {
      id: "no-transition-map",
      mechanism: "what of the orbitofrontal cortex could hold the map of transitions",
      must: "abolish",
      change: orbitofrontalLesion,
      intact: [{ text: "b_int", value: "bInt", low: -0.4, high: -0.04 }],
    },
    {
      id: "no-habit-learning",
      mechanism: "striatal learning of places",
      must: "spare",
      change: { parameters: { placeEta: 0 } },
    },
  ],
  figure: {
    title: "Slopes on the trait",
    x: { label: "effect", unit: "1" },
    y: { label: "slope", unit: "of the mean effect" },
    places: ["reward × transition", "reward"],
    curves: [{ label: "compulsivity, this model", x: [0, 1], y: ["bInt", "bMain"] }],
    published: [],
  },
};
