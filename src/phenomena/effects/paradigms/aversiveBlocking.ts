import type { Effect } from "../../effect.ts";
import { conditioned } from "../conditioning/parts.ts";
import { group } from "../extinction/parts.ts";
import { ventralStriatalLesion, withoutAmygdalarError } from "./parts.ts";

/** In order of the schedule. */
const types = { a: 0, ax: 1, x: 4, y: 5 };

/** A shock that is already announced teaches nothing about what comes with it. */
export const aversiveBlocking: Effect = {
  id: "aversive-blocking",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: group("blocking", "aversive-blocking") },
    windows: {},
    readings: {
      x: (trials) => conditioned(trials, "freezing", { stage: "test", equal: { type: types.x } }),
      y: (trials) => conditioned(trials, "freezing", { stage: "test", equal: { type: types.y } }),
      a: (trials) => conditioned(trials, "freezing", { stage: "training", equal: { type: types.a }, last: 10 }),
      after: (trials) => conditioned(trials, "freezing", { stage: "retained", equal: { type: types.a } }),
    },
  },
  remarks: ["Freezing to A after stage 2 is read in two trials of A with shock, before the test of X and Y."],
  measures: {
    R: { expression: "mean(all.x) / mean(all.y)", unit: "1", doc: "Freezing to the blocked cue over the other." },
    y: { expression: "mean(all.y) / mean(all.a)", unit: "1", doc: "Freezing to the other cue, of that to A." },
    kept: { expression: "mean(all.after) / mean(all.a)", unit: "1", doc: "Freezing to A, after stage 2 over before." },
  },
  criterion: [
    { text: "R", value: "R", low: 0, high: 0.6 },
    { text: "freezing(Y)", value: "y", low: 0.2 },
  ],
  sideObservations: [
    {
      text: "A keeps >= 0.8 of its freezing through stage 2",
      bands: [{ text: "A kept", value: "kept", low: 0.8 }],
    },
  ],
  ablations: [
    {
      id: "no-amygdalar-error",
      mechanism: "prediction taken from the shock in the amygdala",
      must: "abolish",
      change: { parts: withoutAmygdalarError },
      intact: [{ text: "R", value: "R", high: 0.6 }],
    },
    { id: "ventral-striatal-lesion", mechanism: "ventral striatum", must: "spare", change: ventralStriatalLesion },
  ],
  figure: {
    title: "Freezing at test",
    x: { label: "cue", unit: "1" },
    y: { label: "freezing", unit: "of A" },
    places: ["X, blocked", "Y"],
    curves: [{ label: "this model", x: [0, 1], y: ["R * y", "y"] }],
    published: [],
  },
};
