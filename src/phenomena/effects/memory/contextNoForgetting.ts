import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { ratio } from "../shapes.ts";
import { withoutNoradrenergicAttention } from "../shifting/parts.ts";

const hippocampal = { manipulations: [{ lesion: "hippocampus" }] };

function context(label: string, options: Readonly<Record<string, number>>, lesion = false): SessionArm {
  return {
    label,
    task: { id: "contextual-reversal-v1", options: { chosenStays: 1, ...options } },
    ...(lesion && { treatment: hippocampal }),
  };
}

/** Share of the choices in the unrewarded trials that are of the object that was right at first. */
function kept(trials: SubjectTrials): number {
  return trials.where({ stage: "probe" }).mean("correct");
}

/** Accuracy on the first trial of blocks. */
function firstOf(trials: SubjectTrials, blocks: readonly number[]): number {
  return average(blocks.map((block) => trials.where({ stage: `block ${block}`, first: 1 }).mean("correct")));
}

/** What is learned anew in another place does not overwrite what was learned at home, if the hippocampus keeps them apart. */
export const contextNoForgetting: Effect = {
  id: "context-no-forgetting",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      shamSame: context("sham, same box", { otherContext: 0 }),
      shamOther: context("sham, other box", {}),
      lesionSame: context("hippocampal lesion, same box", { otherContext: 0 }, true),
      lesionOther: context("hippocampal lesion, other box", {}, true),
      shamMoved: context("sham, moved without reversal", { moved: 20 }),
      lesionMoved: context("hippocampal lesion, moved without reversal", { moved: 20 }, true),
      alternating: context("sham, six blocks in turn", { alternatingBlocks: 6 }),
      lesionMixed: context("hippocampal lesion, boxes mixed", { interleaved: 400 }, true),
    },
    windows: {},
    readings: {
      acquisition: (trials) => trials.where({ stage: "acquisition" }).length,
      reversal: (trials) => trials.where({ stage: "reversal" }).length,
      kept,
      moved: (trials) => trials.where({ stage: "moved" }).mean("correct"),
      lateBlocks: (trials) => firstOf(trials, [5, 6]),
      mixed: (trials) => trials.where({ stage: "interleaved", last: 40 }).mean("correct"),
    },
  },
  remarks: [
    "The object that is taken stays before the subject until the outcome is over.",
    "The boxes are a day apart, and so is each block of the extension.",
    "Accuracy after 400 mixed trials is that of the last 40.",
  ],
  measures: {
    sham: {
      expression: "mean(shamOther.reversal) / mean(shamSame.reversal)",
      unit: "1",
      doc: "T_diff / T_same, sham.",
    },
    lesion: {
      expression: "mean(lesionOther.reversal) / mean(lesionSame.reversal)",
      unit: "1",
      doc: "T_diff / T_same, lesion.",
    },
    same: { expression: ratio("reversal", "lesionSame", "shamSame"), unit: "1", doc: "T_les,same / T_sham,same." },
    keptSham: { expression: "mean(shamOther.kept)", unit: "1", doc: "M_sham: share of X on return." },
    keptLesion: { expression: "mean(lesionOther.kept)", unit: "1", doc: "M_les." },
    extension: { expression: "mean(alternating.lateBlocks)", unit: "1", doc: "First trials of blocks 5 and 6." },
    acquisition: {
      expression:
        "(mean(lesionSame.acquisition) + mean(lesionOther.acquisition)) / (mean(shamSame.acquisition) + mean(shamOther.acquisition))",
      unit: "1",
      doc: "Trials of phase 1, lesion over sham.",
    },
    movedSham: { expression: "mean(shamMoved.moved)", unit: "1", doc: "Accuracy in the other box, sham." },
    movedLesion: { expression: "mean(lesionMoved.moved)", unit: "1", doc: "Accuracy in the other box, lesion." },
    mixed: { expression: "mean(lesionMixed.mixed)", unit: "1", doc: "Accuracy after 400 mixed trials, lesion." },
  },
  criterion: [
    { text: "T_diff/T_same, sham", value: "sham", low: 0.35, high: 0.9 },
    { text: "T_diff/T_same, lesion", value: "lesion", low: 0.35, high: 0.9 },
    { text: "T_les,same/T_sham,same", value: "same", low: 0.5, high: 0.98 },
    { text: "M_sham", value: "keptSham", low: 0.3, high: 0.9 },
    { text: "M_sham − M_les", value: "keptSham - keptLesion", low: 0.12 },
    { text: "first trials of blocks 5 and 6", value: "extension", low: 0.7 },
  ],
  sideObservations: [
    {
      text: "lesioned and sham acquire phase 1 within ±25 % of each other",
      bands: [{ text: "phase 1", value: "acquisition", low: 0.75, high: 1.25 }],
    },
    {
      text: "after phase 1 a move to B without reversal leaves choice accuracy >= 0.8 in sham and lesion (Experiment I: expression not context-bound)",
      bands: [
        { text: "sham", value: "movedSham", low: 0.8 },
        { text: "lesion", value: "movedLesion", low: 0.8 },
      ],
    },
    {
      text: "interleaved biconditional discrimination is learned by lesioned animals too (>= 0.75 by 400 trials; reported, not scored)",
      bands: [],
    },
  ],
  ablations: [
    {
      id: "no-event-boundaries",
      mechanism: "the hippocampus' sign that the context has changed, by which states are retrieved",
      must: "abolish",
      change: {
        parts: { projections: { contextToState: { transmits: "0 * pre.value" } } },
      },
      intact: [{ text: "M_sham − M_les", value: "keptSham - keptLesion", low: 0.12 }],
    },
    {
      id: "no-noradrenergic-gain",
      mechanism: "noradrenergic gain of attention",
      must: "spare",
      change: withoutNoradrenergicAttention,
    },
    {
      id: "no-hippocampus",
      mechanism: "hippocampus alone, for the ease of reversing elsewhere",
      must: "spare",
      change: { treatment: hippocampal },
      intact: [{ text: "T_diff/T_same", value: "sham", low: 0.35, high: 0.9 }],
    },
  ],
  figure: {
    title: "Trials to criterion of the reversal",
    x: { label: "group", unit: "1" },
    y: { label: "trials", unit: "1" },
    places: ["sham, same", "sham, other", "lesion, same", "lesion, other"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["shamSame", "shamOther", "lesionSame", "lesionOther"].map((arm) => `mean(${arm}.reversal)`),
      },
    ],
    published: [],
  },
};
