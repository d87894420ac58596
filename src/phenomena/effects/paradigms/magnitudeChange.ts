import type { Effect } from "../../effect.ts";
import { conditioned, dopamineAfter, silentDorsalRaphe } from "../conditioning/parts.ts";
import { group } from "../extinction/parts.ts";
import { placesFigure, unitless } from "../shapes.ts";

/** In order of the schedule. */
const types = { usual: 0, changed: 1, free: 2 };
const usual = { equal: { type: types.usual }, last: 10 };
const changed = { equal: { type: types.changed } };

const over = (arm: string, reading: string, base: string): string => `mean(${arm}.${reading}) / mean(${arm}.${base})`;

/** More than usual is a surprise, less than usual another, until it is usual. */
export const magnitudeChange: Effect = {
  id: "magnitude-change",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { up: group("0.5, then 1", "magnitude-increase"), down: group("0.5, then 0.25", "magnitude-decrease") },
    windows: { cue: dopamineAfter("A"), reward: dopamineAfter("phase:outcome") },
    readings: {
      naive: (trials) => trials.where({ stage: "naive", equal: { type: types.free } }).mean("reward"),
      early: (trials) => trials.where({ ...changed, first: 3 }).mean("reward"),
      late: (trials) => trials.where({ ...changed, last: 10 }).mean("reward"),
      approachBefore: (trials) => conditioned(trials, "approach", usual),
      approachAfter: (trials) => conditioned(trials, "approach", { ...changed, last: 5 }),
      cueBefore: (trials) => trials.where(usual).mean("cue"),
      cueFirst: (trials) => trials.where({ ...changed, first: 1 }).mean("cue"),
    },
  },
  remarks: ["Levels before the change are those of the last 10 trials; approach after it that of the last 5 of 40."],
  measures: {
    U: { expression: over("up", "early", "naive"), unit: "of a free reward", doc: "Dopamine at more, first 3 trials." },
    D: {
      expression: over("down", "early", "naive"),
      unit: "of a free reward",
      doc: "Dopamine at less, first 3 trials.",
    },
    lateUp: unitless(over("up", "late", "early"), "Dopamine at more, last 10 over first 3 trials."),
    lateDown: unitless(over("down", "late", "early"), "Dopamine at less, last 10 over first 3 trials."),
    up: unitless(over("up", "approachAfter", "approachBefore"), "Approach, after over before."),
    down: unitless(over("down", "approachAfter", "approachBefore"), "Approach, after over before."),
    cueUp: unitless(over("up", "cueFirst", "cueBefore"), "Dopamine at the cue of the first change."),
    cueDown: unitless(over("down", "cueFirst", "cueBefore"), "Dopamine at the cue of the first change."),
  },
  criterion: [
    { text: "U", value: "U", low: 0.25, high: 2 },
    { text: "D", value: "D", low: -1, high: -0.05 },
    { text: "|late|, more", value: "abs(lateUp)", high: 0.4 },
    { text: "|late|, less", value: "abs(lateDown)", high: 0.4 },
  ],
  sideObservations: [
    {
      text: "CR after 40 trials: up/before in [1.1, 3], down/before in [0.3, 0.95]",
      bands: [
        { text: "up", value: "up", low: 1.1, high: 3 },
        { text: "down", value: "down", low: 0.3, high: 0.95 },
      ],
    },
    {
      text: "the response to the CS itself has not changed in the first changed trial (+-10 %)",
      bands: [
        { text: "up", value: "cueUp", low: 0.9, high: 1.1 },
        { text: "down", value: "cueDown", low: 0.9, high: 1.1 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-expectation",
      mechanism: "expectation of the time of reward, with which it is taken off and missed",
      must: "abolish",
      change: { parameters: { intervalEta: 0 } },
      intact: [{ text: "D", value: "D", low: -1, high: -0.05 }],
    },
    { id: "no-serotonin", mechanism: "serotonin", must: "spare", change: { parts: silentDorsalRaphe } },
  ],
  figure: placesFigure({
    title: "Dopamine at a changed reward",
    of: "trials",
    y: { label: "response", unit: "of a free reward" },
    places: ["first 3", "last 10"],
    curves: { "this model, more": ["U", "U * lateUp"], "this model, less": ["D", "D * lateDown"] },
  }),
};
