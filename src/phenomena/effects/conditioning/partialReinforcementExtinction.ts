import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { ratioOf, unitless } from "../shapes.ts";
import { conditioned, hippocampalLesion } from "./parts.ts";

const group = (label: string, name: string): SessionArm => ({
  label,
  task: { id: "conditioning-v1", schedule: `partial-reinforcement-${name}` },
});

const level = (trials: SubjectTrials): number => conditioned(trials, "approach", { stage: "training", last: 10 });

/** Trials of extinction after which the mean of the last five responses stays below 80 % of the level before. */
function trialsToExtinction(trials: SubjectTrials): number {
  const own = trials.where({ stage: "extinction" });
  const before = own.column("approachBefore");
  const responses = own.column("approach").map((value, place) => value - before[place]!);
  const limit = 0.8 * level(trials);
  const smooth = responses.map((_, place) => average(responses.slice(Math.max(0, place - 4), place + 1)));
  return Math.min(smooth.length, smooth.findLastIndex((value) => value >= limit) + 2);
}

/** The rarer the reward was, the more trials without it are needed to notice that it has stopped. */
export const partialReinforcementExtinction: Effect = {
  id: "partial-reinforcement-extinction",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      continuous6: group("6 s, always", "continuous-6s"),
      third: group("2 s, a third", "third-2s"),
      continuous10: group("10 s, always", "continuous-10s"),
      fifth: group("2 s, a fifth", "fifth-2s"),
    },
    windows: {},
    readings: { level, trials: trialsToExtinction },
  },
  remarks: [
    "All times of cues are a fifth of the published ones. The level before extinction is that of the last 10 trials of training, rewarded or not; means of five trials are those of a trial and the four before it.",
  ],
  measures: {
    R33: ratioOf("trials", "third", "continuous6", "Trials to extinction, a third over always."),
    R20: ratioOf("trials", "fifth", "continuous10", "Trials to extinction, a fifth over always."),
    level33: ratioOf("level", "third", "continuous6", "Level before, a third over always."),
    level20: ratioOf("level", "fifth", "continuous10", "Level before, a fifth over always."),
    T6: unitless("mean(continuous6.trials)", "Trials to extinction, 6 s, always."),
    T33: unitless("mean(third.trials)", "Trials to extinction, 2 s, a third."),
    T10: unitless("mean(continuous10.trials)", "Trials to extinction, 10 s, always."),
    T20: unitless("mean(fifth.trials)", "Trials to extinction, 2 s, a fifth."),
  },
  criterion: [
    { text: "R33", value: "R33", low: 1.6, high: 4.5 },
    { text: "R20", value: "R20", low: 2.2, high: 7.5 },
    { text: "R20 > R33", value: "R20 > R33", low: 1 },
  ],
  sideObservations: [
    {
      text: "CR level before extinction of PRf and CRf within +-30 % of each other",
      bands: [
        { text: "a third", value: "level33", low: 0.7, high: 1.3 },
        { text: "a fifth", value: "level20", low: 0.7, high: 1.3 },
      ],
    },
    {
      text: "Expressed in expected rewards omitted (T*p) the groups differ by < 40 %",
      bands: [
        { text: "a third", value: "R33 / 3", low: 0.6, high: 1.4 },
        { text: "a fifth", value: "R20 / 5", low: 0.6, high: 1.4 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-expected-uncertainty",
      mechanism: "expected uncertainty, beyond which surprise speeds learning",
      must: "abolish",
      change: { parameters: { uncertaintyShare: 0 } },
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
  ],
  figure: {
    title: "Trials until responding falls",
    x: { label: "rewards a trial", unit: "1" },
    y: { label: "trials", unit: "of continuous reinforcement" },
    curves: [{ label: "this model", x: [1, 1 / 3, 0.2], y: ["1", "R33", "R20"] }],
    published: [
      {
        label: "Chan & Harris 2019",
        curve: 0,
        x: [1, 1 / 3, 0.2],
        y: [1, 3, 5],
        source: "Chan & Harris 2019, abstract: about three and five times as many trials",
      },
    ],
  },
};
