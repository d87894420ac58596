import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

const loss = { fibreLesion: "ventralTegmentalArea", area: ["dorsalStriatum", "ventralStriatum"], share: 0.7 };
/** The 30 % of terminals that are left release 3.33 times as much, as much as all did. */
const medication = { modulator: "dopamine", site: "synthesis" as const, dose: "2.3333 Ki" };

const patients = (label: string, stages: string[]): SessionArm => ({
  label,
  task: { id: "probabilistic-selection-v1", schedule: "two-pairs" },
  treatment: {
    manipulations: [loss],
    ...(stages.length > 0 && { doses: [{ ...medication, during: { stage: stages } }] }),
  },
});

const tested = (trials: SubjectTrials, is: (pair: Readonly<Record<string, number>>) => boolean): number =>
  average(trials.where({ stage: "test" }).filter(is).column("correct"));
const hasA = ({ better, worse }: Readonly<Record<string, number>>): boolean => better === 0 || worse === 0;

/** Mean of the arms that are ON less that of those that are OFF, at test or at learning. */
const atTest = (reading: string): string =>
  `(mean(offOn.${reading}) + mean(onOn.${reading}) - mean(offOff.${reading}) - mean(onOff.${reading})) / 2`;
const atLearning = (reading: string): string =>
  `(mean(onOff.${reading}) + mean(onOn.${reading}) - mean(offOff.${reading}) - mean(offOn.${reading})) / 2`;
const arms = ["offOff", "offOn", "onOff", "onOn"] as const;

/** Dopamine at the time of choosing decides how well what was learned is used. */
export const medicationAtTest: Effect = {
  id: "pd-medication-at-test",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      offOff: patients("off at learning, off at test", []),
      offOn: patients("off at learning, on at test", ["test"]),
      onOff: patients("on at learning, off at test", ["training"]),
      onOn: patients("on at learning, on at test", ["training", "test"]),
    },
    windows: {},
    readings: {
      best: (trials) => tested(trials, hasA),
      worst: (trials) => tested(trials, (pair) => !hasA(pair)),
      training: (trials) => average(trials.where({ stage: "training" }).column("correct")),
      time: (trials) => trials.where({ stage: "test" }).filter(hasA).mean("reactionTime"),
    },
  },
  remarks: [
    "Pairs with A are AC and AD, those with B are BC and BD. Learning is compared over all of training.",
    "Where dopamine's effects on plasticity are held at rest, they are so in training, too.",
  ],
  measures: {
    testBest: { expression: atTest("best"), unit: "1", doc: "Effect of the state at test on choosing A." },
    testWorst: { expression: atTest("worst"), unit: "1", doc: "Effect of the state at test on rejecting B." },
    learningBest: { expression: atLearning("best"), unit: "1", doc: "Effect of the state at learning on choosing A." },
    learningWorst: { expression: atLearning("worst"), unit: "1", doc: "The same on rejecting B." },
    training: { expression: atLearning("training"), unit: "1", doc: "Right choices in training, on less off." },
    time: {
      expression: "100 * (1 - (mean(offOn.time) + mean(onOn.time)) / (mean(offOff.time) + mean(onOff.time)))",
      unit: "%",
      doc: "How much faster A is answered on than off at test.",
    },
  },
  criterion: [
    { text: "ET", value: "(testBest + testWorst) / 2", low: 0.03, high: 0.25 },
    { text: "|EL|", value: "abs(learningBest + learningWorst) / 2", high: 0.04 },
    {
      text: "ET − |EL|",
      value: "(testBest + testWorst) / 2 - abs(learningBest + learningWorst) / 2",
      low: 0.02,
    },
    { text: "ET choose-A − 2 × ET reject-B", value: "testBest - 2 * testWorst", low: 0 },
  ],
  sideObservations: [
    {
      text: "learning curve during training ON vs OFF within +-0.05",
      bands: [{ text: "difference", value: "training", low: -0.05, high: 0.05 }],
    },
    {
      text: "RT for best item shorter ON than OFF by 2-20 %",
      bands: [{ text: "shorter by", value: "time", low: 2, high: 20 }],
    },
  ],
  ablations: [
    {
      id: "no-dopamine-gain",
      mechanism: "tonic dopamine's gain on the output of D1 and D2 neurons",
      must: "abolish",
      change: { parameters: { excitability: 0 } },
      intact: [{ text: "ET", value: "(testBest + testWorst) / 2", low: 0.03 }],
    },
    {
      id: "no-plasticity-at-test",
      mechanism: "effects of dopamine on plasticity, held at rest",
      must: "spare",
      change: { frozen: ["dopamine"] },
      intact: [{ text: "ET", value: "(testBest + testWorst) / 2", low: 0.03 }],
    },
  ],
  figure: {
    title: "Better item chosen at the test",
    x: { label: "state at learning and test", unit: "1" },
    y: { label: "share", unit: "1" },
    places: ["off, off", "off, on", "on, off", "on, on"],
    curves: [
      { label: "this model", x: [0, 1, 2, 3], y: arms.map((arm) => `(mean(${arm}.best) + mean(${arm}.worst)) / 2`) },
    ],
    published: [],
  },
};
