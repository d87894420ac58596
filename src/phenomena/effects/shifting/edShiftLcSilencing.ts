import type { Effect } from "../../effect.ts";
import { ratio } from "../shapes.ts";
import {
  bowlStays,
  orbitofrontalSerotoninLesion,
  publishedStages,
  shiftingArm,
  stageCurve,
  stagePlaces,
  stageReadings,
  withoutNoradrenergicAttention,
} from "./parts.ts";

const silenced = { light: "locusCoeruleus", inhibition: 0.9 };

/** Without norepinephrine attention is slow to leave a dimension, not to find one. */
export const edShiftLcSilencing: Effect = {
  id: "ed-shift-lc-silencing",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: shiftingArm("control"),
      silenced: shiftingArm("locus coeruleus silenced", { manipulations: [silenced] }),
      terminals: shiftingArm("its terminals in prefrontal cortex silenced", {
        manipulations: [{ ...silenced, area: "prefrontalCortex" }],
      }),
    },
    windows: {},
    readings: stageReadings,
  },
  remarks: [
    bowlStays,
    "Silencing takes 90 % of the firing of the locus coeruleus, and with it of the dopamine that its terminals release in the hippocampus.",
  ],
  measures: {
    rED: { expression: ratio("between", "silenced", "control"), unit: "1", doc: "Silenced over control at ED." },
    rID: { expression: ratio("within", "silenced", "control"), unit: "1", doc: "Silenced over control at ID." },
    rCD: { expression: ratio("compound", "silenced", "control"), unit: "1", doc: "Silenced over control at CD." },
    rSD: { expression: ratio("simple", "silenced", "control"), unit: "1", doc: "Silenced over control at SD." },
    terminals: { expression: ratio("between", "terminals", "control"), unit: "1", doc: "Terminals silenced, at ED." },
    reversals: {
      expression: ratio("reversals", "silenced", "control"),
      unit: "1",
      doc: "Silenced over control at reversals.",
    },
    shift: { expression: "mean(control.between) / mean(control.within)", unit: "1", doc: "Controls' ED over ID." },
  },
  criterion: [
    { text: "r_ED", value: "rED", low: 1.3, high: 2.6 },
    { text: "r_ID", value: "rID", low: 0.8, high: 1.25 },
    { text: "r_CD", value: "rCD", low: 0.8, high: 1.25 },
  ],
  sideObservations: [
    {
      text: "SD trials silenced/control in [0.8, 1.25]",
      bands: [{ text: "r_SD", value: "rSD", low: 0.8, high: 1.25 }],
    },
    {
      text: "mPFC-terminal-only silencing gives r_ED > 1.25 too",
      bands: [{ text: "r_ED, terminals", value: "terminals", low: 1.25 }],
    },
    {
      text: "reversal ratio is reported, not scored (studies disagree: 1.0 after DBH-saporin in mPFC, raised after LC silencing)",
      bands: [],
    },
  ],
  ablations: [
    {
      id: "no-noradrenergic-attention",
      mechanism: "noradrenergic gain and reset of the learning of attention",
      must: "abolish",
      change: withoutNoradrenergicAttention,
      intact: [{ text: "r_ED", value: "rED", low: 1.3 }],
    },
    {
      id: "no-orbitofrontal-serotonin",
      mechanism: "serotonergic input to orbitofrontal cortex",
      must: "spare",
      change: orbitofrontalSerotoninLesion,
    },
  ],
  figure: {
    title: "Trials to criterion",
    x: { label: "stage", unit: "1" },
    y: { label: "trials", unit: "1" },
    places: stagePlaces,
    curves: [
      { label: "this model", x: [0, 1, 2, 3, 4], y: stageCurve("control") },
      { label: "this model, silenced", x: [0, 1, 2, 3, 4], y: stageCurve("silenced") },
    ],
    published: [
      publishedStages,
      {
        label: "5 mice, silenced",
        curve: 1,
        x: [4],
        y: [25],
        error: [2],
        source: "Nigro et al. 2025, doi 10.7554/eLife.105911",
      },
    ],
  },
};
