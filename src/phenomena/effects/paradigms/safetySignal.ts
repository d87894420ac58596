import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, dopamineBefore, hippocampalLesion } from "../conditioning/parts.ts";
import { freezing, group, trialsToRise } from "../extinction/parts.ts";

/** In order of the schedule. */
const types = { a: 0, shockedX: 2, shockedY: 3, ax: 4, y: 5, bx: 6, by: 7, x: 8 };
const late = (trials: SubjectTrials, type: number): number =>
  conditioned(trials, "freezing", { stage: "training", equal: { type }, last: 10 });
const summed = (trials: SubjectTrials, type: number): number =>
  conditioned(trials, "freezing", { stage: "summation", equal: { type }, first: 2 });

/** Trials of retardation until freezing is at least half of that to A, twice in a row. */
function trialsToHalf(trials: SubjectTrials): number {
  const responses = freezing(trials.where({ stage: "retardation" }));
  return responses.length === 0 ? Number.NaN : trialsToRise(responses, 0.5 * late(trials, types.a), 2);
}

/** What says that no shock will come takes fear from other cues and is hard to be made one of shock. */
export const safetySignal: Effect = {
  id: "safety-signal",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: group("summation", "safety-signal"),
      safe: group("X followed by shock", "safety-signal-retardation"),
      neutral: group("Y followed by shock", "safety-signal-retardation-control"),
    },
    windows: { cue: dopamineAfter("phase:cue"), tonic: dopamineBefore },
    readings: {
      a: (trials) => late(trials, types.a),
      ax: (trials) => late(trials, types.ax),
      y: (trials) => late(trials, types.y),
      bx: (trials) => summed(trials, types.bx),
      by: (trials) => summed(trials, types.by),
      x: (trials) => trials.where({ stage: "summation", equal: { type: types.x } }).mean("cue"),
      tonic: (trials) => trials.where({ stage: "summation" }).mean("tonic"),
      trialsToHalf,
    },
  },
  remarks: [
    "Compounds are read in the first 2 of their 10 tests, which extinguish them.",
    "The criterion of retardation is half of the freezing to A at the end of training, twice in a row; 41 if it is not reached.",
  ],
  measures: {
    s: { expression: "mean(all.bx) / mean(all.by)", unit: "1", doc: "Freezing to B with X over B with Y." },
    r: {
      expression: "mean(safe.trialsToHalf) / mean(neutral.trialsToHalf)",
      unit: "1",
      doc: "Trials to criterion, X over Y.",
    },
    dX: { expression: "mean(all.x) / mean(all.tonic)", unit: "of tonic", doc: "Dopamine at X alone." },
    ax: { expression: "mean(all.ax) / mean(all.a)", unit: "1", doc: "Freezing to AX over A, end of training." },
    y: { expression: "mean(all.y) / mean(all.a)", unit: "1", doc: "Freezing to Y over A, end of training." },
    by: { expression: "mean(all.by) / mean(all.a)", unit: "1", doc: "Freezing to B with Y over A." },
  },
  criterion: [
    { text: "s", value: "s", low: 0, high: 0.75 },
    { text: "r", value: "r", low: 1.1, high: 4 },
    { text: "dX", value: "dX", low: 0.02 },
  ],
  sideObservations: [
    {
      text: "freezing to AX at the end <= 0.4 of that to A",
      bands: [{ text: "AX/A", value: "ax", high: 0.4 }],
    },
    { text: "Y alone: freezing <= 0.2 of that to A", bands: [{ text: "Y/A", value: "y", high: 0.2 }] },
  ],
  ablations: [
    {
      id: "no-safety-plasticity",
      mechanism: "plasticity of the amygdala's extinction cells and of the ventral striatum",
      must: "abolish",
      change: { parameters: { extinctionEta: 0, criticEta: 0 } },
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
  ],
  figure: {
    title: "Freezing",
    x: { label: "cue", unit: "1" },
    y: { label: "freezing", unit: "of A" },
    places: ["A", "AX", "Y", "BY", "BX"],
    curves: [{ label: "this model", x: [0, 1, 2, 3, 4], y: ["1", "ax", "y", "by", "s * by"] }],
    published: [],
  },
};
