import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, dopamineBefore, hippocampalLesion } from "./parts.ts";

/** In order of the schedule. */
const types = { rewardedA: 0, rewardedX: 2, rewardedY: 3, unrewardedAX: 4, x: 7, y: 8, cx: 9, cy: 10 };

/**
 * Trials of a retardation stage until the conditioned response has been at least half of that to A three times in a
 * row.
 */
function trialsToHalf(trials: SubjectTrials, type: number): number {
  const level =
    0.5 * conditioned(trials, "approach", { stage: "training", equal: { type: types.rewardedA }, last: 20 });
  const own = trials.where({ stage: "retardation", equal: { type } });
  const before = own.column("approachBefore");
  const above = own.column("approach").map((value, place) => value - before[place]! >= level);
  const reached = above.findIndex((_, place) => place >= 2 && above[place - 2]! && above[place - 1]! && above[place]!);
  if (own.length === 0) return Number.NaN;
  return reached < 0 ? own.length : reached + 1;
}

/** What announces that the reward will not come takes dopamine down and works against what announces it. */
export const conditionedInhibition: Effect = {
  id: "conditioned-inhibition",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: { label: "summation", task: { id: "conditioning-v1", schedule: "conditioned-inhibition" } },
      inhibitor: {
        label: "X rewarded",
        task: { id: "conditioning-v1", schedule: "conditioned-inhibition-retardation" },
      },
      neutral: {
        label: "Y rewarded",
        task: { id: "conditioning-v1", schedule: "conditioned-inhibition-retardation-control" },
      },
    },
    windows: {
      cue: dopamineAfter("phase:cue"),
      missing: dopamineAfter("phase:cue", 1.5),
      tonic: dopamineBefore,
    },
    readings: {
      dopamineX: (trials) => trials.where({ stage: "test", equal: { type: types.x } }).mean("cue"),
      dopamineY: (trials) => trials.where({ stage: "test", equal: { type: types.y } }).mean("cue"),
      dopamineA: (trials) =>
        trials.where({ stage: "training", equal: { type: types.rewardedA }, last: 20 }).mean("cue"),
      missing: (trials) =>
        trials.where({ stage: "training", equal: { type: types.unrewardedAX }, last: 20 }).mean("missing"),
      tonic: (trials) => trials.where({ stage: "test" }).mean("tonic"),
      trainedTonic: (trials) => trials.where({ stage: "training", last: 100 }).mean("tonic"),
      approachCX: (trials) => conditioned(trials, "approach", { stage: "summation", equal: { type: types.cx } }),
      approachCY: (trials) => conditioned(trials, "approach", { stage: "summation", equal: { type: types.cy } }),
      toX: (trials) => trialsToHalf(trials, types.rewardedX),
      toY: (trials) => trialsToHalf(trials, types.rewardedY),
    },
  },
  remarks: [
    "End of training: the last 20 trials of a type. A subject that does not reach the criterion of retardation in 80 trials counts 80.",
  ],
  measures: {
    dX: {
      expression: "mean(all.dopamineX) / mean(all.tonic)",
      unit: "of tonic",
      doc: "Change at the inhibitor alone.",
    },
    dY: { expression: "mean(all.dopamineY) / mean(all.tonic)", unit: "of tonic", doc: "Change at the neutral cue." },
    dA: {
      expression: "mean(all.dopamineA) / mean(all.trainedTonic)",
      unit: "of tonic",
      doc: "Change at the exciter.",
    },
    s: {
      expression: "mean(all.approachCX) / mean(all.approachCY)",
      unit: "1",
      doc: "Response to another exciter with the inhibitor over that with the neutral cue.",
    },
    r: {
      expression: "mean(inhibitor.toX) / mean(neutral.toY)",
      unit: "1",
      doc: "Trials until the former inhibitor is responded to, over those of the neutral cue.",
    },
    missing: {
      expression: "mean(all.missing) / mean(all.trainedTonic)",
      unit: "of tonic",
      doc: "Change at the time of the missing reward after AX.",
    },
  },
  criterion: [
    { text: "dX", value: "dX", low: -0.7, high: -0.1 },
    { text: "dA", value: "dA", low: 0.8 },
    { text: "s", value: "s", low: 0, high: 0.75 },
    { text: "r", value: "r", low: 1.15, high: 4 },
  ],
  sideObservations: [
    {
      text: "Y alone: |DA change| <= 15 % of tonic",
      bands: [{ text: "|dY|", value: "abs(dY)", high: 0.15 }],
    },
    {
      text: "No dip at the time of missing reward on AX- trials at the end of training (>= -0.10)",
      bands: [{ text: "missing", value: "missing", low: -0.1 }],
    },
    { text: "A small early activation to X (generalisation) is allowed if A and X share inputs", bands: [] },
  ],
  ablations: [
    {
      id: "no-habenular-input",
      mechanism: "input of the lateral habenula to dopamine cells",
      must: "abolish",
      change: { parameters: { habenulaDip: 0 } },
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
  ],
  figure: {
    title: "Dopamine cells",
    x: { label: "cue", unit: "1" },
    y: { label: "change", unit: "of tonic" },
    places: ["A, exciter", "X, inhibitor", "Y, neutral"],
    curves: [{ label: "this model", x: [0, 1, 2], y: ["dA", "dX", "dY"] }],
    published: [
      {
        label: "Tobler et al. 2003, responding cells",
        curve: 0,
        x: [0, 1],
        y: [2.42, -0.35],
        source: "Tobler, Dickinson & Schultz 2003, abstract: 69 cells, 48 of 69 cells",
      },
    ],
  },
};
