import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { ratioOf } from "../shapes.ts";
import { leastSquares } from "./fits.ts";
import { total } from "./parts.ts";

const task: SessionArm["task"] = { id: "predicted-picture-v1" };
const highNoise = 2;

/** Predicted probability of the first class after the tone: its share of the map's activity; one half if it has none. */
function predictions(trials: SubjectTrials): number[] {
  const [face, house] = [trials.column("face"), trials.column("house")];
  return face.map((value, place) => (value + house[place]! > 0 ? value / (value + house[place]!) : 0.5));
}

/** Of p(t + 1) − p(t) on o(t) − p(t), trials with the same tone one after the other. */
function learningRate(trials: SubjectTrials): number {
  const sums = [0, 1].map((tone) => {
    const own = trials.where({ equal: { tone } });
    const p = predictions(own);
    const errors = own.column("picture").map((picture, place) => 1 - picture - p[place]!);
    const pairs = p.slice(1).map((next, place) => [errors[place]!, next - p[place]!] as const);
    return [total(pairs.map(([error, change]) => error * change)), total(pairs.map(([error]) => error ** 2))];
  });
  return total(sums.map(([above]) => above!)) / total(sums.map(([, below]) => below!));
}

/** How much slower the answer is to the less probable class, at high noise, s. */
function expectedAdvantage(trials: SubjectTrials): number {
  const time = (expected: number) => trials.where({ equal: { noise: highNoise, expected } }).mean("reactionTime");
  return time(0) - time(1);
}

/** Slope of the effect of a burst of norepinephrine on the size of the error before it. */
function burstSlope(trials: SubjectTrials, reading: string): number {
  const p = predictions(trials);
  const errors = trials.column("picture").map((picture, place) => Math.abs(1 - picture - p[place]!));
  const effects = trials.column(reading);
  const there = [...errors.keys()].filter((place) => !Number.isNaN(errors[place]) && !Number.isNaN(effects[place]));
  if (there.length < 3) return Number.NaN;
  return leastSquares(
    there.map((place) => [1, errors[place]!]),
    there.map((place) => effects[place]!),
  )[1]!;
}

const relative = (reading: string, doc: string) => ratioOf(reading, "propranolol", "placebo", doc);

/** With β receptors blocked beliefs follow the world more slowly. */
export const norepinephrineBlockVolatility: Effect = {
  id: "ne-block-volatility",
  protocol: {
    kind: "sessions",
    subjects: 100,
    arms: {
      placebo: { label: "placebo", task },
      propranolol: {
        label: "β receptors blocked",
        task,
        treatment: { doses: [{ receptor: "adrenergicBeta", dose: "2.333 Ki" }] },
      },
    },
    windows: {
      face: { variable: "parietalCortex.map.rate[2]", event: "phase:gap", from: 0, to: 0.1 },
      house: { variable: "parietalCortex.map.rate[3]", event: "phase:gap", from: 0, to: 0.1 },
      gain: { variable: "parietalCortex.plasticity", event: "picture", from: 0, to: 0.8 },
      coeruleus: { variable: "locusCoeruleus.rate", event: "trialStart", from: 0, to: 1.5 },
      dopamine: { variable: "ventralTegmentalArea.rate", event: "picture", from: 0, to: 0.8 },
    },
    readings: {
      rate: learningRate,
      advantage: expectedAdvantage,
      slope: (trials) => burstSlope(trials, "gain"),
      accuracy: (trials) => average(trials.where({ equal: { noise: 0 } }).column("correct")),
      coeruleus: (trials) => trials.mean("coeruleus"),
      dopamine: (trials) => trials.mean("dopamine"),
    },
  },
  remarks: [
    "All subjects are in both groups. The block reaches 70 % of the β receptors everywhere (2.33 times the inhibition constant).",
    "The predicted class is decoded from the parietal map, the only place of this brain that holds what will be seen; its learning rate is that over trials with the same tone.",
    "The phasic effect of norepinephrine is read from the gain of the map's plasticity after the picture; expected less unexpected in reaction time at high noise.",
  ],
  measures: {
    q: relative("rate", "Learning rate, propranolol over placebo."),
    exp: {
      expression: "mean(propranolol.advantage - placebo.advantage)",
      unit: "s",
      doc: "Advantage of the expected class at high noise, propranolol less placebo.",
    },
    expSize: {
      expression:
        "mean(propranolol.advantage - placebo.advantage) / deviation(propranolol.advantage - placebo.advantage)",
      unit: "1",
      doc: "The same, of its standard deviation over subjects.",
    },
    ph: relative("slope", "Slope of the phasic effect on the size of the error, propranolol over placebo."),
    accuracy: {
      expression: "100 * (mean(propranolol.accuracy) - mean(placebo.accuracy))",
      unit: "%",
      doc: "Accuracy at low noise, propranolol less placebo, points.",
    },
    coeruleus: relative("coeruleus", "Firing of the locus coeruleus, propranolol over placebo."),
    dopamine: relative("dopamine", "Firing of dopamine cells after the picture, propranolol over placebo."),
  },
  criterion: [
    { text: "Q", value: "q", low: 0.45, high: 0.92 },
    { text: "EXP", value: "exp", low: Number.EPSILON },
    { text: "EXP, standardised", value: "expSize", low: 0.15, high: 1.5 },
    { text: "PH", value: "ph", high: 0.5 },
  ],
  sideObservations: [
    {
      text: "mean accuracy at low noise within +-3 points of placebo",
      bands: [{ text: "accuracy", value: "abs(accuracy)", high: 3 }],
    },
    {
      text: "LC firing itself is unchanged within +-10 % (the block is post-synaptic)",
      bands: [{ text: "LC", value: "coeruleus", low: 0.9, high: 1.1 }],
    },
    {
      text: "dopamine prediction errors unchanged within +-10 % at matched expectation",
      bands: [{ text: "dopamine", value: "dopamine", low: 0.9, high: 1.1 }],
    },
  ],
  ablations: [
    {
      id: "no-beta-gain-of-plasticity",
      mechanism: "β receptors in the gain of plasticity",
      must: "abolish",
      change: { parameters: { mapBeta: 0, betaShare: 0 } },
      intact: [{ text: "Q", value: "q", high: 0.92 }],
    },
    {
      id: "no-alpha1",
      mechanism: "α1 receptors",
      must: "spare",
      change: { treatment: { manipulations: [{ receptor: "adrenergicAlpha1", density: 0 }] } },
      intact: [{ text: "Q", value: "q", high: 0.92 }],
    },
  ],
  figure: {
    title: "Learning rate of the prediction",
    x: { label: "group", unit: "1" },
    y: { label: "learning rate", unit: "1" },
    places: ["placebo", "propranolol"],
    curves: [{ label: "this model", x: [0, 1], y: ["mean(placebo.rate)", "mean(propranolol.rate)"] }],
    published: [],
  },
};
