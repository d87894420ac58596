import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";

/** Sessions of six minutes instead of thirty, tests of one instead of five. */
const timeScale = 0.2;
/** Synapses that bring stimuli to the neurons that start actions: what the dorsolateral striatum learns by. */
const stimulusResponse = ["sensoryToD1", "sensoryToD2", "placeToD1", "placeToD2", "historyToD1", "historyToD2"];
const dorsolateral = { manipulations: [{ fibreLesion: stimulusResponse }] };
const dorsolateralDopamine = {
  manipulations: [{ fibreLesion: "ventralTegmentalArea", area: "dorsalStriatum", share: 0.85 }],
};
/** Neurons that expect the outcome of an action. */
const dorsomedial = { manipulations: [{ lesion: "dorsalStriatum.goal" }] };

/** A group that is tested with the outcome valued, and one that is tested with it devalued. */
function groups(
  name: string,
  label: string,
  training: "interval-long" | "ratio-short",
  treatment?: SessionArm["treatment"],
): Record<string, SessionArm> {
  return Object.fromEntries(
    ["valued", "devalued"].map((value) => [
      `${name}${value === "valued" ? "Valued" : "Devalued"}`,
      {
        label: `${label}, ${value}`,
        task: { id: "free-operant-v1", schedule: `habit-${training}-${value}`, options: { timeScale } },
        ...(treatment && { treatment }),
      },
    ]),
  );
}

/** Presses in all sessions of a stage. */
function presses(trials: SubjectTrials, stage: string): number {
  return trials
    .where({ stage })
    .column("presses0")
    .reduce((sum, count) => sum + count, 0);
}

const left = (name: string): string => `mean(${name}Devalued.test) / mean(${name}Valued.test)`;

/** What is pressed for long at intervals is pressed on when its outcome is worth nothing, by the dorsolateral striatum. */
export const habitOvertraining: Effect = {
  id: "habit-overtraining",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      ...groups("sham", "interval, sham", "interval-long"),
      ...groups("dorsolateral", "interval, dorsolateral lesion", "interval-long", dorsolateral),
      ...groups("dopamine", "interval, dorsolateral dopamine lost", "interval-long", dorsolateralDopamine),
      ...groups("ratio", "ratio, sham", "ratio-short"),
      ...groups("dorsomedial", "ratio, dorsomedial lesion", "ratio-short", dorsomedial),
    },
    windows: {},
    readings: {
      test: (trials) => presses(trials, "test"),
      training: (trials) => presses(trials, "training"),
    },
  },
  remarks: [
    "Sessions last six minutes and tests one, a fifth of the claim's, so that a session's rewards are fewer by as much.",
    "The outcome is devalued by satiety, its need a tenth; the brain has no learned aversion to an outcome.",
    "The brain has one dorsal striatum: its dorsolateral part is taken to be the synapses of stimuli, places and the last choice on D1 and D2 neurons, its dorsomedial part the neurons that expect an outcome; dopamine terminals are lost in all of it.",
    "No free consumption is in the task, and no cued presses with half of the rewards: the second and third side observations are not judged.",
  ],
  measures: {
    sham: { expression: left("sham"), unit: "1", doc: "S, interval, sham." },
    dorsolateral: { expression: left("dorsolateral"), unit: "1", doc: "S, interval, dorsolateral lesion." },
    dopamine: { expression: left("dopamine"), unit: "1", doc: "S, interval, dopamine lost." },
    ratio: { expression: left("ratio"), unit: "1", doc: "S, ratio, sham." },
    dorsomedial: { expression: left("dorsomedial"), unit: "1", doc: "S, ratio, dorsomedial lesion." },
    training: {
      expression:
        "(mean(dorsolateralValued.training) + mean(dorsolateralDevalued.training)) / (mean(shamValued.training) + mean(shamDevalued.training))",
      unit: "1",
      doc: "Presses in training, dorsolateral lesion over sham.",
    },
  },
  criterion: [
    { text: "interval: S_sham", value: "sham", low: 0.75, high: 1.25 },
    { text: "interval: S_DLS", value: "dorsolateral", high: 0.65 },
    { text: "interval: S_DLS-DA", value: "dopamine", high: 0.75 },
    { text: "interval: S_sham − S_DLS", value: "sham - dorsolateral", low: 0.25 },
    { text: "ratio: S_sham", value: "ratio", high: 0.65 },
    { text: "ratio: S_DMS", value: "dorsomedial", low: 0.8 },
  ],
  sideObservations: [
    {
      text: "training press rates of DLS lesion within ±40 % of sham",
      bands: [{ text: "presses", value: "training", low: 0.6, high: 1.4 }],
    },
    { text: "consumption after devaluation equal in all groups", bands: [] },
    { text: "with fully predictable 100 % reward per stimulus habit is stronger than with 50 %", bands: [] },
  ],
  ablations: [
    {
      id: "no-stimulus-response-learning",
      mechanism: "dopamine-gated plasticity of stimulus-response synapses",
      must: "abolish",
      change: { parameters: { striatalEta: 0, placeEta: 0, historyEta: 0 } },
      intact: [{ text: "interval: S_sham", value: "sham", low: 0.75 }],
    },
    {
      id: "no-prefrontal-norepinephrine",
      mechanism: "norepinephrine in prefrontal cortex",
      must: "spare",
      change: { treatment: { manipulations: [{ fibreLesion: "locusCoeruleus", area: "prefrontalCortex" }] } },
    },
  ],
  figure: {
    title: "Presses after devaluation",
    x: { label: "group", unit: "1" },
    y: { label: "of valued", unit: "1" },
    places: ["interval", "interval, DLS", "interval, DLS-DA", "ratio", "ratio, DMS"],
    curves: [
      { label: "this model", x: [0, 1, 2, 3, 4], y: ["sham", "dorsolateral", "dopamine", "ratio", "dorsomedial"] },
    ],
    published: [],
  },
};
