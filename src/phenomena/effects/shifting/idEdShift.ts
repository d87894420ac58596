import type { Effect } from "../../effect.ts";
import { amygdalaLesion } from "../lesions.ts";
import { ratio } from "../shapes.ts";
import {
  bowlStays,
  publishedStages,
  shiftingArm,
  stageCurve,
  stagePlaces,
  stageReadings,
  trialsOf,
  withoutLearnedAttention,
} from "./parts.ts";

/** A shift of what counts to the other dimension costs more than one within it, and prefrontal lesions raise that only. */
export const idEdShift: Effect = {
  id: "id-ed-shift",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: shiftingArm("control"),
      lesion: shiftingArm("prefrontal lesion", { manipulations: [{ lesion: "prefrontalCortex" }] }),
      onlyWithin: shiftingArm("four shifts within the dimension", undefined, true),
    },
    windows: {},
    readings: {
      ...stageReadings,
      firstWithin: (trials) => trialsOf(trials, "ID1"),
      fourthWithin: (trials) => trialsOf(trials, "ID4"),
    },
  },
  remarks: [
    bowlStays,
    "The brain has one prefrontal cortex: the lesion takes away all of it, attention to dimensions, memory of the last choice and memory of places.",
  ],
  measures: {
    C: { expression: "mean(control.between) / mean(control.within)", unit: "1", doc: "Trials at ED over those at ID." },
    V: {
      expression: "mean(control.reversal) / mean(control.compound)",
      unit: "1",
      doc: "Trials at the first reversal over those at CD.",
    },
    lED: { expression: ratio("between", "lesion", "control"), unit: "1", doc: "Lesion over control at ED." },
    lID: { expression: ratio("within", "lesion", "control"), unit: "1", doc: "Lesion over control at ID." },
    lREV: { expression: ratio("reversals", "lesion", "control"), unit: "1", doc: "Lesion over control at reversals." },
    fourth: {
      expression: "mean(onlyWithin.fourthWithin) / mean(onlyWithin.firstWithin)",
      unit: "1",
      doc: "Fourth over first shift within the dimension.",
    },
    set: {
      expression: "mean(control.within) / mean(control.simple)",
      unit: "1",
      doc: "Trials at ID over those of the simple discrimination.",
    },
  },
  criterion: [
    { text: "C", value: "C", low: 1.25, high: 2.3 },
    { text: "V", value: "V", low: 1.4, high: 4 },
    { text: "L_ED", value: "lED", low: 1.25, high: 3 },
    { text: "L_ID", value: "lID", low: 0.8, high: 1.25 },
    { text: "L_REV", value: "lREV", low: 0.8, high: 1.3 },
  ],
  sideObservations: [
    {
      text: "without an ED stage but with a fourth ID stage, trials do not rise (ID4 <= ID1)",
      bands: [{ text: "ID4 / ID1", value: "fourth", high: 1 }],
    },
    { text: "controls show ID <= SD + 10 %", bands: [{ text: "ID / SD", value: "set", high: 1.1 }] },
  ],
  ablations: [
    {
      id: "no-learned-attention",
      mechanism: "learned attention to dimensions",
      must: "abolish",
      change: withoutLearnedAttention,
      intact: [{ text: "C", value: "C", low: 1.25 }],
    },
    { id: "no-amygdala", mechanism: "amygdala", must: "spare", change: amygdalaLesion },
  ],
  figure: {
    title: "Trials to criterion",
    x: { label: "stage", unit: "1" },
    y: { label: "trials", unit: "1" },
    places: stagePlaces,
    curves: [
      { label: "this model", x: [0, 1, 2, 3, 4], y: stageCurve("control") },
      { label: "this model, prefrontal lesion", x: [0, 1, 2, 3, 4], y: stageCurve("lesion") },
    ],
    published: [publishedStages],
  },
};
