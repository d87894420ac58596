import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { average } from "../../subjectTrials.ts";
import { withoutSerotonin } from "../lesions.ts";
import { repetition, withoutDips } from "./parts.ts";

const trainingSessions = 2;
const sessions = 4;
const after = Array.from({ length: 21 }, (_, k) => k);

/** Trials after training. */
const tested = (trials: SubjectTrials): SubjectTrials => trials.filter((row) => row.session! >= trainingSessions);

/**
 * Mean of something over all places from … to … from the first trial of a new block; those before it in the block
 * before, those from it on in the new block.
 */
function aroundReversals(trials: SubjectTrials, values: readonly number[], from: number, to: number): number {
  const blocks = trials.column("block");
  const sessionOf = trials.column("session");
  const found: number[] = [];
  for (let place = 1; place < blocks.length; place++) {
    if (blocks[place] === blocks[place - 1] || sessionOf[place] !== sessionOf[place - 1]) continue;
    for (let k = from; k <= to; k++) {
      const at = place + k;
      const block = blocks[k < 0 ? place - 1 : place];
      if (blocks[at] === block && sessionOf[at] === sessionOf[place]) found.push(values[at]!);
    }
  }
  return average(found);
}

/** 1 where a choice differs from that on the trial before. */
function switches(trials: SubjectTrials): number[] {
  const choices = trials.column("choice");
  return choices.map((choice, place) => {
    const before = choices[place - 1] ?? Number.NaN;
    return Number.isNaN(choice) || Number.isNaN(before) ? Number.NaN : Number(choice !== before);
  });
}

const of =
  (column: "switch" | "correct" | "norepinephrine", from: number, to = from) =>
  (all: SubjectTrials) => {
    const trials = tested(all);
    return aroundReversals(trials, column === "switch" ? switches(trials) : trials.column(column), from, to);
  };

const s = (k: number): string => `mean(all.switch${k})`;
const peak = `max(${[1, 2, 3, 4, 5, 6].map(s).join(", ")})`;
const earlier = (k: number): string =>
  Array.from({ length: k - 1 }, (_, place) => `(${s(place + 1)} < ${peak})`).join(" * ") || "1";

/** After an unsignalled reversal one looks around, then settles again. */
export const exploreAfterChange: Effect = {
  id: "explore-after-change",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: {
        label: "two ports",
        task: { id: "hazard-reversal-v1", schedule: "trained-animals", options: { trials: 650, sessions } },
      },
    },
    windows: {
      norepinephrine: { variable: "locusCoeruleus.rate", event: "trialStart", from: 0, to: 0.2 },
    },
    readings: {
      switchBefore: of("switch", -10, -1),
      betterBefore: of("correct", -10, -1),
      ...Object.fromEntries(
        after.flatMap((k) => [
          [`switch${k}`, of("switch", k)],
          [`better${k}`, of("correct", k)],
        ]),
      ),
      switchLate: of("switch", 12, 20),
      norepinephrineBefore: of("norepinephrine", -10, -1),
      norepinephrineAfter: of("norepinephrine", 2, 10),
      afterReward: (trials) => 1 - repetition(tested(trials), "win"),
      afterNone: (trials) => 1 - repetition(tested(trials), "loss"),
      better: (trials) => tested(trials).mean("correct"),
    },
  },
  remarks: [
    `Two sessions of training instead of ten, then the two that count: behaviour is stationary by then and a session takes long to simulate.`,
    "Places around a reversal count as long as they lie in the block before and in the new block. T80 is interpolated between trials; 21 if it is not reached within 20.",
    "Tonic norepinephrine: firing of the locus coeruleus in the first 0.2 s of a trial, before anything happens.",
  ],
  measures: {
    peak: {
      expression: `${peak} / mean(all.switchBefore)`,
      unit: "1",
      doc: "Largest probability of switching in trials 1 to 6 of a block, of that before.",
    },
    peakAt: {
      expression: [1, 2, 3, 4, 5, 6].map((k) => `${k} * (${s(k)} >= ${peak}) * ${earlier(k)}`).join(" + "),
      unit: "trials",
      doc: "Trial of the peak.",
    },
    back: {
      expression: "mean(all.switchLate) / mean(all.switchBefore)",
      unit: "1",
      doc: "Probability of switching in trials 12 to 20, of that before.",
    },
    before: { expression: "mean(all.switchBefore)", unit: "1", doc: "Probability of switching before a reversal." },
    t80: {
      expression: `reach(-0.95 * mean(all.betterBefore), ${after.map((k) => `${k}, -1 * mean(all.better${k})`).join(", ")}, 21, -1 * mean(all.better20))`,
      unit: "trials",
      doc: "Trial on which the better port is chosen nearly as often as before.",
    },
    afterReward: { expression: "mean(all.afterReward)", unit: "1", doc: "Probability of switching after a reward." },
    afterNone: { expression: "mean(all.afterNone)", unit: "1", doc: "Probability of switching after none." },
    better: { expression: "mean(all.better)", unit: "1", doc: "Share of choices of the better port." },
    norepinephrine: {
      expression: "mean(all.norepinephrineAfter) / mean(all.norepinephrineBefore)",
      unit: "1",
      doc: "Tonic norepinephrine in trials 2 to 10, of that before.",
    },
  },
  criterion: [
    { text: "peak ratio", value: "peak", low: 1.5, high: 4.5 },
    { text: "peak at k", value: "peakAt", low: 2, high: 6 },
    { text: "return", value: "back", low: 0.6, high: 1.4 },
    { text: "mean S(-10..-1)", value: "before", low: 0.02, high: 0.2 },
    { text: "T80", value: "t80", low: 6, high: 20 },
  ],
  sideObservations: [
    {
      text: "p(switch) after a reward stays <= 0.10 and is less than half of p(switch) after no reward",
      bands: [
        { text: "after a reward", value: "afterReward", high: 0.1 },
        { text: "of that after none", value: "afterReward / afterNone", high: 0.5 },
      ],
    },
    { text: "overall p(better port) in [0.72, 0.92]", bands: [{ text: "p", value: "better", low: 0.72, high: 0.92 }] },
    {
      text: "tonic noradrenaline in trials 2-10 after reversal is 1.05-2 times that of trials -10..-1",
      bands: [{ text: "ratio", value: "norepinephrine", low: 1.05, high: 2 }],
    },
  ],
  ablations: [
    {
      id: "no-dips-at-d2",
      mechanism: "learning from dopamine dips in both pathways",
      must: "abolish",
      change: { parts: withoutDips, parameters: { habenulaDip: 0 } },
      intact: [{ text: "peak ratio", value: "peak", low: 1.3 }],
    },
    {
      id: "no-serotonin",
      mechanism: "serotonin",
      must: "spare",
      change: withoutSerotonin,
      intact: [{ text: "peak ratio", value: "peak", low: 1.3 }],
    },
  ],
  figure: {
    title: "Switching around a reversal",
    x: { label: "trial of the new block", unit: "trials" },
    y: { label: "probability of switching", unit: "1" },
    curves: [{ label: "this model", x: [-5, ...after], y: ["before", ...after.map(s)] }],
    published: [
      {
        label: "Beron et al. 2022, mice, 80-20",
        curve: 0,
        x: [-5, 3],
        y: [0.08, 0.165],
        source: "Beron et al. 2022, read from a figure",
      },
    ],
  },
};
