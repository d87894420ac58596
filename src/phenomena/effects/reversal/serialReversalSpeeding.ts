import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { amygdalaLesion, orbitofrontalLesion } from "../lesions.ts";
import { errorCount, repetition } from "./parts.ts";

const problems = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const stageOf = (problem: number): string => (problem === 0 ? "acquisition" : `reversal ${problem}`);
const problem = (trials: SubjectTrials, number: number): SubjectTrials => trials.where({ stage: stageOf(number) });
const winStay =
  (...numbers: readonly number[]) =>
  (trials: SubjectTrials) =>
    average(numbers.map((number) => repetition(problem(trials, number), "win")));

/** Errors of the last two reversals over those of the first two. */
const late = (arm: string): string => `mean(${arm}.errors8 + ${arm}.errors9) / mean(${arm}.errors1 + ${arm}.errors2)`;

/** Whoever has reversed often reverses at once. */
export const serialReversalSpeeding: Effect = {
  id: "serial-reversal-speeding",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      certain: { label: "certain reward", task: { id: "serial-reversal-v1", schedule: "spatial" } },
      probable: { label: "rewards .8 and .2", task: { id: "serial-reversal-v1", schedule: "spatial-probabilistic" } },
    },
    windows: {},
    readings: {
      ...Object.fromEntries(
        problems.map((number) => [`errors${number}`, (trials: SubjectTrials) => errorCount(problem(trials, number))]),
      ),
      winStayEarly: winStay(1, 2),
      winStayLate: winStay(8, 9),
    },
  },
  remarks: [
    "Win-stay is that of certain reward, over the trials of a reversal with a choice; it rises if that of the last two reversals is above that of the first two.",
  ],
  measures: {
    q: { expression: late("certain"), unit: "1", doc: "Errors of reversals 8 and 9 over those of 1 and 2." },
    f: {
      expression: "mean(certain.errors9 <= 2)",
      unit: "1",
      doc: "Share of subjects with at most two errors in the last reversal.",
    },
    o: {
      expression: "mean(certain.errors8 + certain.errors9) / 2 / mean(certain.errors0)",
      unit: "1",
      doc: "Errors of reversals 8 and 9 over those of the original discrimination.",
    },
    qProbable: { expression: late("probable"), unit: "1", doc: "The same as q with rewards of .8 and .2." },
    winStay: {
      expression: "mean(certain.winStayLate) - mean(certain.winStayEarly)",
      unit: "1",
      doc: "Rise of win-stay from the first two to the last two reversals.",
    },
  },
  criterion: [
    { text: "Q", value: "q", low: 0.1, high: 0.65 },
    { text: "F", value: "f", low: 0.5 },
    { text: "O", value: "o", high: 1 },
  ],
  sideObservations: [
    { text: "80/20 version: Q in [0.4, 0.9]", bands: [{ text: "Q", value: "qProbable", low: 0.4, high: 0.9 }] },
    {
      text: "win-stay rate rises over reversals",
      bands: [{ text: "rise", value: "winStay", low: Number.EPSILON }],
    },
  ],
  ablations: [
    {
      id: "orbitofrontal-lesion",
      mechanism: "orbitofrontal states of the task",
      must: "abolish",
      change: orbitofrontalLesion,
      intact: [{ text: "Q", value: "q", high: 0.65 }],
    },
    { id: "amygdala-lesion", mechanism: "amygdala", must: "spare", change: amygdalaLesion },
  ],
  figure: {
    title: "Errors to criterion",
    x: { label: "reversal", unit: "1" },
    y: { label: "errors", unit: "1" },
    curves: (["certain", "probable"] as const).map((arm) => ({
      label: arm === "certain" ? "certain reward" : "rewards .8 and .2",
      x: problems,
      y: problems.map((number) => `mean(${arm}.errors${number})`),
    })),
    published: [],
  },
};
