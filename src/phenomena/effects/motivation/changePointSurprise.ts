import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { updatesOf } from "./changePoints.ts";

/** Median of the values that are there. */
function middle(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other);
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) / 2;
  return (sorted[Math.floor(place)]! + sorted[Math.ceil(place)]!) / 2;
}

/** Median learning rate so many trials after a change that was surprising, on trials with more than the noise's error. */
const after = (since: number) => (trials: SubjectTrials) =>
  middle(
    updatesOf(trials)
      .filter((update) => update.error > 1 && update.sinceChange === since && update.changeError >= 3)
      .map(({ rate }) => rate),
  );
const settled = (trials: SubjectTrials): number =>
  average(
    updatesOf(trials)
      .filter((own) => own.error > 1 && own.sinceChange >= 6)
      .map(({ rate }) => rate),
  );

/** Pearson's correlation over trials where both values are there. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const own = pairs.filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  const [meanX, meanY] = [average(own.map(([x]) => x)), average(own.map(([, y]) => y))];
  const sum = (of: (x: number, y: number) => number): number =>
    own.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

/** Slope of the learning rate over the error, both as they are, errors below three times the noise. */
const slope = (noise: number) => (trials: SubjectTrials) => {
  const own = updatesOf(trials).filter((update) => update.noise === noise && update.error > 1);
  const [x, y] = [own.map(({ error }) => error), own.map(({ rate }) => rate)];
  const [meanX, meanY] = [average(x), average(y)];
  return (
    x.reduce((sum, value, place) => sum + (value - meanX) * (y[place]! - meanY), 0) /
    x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
  );
};

/** Mean over kinds of error of what the tone adds to the learning rate: like is compared with like. */
function push(trials: SubjectTrials): number {
  const all = updatesOf(trials).filter(({ error }) => error > 1);
  const limits = [1, 1.5, 2, 3, Number.POSITIVE_INFINITY];
  let [sum, count] = [0, 0];
  for (let kind = 0; kind + 1 < limits.length; kind++) {
    const own = all.filter(({ error }) => error > limits[kind]! && error <= limits[kind + 1]!);
    const [toned, plain] = [own.filter(({ tone }) => tone), own.filter(({ tone }) => !tone)];
    if (toned.length === 0 || plain.length === 0) continue;
    sum += toned.length * (average(toned.map(({ rate }) => rate)) - average(plain.map(({ rate }) => rate)));
    count += toned.length;
  }
  return sum / count;
}

const levels = [0, 1, 2, 3, 4, 5];

/** One learns most where the world has just changed, and arousal follows that. */
export const changePointSurprise: Effect = {
  id: "change-point-surprise",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      plain: { label: "change points", task: { id: "predictive-inference-v1", schedule: "change-points" } },
      pushed: {
        label: "irrelevant tone at one outcome in ten",
        task: { id: "predictive-inference-v1", schedule: "irrelevant-arousal" },
        treatment: {
          manipulations: [{ light: "locusCoeruleus", excitation: 4, pulse: { after: "tone", duration: "200 ms" } }],
        },
      },
    },
    windows: {
      phasic: { variable: "locusCoeruleus.rate", event: "phase:outcome", from: 0, to: 1, baseline: [0.5, 1.5] },
      tonic: { variable: "locusCoeruleus.rate", event: "trialStart", from: 0.5, to: 1.5 },
    },
    readings: {
      ...Object.fromEntries(levels.map((since) => [`after${since}`, after(since)])),
      settled,
      phasic: (trials) => correlation(updatesOf(trials).map((own) => [own.phasic, own.changeProbability])),
      tonic: (trials) => correlation(updatesOf(trials).map((own) => [own.tonic, own.relativeUncertainty])),
      push: (trials) => (trials.where({ equal: { tone: 1 } }).length === 0 ? Number.NaN : push(trials)),
      quiet: (trials) =>
        average(
          updatesOf(trials)
            .filter(({ changed, error }) => !changed && error > 1 && error < 2)
            .map(({ rate }) => rate),
        ),
      slopeNarrow: slope(5),
      slopeWide: slope(10),
    },
  },
  remarks: [
    "The irrelevant tone drives the locus coeruleus by light on its cells, to five times tonic firing for 0.2 s from the onset of the outcome.",
    "Errors are matched in four classes (1 to 1.5, 2, 3 and more standard deviations).",
    "Half is gone where a line through the medians of trials 0 to 5 after a change falls below the middle of A0 and Aend; by trial 2 to 5 is after 1 and up to 5.",
    "The map of this brain holds all that is seen, the tone too, at the far end of the line; what has no neighbours on the map hardly moves the prediction.",
    "The last trial of a block has no learning rate.",
  ],
  measures: {
    A0: { expression: "mean(plain.after0)", unit: "1", doc: "Median learning rate at change trials." },
    Aend: { expression: "mean(plain.settled)", unit: "1", doc: "Mean rate from the sixth trial after a change on." },
    half: {
      expression: `reach((mean(plain.after0) + mean(plain.settled)) / 2, ${levels.map((since) => `${since}, mean(plain.after${since})`).join(", ")})`,
      unit: "1",
      doc: "Trials after a change by which half of A0 − Aend is gone.",
    },
    rph: { expression: "mean(plain.phasic)", unit: "1", doc: "Correlation of phasic firing with change probability." },
    rton: { expression: "mean(plain.tonic)", unit: "1", doc: "Correlation of tonic firing with relative uncertainty." },
    push: { expression: "mean(pushed.push)", unit: "1", doc: "Rate with irrelevant drive minus without." },
    quiet: { expression: "mean(plain.quiet)", unit: "1", doc: "Rate without change, error below two deviations." },
    slopes: {
      expression: "mean(plain.slopeNarrow) / mean(plain.slopeWide) - 1",
      unit: "1",
      doc: "Relative difference of the slopes of rate over error in deviations, narrow against wide noise.",
    },
  },
  criterion: [
    { text: "A0", value: "A0", low: 0.55, high: 1 },
    { text: "A0 − Aend", value: "A0 - Aend", low: 0.25, high: 0.8 },
    { text: "half gone by trial", value: "half", low: 1, high: 5 },
    { text: "r_ph", value: "rph", low: 0.2, high: 0.9 },
    { text: "r_ton", value: "rton", low: 0.1, high: 0.8 },
    { text: "PUSH", value: "push", low: 0.02, high: 0.3 },
  ],
  sideObservations: [
    {
      text: "learning rate on no-change trials with |error| < 2 sigma stays in [0.05, 0.5]",
      bands: [{ text: "learning rate", value: "quiet", low: 0.05, high: 0.5 }],
    },
    {
      text: "Aend is lower for sigma 10 than it would be if alpha scaled with raw error: alpha depends on error/sigma (slope over raw error between sigma 5 and 10 differs by < 30 % after division by sigma)",
      bands: [{ text: "difference of slopes", value: "abs(slopes)", high: 0.3 }],
    },
    {
      text: "PUSH is larger when tonic NE is low (paper: sign depends on baseline state; report only)",
      bands: [],
    },
  ],
  ablations: [
    {
      id: "no-noradrenergic-gain",
      mechanism: "phasic norepinephrine's gain on the plasticity of the map",
      must: "abolish",
      change: { parameters: { mapBeta: 0 } },
      intact: [{ text: "A0 − Aend", value: "A0 - Aend", low: 0.1 }],
    },
    {
      id: "no-prediction-error",
      mechanism: "learning of the striatal prediction",
      must: "spare",
      change: { parameters: { criticEta: 0 } },
      intact: [{ text: "A0 − Aend", value: "A0 - Aend", low: 0.1 }],
    },
  ],
  figure: {
    title: "Learning rate after a change point",
    x: { label: "trials since the change", unit: "1" },
    y: { label: "learning rate", unit: "1" },
    curves: [{ label: "this model", x: levels, y: levels.map((since) => `mean(plain.after${since})`) }],
    published: [],
  },
};
