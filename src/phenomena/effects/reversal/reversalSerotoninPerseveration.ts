import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { ratioOf } from "../shapes.ts";
import { depleted, errorCount, overReversals, perseverativeErrors } from "./parts.ts";

const reversals = 4;
const afterSurgery = [
  "retention",
  "acquisition",
  ...Array.from({ length: reversals }, (_, place) => `reversal ${place + 1}`),
];

const discrimination: SessionArm["task"] = { id: "serial-reversal-v1", schedule: "visual-with-retention" };
const setShifting: SessionArm["task"] = { id: "set-shifting-v1" };

/** Terminals of a nucleus silenced in an area from the retention test on. */
const lostAfterwards = (light: string, area: string): NonNullable<SessionArm["treatment"]> => ({
  manipulations: [{ light, area, inhibition: 0.9, during: { stage: afterSurgery } }],
});

const ratio = (reading: string, arm: string, doc: string) => ratioOf(reading, arm, "sham", doc);

const extra = (reading: string): string => `(mean(depleted.${reading}) - mean(sham.${reading}))`;

/** Without serotonin in orbitofrontal cortex the choice that paid before is not given up. */
export const reversalSerotoninPerseveration: Effect = {
  id: "reversal-5ht-perseveration",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      sham: { label: "sham", task: discrimination },
      depleted: {
        label: "serotonin lost in orbitofrontal cortex",
        task: discrimination,
        treatment: lostAfterwards("dorsalRaphe", "orbitofrontalCortex"),
      },
      dopamineDepleted: {
        label: "dopamine lost in prefrontal cortex",
        task: discrimination,
        treatment: lostAfterwards("ventralTegmentalArea", "prefrontalCortex"),
      },
      shift: { label: "sham, set shifting", task: setShifting },
      shiftDepleted: {
        label: "serotonin lost, set shifting",
        task: setShifting,
        treatment: depleted("dorsalRaphe", "orbitofrontalCortex"),
      },
    },
    windows: {},
    readings: {
      retention: (trials) => errorCount(trials.where({ stage: "retention" })),
      acquisition: (trials) => errorCount(trials.where({ stage: "acquisition" })),
      perseverative: overReversals(reversals, perseverativeErrors),
      reversal: overReversals(reversals, errorCount),
      shiftTrials: (trials) => trials.where({ stage: "ED" }).length,
    },
  },
  remarks: [
    "The terminals are lost between the learning of the old discrimination and its retention: as 90 % of their release taken from the retention test on.",
    "The brain has no dopamine terminals in orbitofrontal cortex: dopamine is depleted in its prefrontal cortex. Serotonin is depleted in orbitofrontal cortex, the only prefrontal area with its terminals.",
    "The set-shifting task is done by the same subjects in sessions of their own, with the terminals lost from the beginning; ED is counted in trials to criterion.",
  ],
  measures: {
    rPersev: ratio("perseverative", "depleted", "Perseverative errors over all reversals, depleted over sham."),
    rAcq: ratio("acquisition", "depleted", "Errors in acquisition, depleted over sham."),
    rRet: ratio("retention", "depleted", "Errors in retention, depleted over sham."),
    persevShare: {
      expression: `(${extra("perseverative")} * (${extra("reversal")} > 0)) / ${extra("reversal")}`,
      unit: "1",
      doc: "Extra perseverative errors over all extra errors; 0 if there are no extra errors.",
    },
    rRev: ratio("reversal", "depleted", "All errors over the reversals, depleted over sham."),
    rDopamine: ratio("reversal", "dopamineDepleted", "Errors over the reversals, dopamine depleted over sham."),
    rShift: {
      expression: "mean(shiftDepleted.shiftTrials) / mean(shift.shiftTrials)",
      unit: "1",
      doc: "Trials to criterion of the extradimensional shift, depleted over sham.",
    },
  },
  criterion: [
    { text: "R_persev", value: "rPersev", low: 1.4, high: 6 },
    { text: "R_acq", value: "rAcq", low: 0.8, high: 1.25 },
    { text: "share of extra errors", value: "persevShare", low: 0.5 },
  ],
  sideObservations: [
    {
      text: "retention errors ratio in [0.75, 1.3]",
      bands: [{ text: "R_ret", value: "rRet", low: 0.75, high: 1.3 }],
    },
    {
      text: "ED shift of the same animals within ±20 % of control",
      bands: [{ text: "R_ED", value: "rShift", low: 0.8, high: 1.2 }],
    },
    {
      text: "OFC dopamine depletion of the same size: reversal ratio in [0.8, 1.25]",
      bands: [{ text: "R dopamine", value: "rDopamine", low: 0.8, high: 1.25 }],
    },
  ],
  ablations: [
    {
      id: "no-serotonergic-leaving",
      mechanism: "serotonin's permission to unlearn and to doubt what has paid",
      must: "abolish",
      change: { parameters: { leavingSerotonin: 0, evidenceSerotonin: 0 } },
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: withoutNorepinephrine },
  ],
  figure: {
    title: "Errors, serotonin depleted in orbitofrontal cortex",
    x: { label: "phase", unit: "1" },
    y: { label: "errors", unit: "1" },
    places: ["retention", "acquisition", "reversals", "reversals, perseverative"],
    curves: (["sham", "depleted"] as const).map((arm) => ({
      label: arm,
      x: [0, 1, 2, 3],
      y: ["retention", "acquisition", "reversal", "perseverative"].map((reading) => `mean(${arm}.${reading})`),
    })),
    published: [],
  },
};
