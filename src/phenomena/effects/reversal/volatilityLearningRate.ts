import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { type DeltaRule, fitDeltaRule } from "./fits.ts";

type Half = "stable" | "volatile";

/** Delta rule over which option is correct, as both outcomes are seen. */
const fitted = (half: Half, of: (fit: DeltaRule) => number) => (trials: SubjectTrials) => {
  const own = trials.where({ stage: half });
  const correct = own.column("correctOption");
  const choices = own.column("choice");
  return of(
    fitDeltaRule(choices.map((choice, place) => ({ choice, outcomes: [1 - correct[place]!, correct[place]!] }))),
  );
};
const rate = ({ rates }: DeltaRule): number => rates[0]!;

const task = (options: Readonly<Record<string, number>> = {}): SessionArm["task"] => ({
  id: "volatile-bandit-v1",
  options: { pointsShown: 0, ...options },
});

const ratio = (arm: string): string => `exp(mean(log(${arm}.rateVolatile)) - mean(log(${arm}.rateStable)))`;
const logOdds = (reading: string): string => `log(${reading} / (1 - ${reading}))`;

/** Where the world changes one learns faster. */
export const volatilityLearningRate: Effect = {
  id: "volatility-learning-rate",
  protocol: {
    kind: "sessions",
    subjects: 100,
    arms: {
      all: { label: "stable and volatile half", task: task() },
      same: {
        label: "two stable halves",
        task: task({ trials: 240, volatileProbability: 0.75, shortBlock: 1000, longBlock: 1000 }),
      },
    },
    windows: { norepinephrine: { variable: "locusCoeruleus.rate", event: "phase:outcome", from: 0, to: 0.5 } },
    readings: {
      rateStable: fitted("stable", rate),
      rateVolatile: fitted("volatile", rate),
      temperatureStable: fitted("stable", ({ inverseTemperature }) => inverseTemperature),
      temperatureVolatile: fitted("volatile", ({ inverseTemperature }) => inverseTemperature),
      norepinephrineStable: (trials) => trials.where({ stage: "stable" }).mean("norepinephrine"),
      norepinephrineVolatile: (trials) => trials.where({ stage: "volatile" }).mean("norepinephrine"),
      accuracy: (trials) => average(trials.where({ stage: "stable", last: 60 }).column("correct")),
    },
  },
  remarks: [
    "Points are switched off (magnitude 1), as the claim allows. Options can be chosen as soon as they appear, for 2.5 s.",
    "Rates are limited to 0.01 to 0.99, inverse temperatures to 0.1 to 30. Between the two stable halves of the control the better option changes once, as it does between the halves of the task.",
    "Half of D is taken of the lower end of its band (0.05) where a modulator is clamped.",
  ],
  measures: {
    r: { expression: ratio("all"), unit: "1", doc: "Geometric mean of volatile over stable learning rate." },
    d: {
      expression: `mean(${logOdds("all.rateVolatile")}) - mean(${logOdds("all.rateStable")})`,
      unit: "1",
      doc: "Difference of the log odds of the two rates.",
    },
    share: {
      expression: "100 * mean(all.rateVolatile > all.rateStable)",
      unit: "%",
      doc: "Subjects with the higher rate in the volatile half.",
    },
    norepinephrine: {
      expression: "mean(all.norepinephrineVolatile) / mean(all.norepinephrineStable)",
      unit: "1",
      doc: "Firing of the locus coeruleus at outcomes, volatile over stable.",
    },
    temperature: {
      expression: "exp(mean(log(all.temperatureVolatile)) - mean(log(all.temperatureStable)))",
      unit: "1",
      doc: "Geometric mean of volatile over stable inverse temperature.",
    },
    rSame: { expression: ratio("same"), unit: "1", doc: "The same as r for two stable halves." },
    accuracy: {
      expression: "mean(all.accuracy)",
      unit: "1",
      doc: "Choices of the better option, last 60 stable trials.",
    },
  },
  criterion: [
    { text: "R", value: "r", low: 1.1, high: 3 },
    { text: "D", value: "d", low: 0.1, high: 1.5 },
    { text: "share of subjects", value: "share", low: 65 },
    { text: "NE ratio", value: "norepinephrine", low: 1.05, high: 2 },
  ],
  sideObservations: [
    {
      text: "softmax beta volatile/stable in [0.6, 1.6] (the effect is learning rate, not noise)",
      bands: [{ text: "beta", value: "temperature", low: 0.6, high: 1.6 }],
    },
    {
      text: "control: two identical stable blocks give R in [0.9, 1.1]",
      bands: [{ text: "R", value: "rSame", low: 0.9, high: 1.1 }],
    },
    {
      text: "stable-block accuracy (choice of better option, last 60 trials) in [0.7, 0.97]",
      bands: [{ text: "accuracy", value: "accuracy", low: 0.7, high: 0.97 }],
    },
  ],
  ablations: [
    {
      id: "norepinephrine-clamped",
      mechanism: "norepinephrine's effect on plasticity",
      must: "abolish",
      change: { frozen: ["norepinephrine"] },
      intact: [{ text: "R", value: "r", low: 1.1 }],
    },
    {
      id: "acetylcholine-clamped",
      mechanism: "acetylcholine's effect on plasticity",
      must: "spare",
      change: { frozen: ["acetylcholine"] },
      intact: [{ text: "D", value: "d", low: 0.05 }],
    },
    {
      id: "serotonin-clamped",
      mechanism: "serotonin's effect on plasticity",
      must: "spare",
      change: { frozen: ["serotonin"] },
      intact: [{ text: "D", value: "d", low: 0.05 }],
    },
  ],
  figure: {
    title: "Fitted learning rates",
    x: { label: "half", unit: "1" },
    y: { label: "learning rate", unit: "1" },
    places: ["stable", "volatile"],
    curves: [
      {
        label: "this model, geometric mean",
        x: [0, 1],
        y: ["exp(mean(log(all.rateStable)))", "exp(mean(log(all.rateVolatile)))"],
      },
    ],
    published: [],
  },
};
