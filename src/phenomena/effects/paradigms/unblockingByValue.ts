import type { Effect } from "../../effect.ts";
import { conditioned, dopamineAfter } from "../conditioning/parts.ts";
import { group } from "../extinction/parts.ts";

/** In order of the schedule. */
const types = { a: 0, ax: 1, x: 2, free: 3 };

/** If more comes with the added cue, it is learned about. */
export const unblockingByValue: Effect = {
  id: "unblocking-by-value",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { more: group("0.4, then 1", "unblocking-by-value"), same: group("0.4", "unblocking-by-value-control") },
    windows: { reward: dopamineAfter("phase:outcome") },
    readings: {
      x: (trials) => conditioned(trials, "approach", { stage: "test", equal: { type: types.x } }),
      early: (trials) => trials.where({ stage: "compound", equal: { type: types.ax }, first: 3 }).mean("reward"),
      free: (trials) => trials.where({ stage: "naive", equal: { type: types.free } }).mean("reward"),
      a: (trials) => conditioned(trials, "approach", { stage: "training", equal: { type: types.a }, last: 10 }),
      after: (trials) => conditioned(trials, "approach", { stage: "retained", equal: { type: types.a } }),
    },
  },
  remarks: ["Approach to A after stage 2 is read in two trials with its reward, before the test of X."],
  measures: {
    U: { expression: "mean(more.x) / mean(same.x)", unit: "1", doc: "Approach to the added cue, more over the same." },
    early: {
      expression: "mean(more.early) / mean(more.free)",
      unit: "of a free reward of 0.6",
      doc: "Dopamine at the larger reward, first 3 trials.",
    },
    kept: {
      expression: "mean(same.after) / mean(same.a)",
      unit: "1",
      doc: "Approach to A, after stage 2 over before.",
    },
    x: { expression: "mean(more.x) / mean(more.a)", unit: "1", doc: "Approach to the added cue, of that to A before." },
    blocked: {
      expression: "mean(same.x) / mean(same.a)",
      unit: "1",
      doc: "Approach to the blocked cue, of that to A.",
    },
  },
  criterion: [
    { text: "U", value: "U", low: 1.5 },
    { text: "early dopamine", value: "early", low: 0.4, high: 1.6 },
  ],
  sideObservations: [
    {
      text: "A keeps >= 0.8 of its CR in the blocked copies",
      bands: [{ text: "A kept", value: "kept", low: 0.8 }],
    },
  ],
  ablations: [
    {
      id: "dopamine-at-rest",
      mechanism: "phasic dopamine's gating of plasticity",
      must: "abolish",
      change: { frozen: ["dopamine"] },
      intact: [{ text: "U", value: "U", low: 1.5 }],
    },
    {
      id: "no-amygdalar-identity",
      mechanism: "the amygdala's learning of which outcome comes",
      must: "spare",
      change: { parameters: { identityEta: 0 } },
    },
  ],
  figure: {
    title: "Approach to the added cue",
    x: { label: "reward in the compound", unit: "1" },
    y: { label: "approach", unit: "of A before" },
    curves: [{ label: "this model", x: [0.4, 1], y: ["blocked", "x"] }],
    published: [],
  },
};
