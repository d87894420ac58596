import type { Effect } from "../../effect.ts";
import { conditioned, dopamineAfter } from "../conditioning/parts.ts";
import { group } from "../extinction/parts.ts";

/** In order of the schedule. */
const types = { a: 0, axFood: 1, x: 3, y: 4, food: 5 };
const ratio = (arm: string): string => `mean(${arm}.x) / mean(${arm}.y)`;
const lesioned = (label: string, lesion: string) =>
  group(label, "unblocking-by-identity", { manipulations: [{ lesion }] });

/** If something else of the same worth comes with the added cue, it is learned about. */
export const unblockingByIdentity: Effect = {
  id: "unblocking-by-identity",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: group("intact", "unblocking-by-identity"),
      orbitofrontal: lesioned("orbitofrontal lesion", "orbitofrontalCortex"),
      striatal: lesioned("ventral striatal lesion", "ventralStriatum"),
    },
    windows: { reward: dopamineAfter("phase:outcome") },
    readings: {
      x: (trials) => conditioned(trials, "approach", { stage: "test", equal: { type: types.x } }),
      y: (trials) => conditioned(trials, "approach", { stage: "test", equal: { type: types.y } }),
      early: (trials) => trials.where({ stage: "compound", equal: { type: types.axFood }, first: 3 }).mean("reward"),
      free: (trials) => trials.where({ stage: "naive", equal: { type: types.food } }).mean("reward"),
      a: (trials) => conditioned(trials, "approach", { stage: "training", equal: { type: types.a }, last: 10 }),
      after: (trials) => conditioned(trials, "approach", { stage: "retained", equal: { type: types.a } }),
    },
  },
  remarks: [
    "Approach to A after the switch is read in two trials with its first outcome, before the test of X and Y.",
    "With a ventral striatal lesion approach has no way out of the circuit and the ratio no value: that half of the observation then fails.",
  ],
  measures: {
    U: {
      expression: ratio("all"),
      unit: "1",
      doc: "Approach to the cue added to another outcome over the blocked one.",
    },
    early: {
      expression: "mean(all.early) / mean(all.free)",
      unit: "of a free reward",
      doc: "Dopamine at the first three changed outcomes.",
    },
    kept: {
      expression: "mean(all.after) / mean(all.a)",
      unit: "1",
      doc: "Approach to A, after the switch over before.",
    },
    orbitofrontal: { expression: ratio("orbitofrontal"), unit: "1", doc: "U after orbitofrontal lesion." },
    striatal: { expression: ratio("striatal"), unit: "1", doc: "U after ventral striatal lesion." },
  },
  criterion: [
    { text: "U", value: "U", low: 1.3 },
    { text: "early dopamine", value: "early", low: 0.05, high: 0.8 },
  ],
  sideObservations: [
    {
      text: "value of A and total reward unchanged through the switch (CR(A) within +-20 %)",
      bands: [{ text: "CR(A)", value: "kept", low: 0.8, high: 1.2 }],
    },
    {
      text: "orbitofrontal lesion: U <= 1.1; ventral striatal lesion spares U (>= 1.2)",
      bands: [
        { text: "orbitofrontal lesion", value: "orbitofrontal", high: 1.1 },
        { text: "ventral striatal lesion", value: "striatal", low: 1.2 },
      ],
    },
  ],
  ablations: [
    {
      id: "orbitofrontal-lesion",
      mechanism: "outcome identity in orbitofrontal cortex",
      must: "abolish",
      change: { treatment: { manipulations: [{ lesion: "orbitofrontalCortex" }] } },
      intact: [{ text: "U", value: "U", low: 1.3 }],
    },
    {
      id: "no-critic",
      mechanism: "learning of value in the ventral striatum",
      must: "spare",
      change: { parameters: { criticEta: 0 } },
      intact: [{ text: "U", value: "U", low: 1.3 }],
    },
  ],
  figure: {
    title: "Unblocking",
    x: { label: "group", unit: "1" },
    y: { label: "approach, X over Y", unit: "1" },
    places: ["intact", "orbitofrontal lesion", "ventral striatal lesion"],
    curves: [{ label: "this model", x: [0, 1, 2], y: ["U", "orbitofrontal", "striatal"] }],
    published: [],
  },
};
