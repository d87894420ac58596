import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { banditTrials, type DeltaRule, fitDeltaRule, historyKernels } from "./fits.ts";

const longInterval = 7;
const lags = 12;
const lagged = Array.from({ length: lags }, (_, place) => place + 1);
const sessions = 4;

/** Whether a choice comes after a long interval, place by place. */
function afterLong(trials: SubjectTrials): boolean[] {
  const intervals = trials.column("interval");
  return intervals.map((_, place) => place > 0 && intervals[place - 1]! > longInterval);
}

/** Delta rule with a rate of its own for trials with light, fitted to choices after long intervals. */
function fitted(trials: SubjectTrials): DeltaRule {
  const counts = afterLong(trials);
  const lit = trials.column("stimulation");
  return fitDeltaRule(
    banditTrials(trials).map((trial, place) => ({ ...trial, kind: lit[place]!, counts: counts[place]! })),
    2,
  );
}

/** Probability of repeating after trials with or without light, short intervals only or all; after wins less losses. */
function repeats(trials: SubjectTrials, light: number, outcome: number | null, shortOnly: boolean): number {
  const [choices, outcomes, lit] = [trials.column("choice"), trials.column("outcome"), trials.column("stimulation")];
  const long = afterLong(trials);
  const found: number[] = [];
  for (let place = 1; place < choices.length; place++) {
    const [before, now] = [choices[place - 1]!, choices[place]!];
    if (Number.isNaN(before) || Number.isNaN(now) || lit[place - 1] !== light || (shortOnly && long[place])) continue;
    if (outcome !== null && Number(outcomes[place - 1]! > 0) !== outcome) continue;
    found.push(Number(before === now));
  }
  return average(found);
}

const winStay = (light: number) => (trials: SubjectTrials) =>
  repeats(trials, light, 1, true) - repeats(trials, light, 0, true);

const kernel = (long: boolean, lag: number) => (trials: SubjectTrials) => {
  const counts = afterLong(trials);
  return historyKernels(trials, lags, (place) => counts[place] === long).rewards[lag - 1]!;
};

const historyLength = (name: "long" | "short"): string =>
  lagged.map((lag) => `(mean(all.${name}${lag}) > 0.2 * mean(all.${name}1))`).join(" + ");

/** Serotonin at an outcome lets more be learned from it, which shows where choice is not made from memory. */
export const serotoninLearningRate: Effect = {
  id: "5ht-stim-learning-rate",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: {
        label: "light on half of the outcomes",
        task: { id: "baited-choice-v1", schedule: "long-and-short-intervals", options: { sessions } },
        treatment: {
          manipulations: [
            { light: "dorsalRaphe", excitation: 1, pulse: { after: "stimulatedOutcome", duration: "500 ms" } },
          ],
        },
      },
    },
    windows: {},
    readings: {
      rateLit: (trials) => fitted(trials).rates[1]!,
      rateDark: (trials) => fitted(trials).rates[0]!,
      winStayLit: winStay(1),
      winStayDark: winStay(0),
      repeatLit: (trials) => repeats(trials, 1, null, false),
      repeatDark: (trials) => repeats(trials, 0, null, false),
      timeLit: (trials) => trials.where({ equal: { stimulation: 1 } }).mean("reactionTime"),
      timeDark: (trials) => trials.where({ equal: { stimulation: 0 } }).mean("reactionTime"),
      ...Object.fromEntries(
        lagged.flatMap((lag) => [
          [`long${lag}`, kernel(true, lag)] as const,
          [`short${lag}`, kernel(false, lag)] as const,
        ]),
      ),
    },
  },
  remarks: [
    `${sessions} sessions of 300 trials instead of 20; a session takes long to simulate.`,
    "Light adds the tonic rate to the firing of dorsal raphe cells for 0.5 s at the outcome.",
    "History length: number of past trials whose weight in a linear regression over 12 trials (mean over subjects) is above 20 % of the last one's.",
    "Light is tied to trials, not to a port: side bias is the difference in repeating a choice after trials with and without light.",
  ],
  measures: {
    rl: {
      expression: "exp(mean(log(all.rateLit)) - mean(log(all.rateDark)))",
      unit: "1",
      doc: "Geometric mean of the learning rates with light over without, choices after long intervals.",
    },
    ws: {
      expression: "100 * (mean(all.winStayLit) - mean(all.winStayDark))",
      unit: "%",
      doc: "Difference of win-stay less lose-stay after trials with and without light, short intervals, points.",
    },
    lengthLong: { expression: historyLength("long"), unit: "trials", doc: "History length after long intervals." },
    lengthShort: { expression: historyLength("short"), unit: "trials", doc: "History length after short intervals." },
    bias: {
      expression: "100 * abs(mean(all.repeatLit) - mean(all.repeatDark))",
      unit: "%",
      doc: "Difference in repeating a choice after trials with and without light, points.",
    },
    time: {
      expression: "mean(all.timeLit) / mean(all.timeDark)",
      unit: "1",
      doc: "Reaction time on trials with light over without.",
    },
  },
  criterion: [
    { text: "RL", value: "rl", low: 1.12, high: 3 },
    { text: "|WS|", value: "abs(ws)", high: 6 },
    { text: "L_long - L_short", value: "lengthLong - lengthShort", low: 2 },
  ],
  sideObservations: [
    {
      text: "stimulation is not reward: no side bias > 3 points toward the stimulated port in the stationary condition",
      bands: [{ text: "bias", value: "bias", high: 3 }],
    },
    {
      text: "response time unchanged within +-10 %",
      bands: [{ text: "reaction time", value: "time", low: 0.9, high: 1.1 }],
    },
  ],
  ablations: [
    {
      id: "serotonin-clamped",
      mechanism: "serotonin's gain on plasticity",
      must: "abolish",
      change: { frozen: ["serotonin"], parameters: { leavingSerotonin: 0, evidenceSerotonin: 0 } },
      intact: [{ text: "RL", value: "rl", low: 1.05 }],
    },
    {
      id: "no-memory-of-the-last-choice",
      mechanism: "memory of the last choice (the effect is then seen after short intervals, too)",
      must: "spare",
      change: { parameters: { historyEta: 0 } },
      intact: [{ text: "RL", value: "rl", low: 1.12 }],
    },
  ],
  figure: {
    title: "Weights of past rewards",
    x: { label: "trials back", unit: "trials" },
    y: { label: "weight on choice", unit: "1" },
    curves: (["long", "short"] as const).map((name) => ({
      label: `after ${name} intervals`,
      x: lagged,
      y: lagged.map((lag) => `mean(all.${name}${lag})`),
    })),
    published: [],
  },
};
