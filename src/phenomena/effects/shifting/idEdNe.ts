import type { Effect } from "../../effect.ts";
import { placesFigure, ratioOf } from "../shapes.ts";
import { bowlStays, shiftingArm, stageReadings, withoutNoradrenergicAttention } from "./parts.ts";

const deafferented = { fibreLesion: "locusCoeruleus", area: "prefrontalCortex", share: 0.95 };
/** Slows the removal of norepinephrine by two and a half. */
const atomoxetine = { drug: "atomoxetine", dose: "1.5 Ki" };
const cholinergic = {
  manipulations: [{ fibreLesion: "basalForebrain", area: "prefrontalCortex", share: 0.95 }],
};

/** Too little norepinephrine in prefrontal cortex, and too much, hinder the shift to another dimension. */
export const idEdNe: Effect = {
  id: "id-ed-ne",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      sham: shiftingArm("sham, vehicle"),
      lesion: shiftingArm("deafferented, vehicle", { manipulations: [deafferented] }),
      repaired: shiftingArm("deafferented, atomoxetine", { manipulations: [deafferented], doses: [atomoxetine] }),
      drug: shiftingArm("sham, atomoxetine", { doses: [atomoxetine] }),
      cholinergic: shiftingArm("cholinergic deafferentation", cholinergic),
    },
    windows: {},
    readings: {
      ...stageReadings,
      distracted: (trials) =>
        trials.where({ stage: "ID", equal: { irrelevantMatched: 0 } }).filter(({ correct }) => correct === 0).length,
    },
  },
  remarks: [
    bowlStays,
    "Atomoxetine is in the whole brain, at its dose for the norepinephrine transporter; it binds the serotonin transporter as well.",
    "Errors towards the irrelevant dimension are those at ID that take the exemplar of the other dimension that the last food went with.",
  ],
  measures: {
    a: ratioOf("between", "lesion", "sham", "Lesion over sham at ED, vehicle."),
    b: ratioOf("between", "repaired", "sham", "Lesion with drug over sham with vehicle."),
    c: ratioOf("between", "drug", "sham", "Sham with drug over sham with vehicle."),
    within: ratioOf("within", "lesion", "sham", "Lesion over sham at ID."),
    reversals: ratioOf("reversals", "lesion", "sham", "Lesion over sham at reversals."),
    cholinergic: ratioOf("between", "cholinergic", "sham", "Cholinergic lesion at ED."),
    distracted: ratioOf("distracted", "lesion", "sham", "Errors towards the irrelevant dimension at ID."),
  },
  criterion: [
    { text: "a", value: "a", low: 1.25, high: 3 },
    { text: "b", value: "b", low: 0.75, high: 1.25 },
    { text: "c", value: "c", low: 1.15, high: 2.5 },
    { text: "a at ID", value: "within", low: 0.8, high: 1.25 },
    { text: "a at reversals", value: "reversals", low: 0.8, high: 1.25 },
  ],
  sideObservations: [
    {
      text: "cholinergic deafferentation of mPFC: ED ratio in [0.8, 1.25]",
      bands: [{ text: "ED", value: "cholinergic", low: 0.8, high: 1.25 }],
    },
    {
      text: "distractor/irrelevant-dimension errors at ID unchanged within ±20 % (2008 Neuroscience abstract: irrelevant stimuli ignored normally)",
      bands: [{ text: "errors", value: "distracted", low: 0.8, high: 1.2 }],
    },
  ],
  ablations: [
    {
      id: "no-noradrenergic-attention",
      mechanism: "dependence of prefrontal plasticity on norepinephrine",
      must: "abolish",
      change: withoutNoradrenergicAttention,
      intact: [
        { text: "a", value: "a", low: 1.25 },
        { text: "c", value: "c", low: 1.15 },
      ],
    },
    {
      id: "no-prefrontal-acetylcholine",
      mechanism: "acetylcholine in prefrontal cortex",
      must: "spare",
      change: { treatment: cholinergic },
    },
  ],
  figure: placesFigure({
    title: "Trials to criterion at the shift to another dimension",
    of: "group",
    y: { label: "of sham with vehicle", unit: "1" },
    places: ["sham", "lesion", "lesion, drug", "sham, drug"],
    curves: { "this model": ["1", "a", "b", "c"] },
  }),
};
