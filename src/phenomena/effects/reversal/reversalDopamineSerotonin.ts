import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { depleted, errorCount, omissionShare, overReversals, perseverativeErrors } from "./parts.ts";

const reversals = 4;
const task: SessionArm["task"] = {
  id: "serial-reversal-v1",
  schedule: "visual-with-retention",
  options: { retention: 0 },
};

const groups = ["orbitofrontalSerotonin", "orbitofrontalDopamine", "striatalSerotonin", "striatalDopamine"];

/** Largest of the differences from sham, in either direction. */
const largest = (differences: readonly string[]): string =>
  `max(${differences.map((one) => `abs(${one})`).join(", ")})`;

const ratio = (arm: string) => ({
  expression: `mean(${arm}.reversal) / mean(sham.reversal)`,
  unit: "1",
  doc: `Errors over the reversals over those of sham: ${arm}.`,
});

/** Share of the extra errors of a group that are perseverative; 0 if there are no extra errors. */
const share = (arm: string): string => {
  const extra = (reading: string) => `(mean(${arm}.${reading}) - mean(sham.${reading}))`;
  return `(${extra("perseverative")} * (${extra("reversal")} > 0)) / ${extra("reversal")}`;
};

/** Orbitofrontal cortex needs serotonin to reverse, the striatum dopamine. */
export const reversalDopamineSerotonin: Effect = {
  id: "reversal-da-5ht-dissociation",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      sham: { label: "sham", task },
      orbitofrontalSerotonin: {
        label: "serotonin lost in orbitofrontal cortex",
        task,
        treatment: depleted("dorsalRaphe", "orbitofrontalCortex"),
      },
      orbitofrontalDopamine: {
        label: "dopamine lost in prefrontal cortex",
        task,
        treatment: depleted("ventralTegmentalArea", "prefrontalCortex"),
      },
      striatalSerotonin: {
        label: "serotonin lost in dorsal striatum",
        task,
        treatment: depleted("dorsalRaphe", "dorsalStriatum"),
      },
      striatalDopamine: {
        label: "dopamine lost in dorsal striatum",
        task,
        treatment: depleted("ventralTegmentalArea", "dorsalStriatum"),
      },
    },
    windows: {},
    readings: {
      acquisition: (trials) => errorCount(trials.where({ stage: "acquisition" })),
      reversal: overReversals(reversals, errorCount),
      perseverative: overReversals(reversals, perseverativeErrors),
      omissions: omissionShare,
    },
  },
  remarks: [
    "The old discrimination of the sister effect is left out: the session begins with the acquisition, terminals are lost from the beginning.",
    "The brain has no dopamine terminals in orbitofrontal cortex: dopamine is depleted in its prefrontal cortex. It has one dorsal striatum: medial and lateral are depleted together. It has no serotonin terminals there, so that this group cannot differ from sham.",
    "Removing the area-specific terminal fields: in every group 90 % of the terminals of both modulators are lost everywhere besides, so that no place is special.",
  ],
  measures: {
    eOrbitofrontalSerotonin: ratio("orbitofrontalSerotonin"),
    eOrbitofrontalDopamine: ratio("orbitofrontalDopamine"),
    eStriatalSerotonin: ratio("striatalSerotonin"),
    eStriatalDopamine: ratio("striatalDopamine"),
    perseveration: {
      expression: `${share("orbitofrontalSerotonin")} - ${share("striatalDopamine")}`,
      unit: "1",
      doc: "Perseverative share of extra errors, serotonin lost in orbitofrontal cortex less dopamine lost in the striatum.",
    },
    acquisition: {
      expression: largest(groups.map((arm) => `(mean(${arm}.acquisition) / mean(sham.acquisition) - 1)`)),
      unit: "1",
      doc: "Largest relative difference in acquisition errors from sham.",
    },
    omissions: {
      expression: `100 * ${largest(groups.map((arm) => `(mean(${arm}.omissions) - mean(sham.omissions))`))}`,
      unit: "%",
      doc: "Largest difference in omissions from sham, percentage points.",
    },
  },
  criterion: [
    { text: "E(OFC,5HT)", value: "eOrbitofrontalSerotonin", low: 1.3 },
    { text: "E(DMS,DA)", value: "eStriatalDopamine", low: 1.3 },
    { text: "E(OFC,DA)", value: "eOrbitofrontalDopamine", low: 0.8, high: 1.2 },
    { text: "E(DMS,5HT)", value: "eStriatalSerotonin", low: 0.8, high: 1.2 },
    { text: "P(OFC,5HT) - P(DMS,DA)", value: "perseveration", low: 0.2 },
  ],
  sideObservations: [
    {
      text: "acquisition errors within ±25 % of sham in all groups",
      bands: [{ text: "largest difference", value: "acquisition", high: 0.25 }],
    },
    {
      text: "no group differs in omission rate by more than 5 percentage points",
      bands: [{ text: "largest difference", value: "omissions", high: 5 }],
    },
  ],
  ablations: [
    {
      id: "no-terminal-fields",
      mechanism: "terminal fields of dopamine and serotonin that are specific to areas",
      must: "abolish",
      change: {
        treatment: {
          manipulations: [{ fibreLesion: ["dorsalRaphe", "ventralTegmentalArea"], share: 0.9 }],
        },
      },
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: withoutNorepinephrine },
  ],
  figure: {
    title: "Errors in reversals",
    x: { label: "group", unit: "1" },
    y: { label: "errors", unit: "of sham" },
    places: ["OFC, 5-HT", "OFC, DA", "striatum, 5-HT", "striatum, DA"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["eOrbitofrontalSerotonin", "eOrbitofrontalDopamine", "eStriatalSerotonin", "eStriatalDopamine"],
      },
    ],
    published: [],
  },
};
