import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { amygdalaLesion } from "../lesions.ts";

function gardens(label: string, options: Readonly<Record<string, number>>): SessionArm {
  return { label, task: { id: "context-categories-v1", options: { chosenStays: 1, ...options } } };
}

/** Trials of the test on trees that are worth something. */
function test(trials: SubjectTrials): SubjectTrials {
  return trials.where({ stage: "test" }).filter(({ value }) => value !== 0);
}

/** Share of them that were answered rightly; no answer is none. */
function accuracy(trials: SubjectTrials): number {
  return trials.filter(({ correct }) => correct === 1).length / trials.length;
}

/** Accuracy in the garden that is the same as on the trial before, less that in another one. */
function switchCost(trials: SubjectTrials): number {
  const all = trials.where({ stage: "test" });
  const garden = all.column("garden");
  const of = (same: boolean): number =>
    accuracy(all.filter((row, place) => place > 0 && row.value !== 0 && (garden[place - 1] === row.garden) === same));
  return of(true) - of(false);
}

const difference = (one: string, other: string): string => `mean(${one}.accuracy) - mean(${other}.accuracy)`;

/** One rule after the other is kept as well as both mixed, or better: a context has its own. */
export const interleavedInterference: Effect = {
  id: "interleaved-interference",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      blocked: gardens("blocks of 200", { blockLength: 200 }),
      twenty: gardens("blocks of 20", { blockLength: 20 }),
      two: gardens("blocks of 2", { blockLength: 2 }),
      mixed: gardens("mixed", { blockLength: 0 }),
      rotatedBlocked: gardens("blocks of 200, diagonal rules", { blockLength: 200, rotated: 1 }),
      rotatedMixed: gardens("mixed, diagonal rules", { blockLength: 0, rotated: 1 }),
    },
    windows: {},
    readings: {
      accuracy: (trials) => accuracy(test(trials)),
      first: (trials) => accuracy(test(trials).where({ equal: { firstGarden: 1 } })),
      second: (trials) => accuracy(test(trials).where({ equal: { firstGarden: 0 } })),
      switchCost,
    },
  },
  remarks: [
    "The tree and the key taken stay on view until feedback is over.",
    "The four exemplars of a tree are a random spread of its level over the neighbouring ones, other ones in the test.",
    "Points are scaled: 50 points are a reward of 0.5.",
  ],
  measures: {
    blocked: { expression: "mean(blocked.accuracy)", unit: "1", doc: "Accuracy at test after blocks of 200." },
    mixed: { expression: "mean(mixed.accuracy)", unit: "1", doc: "Accuracy at test after mixed training." },
    advantage: { expression: difference("blocked", "mixed"), unit: "1", doc: "Blocks of 200 less mixed." },
    overTwo: { expression: difference("blocked", "two"), unit: "1", doc: "Blocks of 200 less blocks of 2." },
    first: { expression: "mean(blocked.first)", unit: "1", doc: "Accuracy in the garden trained first." },
    second: { expression: "mean(blocked.second)", unit: "1", doc: "Accuracy in the garden trained second." },
    d: {
      expression: `(${difference("blocked", "mixed")}) / sqrt((deviation(blocked.accuracy) ^ 2 + deviation(mixed.accuracy) ^ 2) / 2)`,
      unit: "1",
      doc: "The difference in standard deviations.",
    },
    rotated: { expression: difference("rotatedBlocked", "rotatedMixed"), unit: "1", doc: "The same, diagonal rules." },
    switchCost: { expression: "mean(blocked.switchCost)", unit: "1", doc: "Stay less switch at test, blocks of 200." },
  },
  criterion: [
    { text: "acc(B200) − acc(INT)", value: "advantage", low: -0.01, high: 0.1 },
    { text: "acc(B200) − acc(B2)", value: "overTwo", low: 0.02, high: 0.16 },
    { text: "first-task accuracy(B200)", value: "first", low: 0.8 },
    { text: "acc(INT)", value: "mixed", low: 0.75 },
  ],
  sideObservations: [
    {
      text: "rotated (diagonal) rules: |acc(B200)-acc(INT)| <= 0.04",
      bands: [{ text: "difference", value: "rotated", low: -0.04, high: 0.04 }],
    },
    {
      text: "switch cost at test small: stay minus switch 0.0 to 0.05 (people 0.019 in B200)",
      bands: [{ text: "stay − switch", value: "switchCost", low: 0, high: 0.05 }],
    },
  ],
  ablations: [
    {
      id: "no-context-gating",
      mechanism: "states of the task, each with its own expectations, that a context retrieves",
      must: "abolish",
      change: {
        parameters: { evidenceThreshold: 1e6, newStateThreshold: 1e6 },
        parts: { projections: { contextToState: { transmits: "0 * pre.value" } } },
      },
      intact: [{ text: "acc(B200)", value: "blocked", low: 0.78 }],
    },
    { id: "no-amygdala", mechanism: "amygdala", must: "spare", change: amygdalaLesion },
  ],
  figure: {
    title: "Accuracy at test",
    x: { label: "training", unit: "1" },
    y: { label: "accuracy", unit: "1" },
    places: ["B200", "B20", "B2", "mixed"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["blocked", "twenty", "two", "mixed"].map((arm) => `mean(${arm}.accuracy)`),
      },
    ],
    published: [
      {
        label: "people",
        curve: 0,
        x: [0, 1, 2, 3],
        y: [0.918, 0.887, 0.833, 0.876],
        error: [0.012, 0.017, 0.02, 0.014],
        source: "Flesch et al. 2018, doi 10.1073/pnas.1800755115 (authors' data)",
      },
    ],
  },
};
