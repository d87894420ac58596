import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { conditioned, dopamineAfter, dopamineBefore, hippocampalLesion } from "./parts.ts";

/** In order of the schedule. */
const types = { rewardedA: 0, rewardedC: 1, compound: 3, a: 5, c: 6, d: 7 };

const group = (label: string, treatment?: SessionArm["treatment"]): SessionArm => ({
  label,
  task: { id: "conditioning-v1", schedule: "overexpectation" },
  ...(treatment && { treatment }),
});
/** Cells are silenced during the compound trials only. */
const silenced = (light: string | string[], inhibition: number) => ({
  manipulations: [{ light, inhibition, during: { stage: "compound" } }],
});

const probe = (type: number) => ({ stage: "test", equal: { type }, first: 4 });

/** Two predictors of one reward, shown together, predict too much and lose value; orbitofrontal cortex says so. */
export const overexpectation: Effect = {
  id: "overexpectation",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      saline: group("saline"),
      orbitofrontal: group("OFC silenced", silenced(["orbitofrontalCortex.state", "orbitofrontalCortex.single"], 0.9)),
      tegmental: group("VTA silenced", silenced("ventralTegmentalArea", 0.7)),
    },
    windows: { reward: dopamineAfter("phase:outcome"), tonic: dopamineBefore },
    readings: {
      a: (trials) => conditioned(trials, "approach", probe(types.a)),
      c: (trials) => conditioned(trials, "approach", probe(types.c)),
      trainedA: (trials) =>
        conditioned(trials, "approach", { stage: "training", equal: { type: types.rewardedA }, last: 10 }),
      trainedC: (trials) =>
        conditioned(trials, "approach", { stage: "training", equal: { type: types.rewardedC }, last: 10 }),
      compound: (trials) =>
        conditioned(trials, "approach", { stage: "compound", equal: { type: types.compound }, first: 4 }),
      reward: (trials) => trials.where({ stage: "compound", equal: { type: types.compound }, first: 4 }).mean("reward"),
      tonic: (trials) => trials.where({ stage: "compound", first: 12 }).mean("tonic"),
    },
  },
  remarks: [
    "Inactivation takes away 90 % of the firing of orbitofrontal cells, or 70 % of that of dopamine cells, during all compound sessions. The optional disconnection is left out.",
    "A is not shown alone in phase 2: CR(A) is that of its last 10 trials in phase 1. Early AV+ trials are the first 4. A pause is a change below -10 % of the tonic rate, the limit that conditioned-inhibition uses.",
  ],
  measures: {
    saline: { expression: "mean(saline.a) / mean(saline.c)", unit: "1", doc: "Response to A over C, saline." },
    orbitofrontal: {
      expression: "mean(orbitofrontal.a) / mean(orbitofrontal.c)",
      unit: "1",
      doc: "Response to A over C, OFC silenced in phase 2.",
    },
    tegmental: {
      expression: "mean(tegmental.a) / mean(tegmental.c)",
      unit: "1",
      doc: "Response to A over C, VTA silenced in phase 2.",
    },
    sum: {
      expression: "mean(saline.compound) / mean(saline.trainedA)",
      unit: "1",
      doc: "Response to the compound over that to A.",
    },
    c: { expression: "mean(saline.c)", unit: "1", doc: "Response to C, saline." },
    cOrbitofrontal: {
      expression: "mean(orbitofrontal.c) / mean(saline.c)",
      unit: "1",
      doc: "Response to C, OFC silenced over saline.",
    },
    cTegmental: {
      expression: "mean(tegmental.c) / mean(saline.c)",
      unit: "1",
      doc: "Response to C, VTA silenced over saline.",
    },
    before: {
      expression: "mean(saline.trainedA) / mean(saline.trainedC)",
      unit: "1",
      doc: "Response to A over C at the end of phase 1.",
    },
    pause: {
      expression: "mean(saline.reward) / mean(saline.tonic)",
      unit: "of tonic",
      doc: "Change at reward on early compound trials, saline.",
    },
    pauseOrbitofrontal: {
      expression: "mean(orbitofrontal.reward) / mean(orbitofrontal.tonic)",
      unit: "of tonic",
      doc: "The same, OFC silenced.",
    },
  },
  criterion: [
    { text: "o(saline)", value: "saline", low: 0.35, high: 0.85 },
    { text: "o(OFC)", value: "orbitofrontal", low: 0.88, high: 1.15 },
    { text: "o(VTA)", value: "tegmental", low: 0.88, high: 1.15 },
    { text: "sum", value: "sum", low: 1.05, high: 2 },
  ],
  sideObservations: [
    {
      text: "CR to C in the probe equal across groups (+-15 %)",
      bands: [
        { text: "OFC over saline", value: "cOrbitofrontal", low: 0.85, high: 1.15 },
        { text: "VTA over saline", value: "cTegmental", low: 0.85, high: 1.15 },
      ],
    },
    {
      text: "CR to A and C at the end of phase 1 equal (+-10 %)",
      bands: [{ text: "A over C", value: "before", low: 0.9, high: 1.1 }],
    },
    {
      text: "DA pause at reward time on early AV+ trials in saline group; no pause under OFC inactivation",
      bands: [
        { text: "saline", value: "pause", high: -0.1 },
        { text: "OFC silenced", value: "pauseOrbitofrontal", low: -0.1 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-orbitofrontal-expectation",
      mechanism: "orbitofrontal part of the summed expectation",
      must: "abolish",
      change: { treatment: { manipulations: [{ lesion: "orbitofrontalCortex" }] } },
      intact: [{ text: "o(saline)", value: "saline", low: 0.35, high: 0.85 }],
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
  ],
  figure: {
    title: "Probe after compound training",
    x: { label: "group", unit: "1" },
    y: { label: "response to A", unit: "of response to C" },
    places: ["saline", "OFC silenced", "VTA silenced"],
    curves: [{ label: "this model", x: [0, 1, 2], y: ["saline", "orbitofrontal", "tegmental"] }],
    published: [],
  },
};
