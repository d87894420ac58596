import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, dopamineBefore } from "../conditioning/parts.ts";
import { freezing, group, trialsToFall } from "../extinction/parts.ts";

/** In order of the schedule. */
const shocked = 0;
const cue = 1.5;
const bins = 10;
const perBin = 6;

const acquired = (trials: SubjectTrials): number =>
  conditioned(trials, "freezing", { stage: "training", equal: { type: shocked }, last: 10 });

/** Freezing to a cue fades without shock, but what was learned is still there. */
export const aversiveExtinction: Effect = {
  id: "aversive-extinction",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: group("extinction", "aversive-acquisition-extinction") },
    windows: {
      weight: { variable: "memoryToAcquisition.weight", event: "trialStart", from: 0, to: 0.5 },
      missing: dopamineAfter("phase:cue", cue),
      tonic: dopamineBefore,
    },
    readings: {
      acquired,
      ...Object.fromEntries(
        Array.from({ length: bins }, (_, bin) => [
          `E${bin}`,
          (trials: SubjectTrials) =>
            average(freezing(trials.where({ stage: "extinction", first: perBin * (bin + 1) }).where({ last: perBin }))),
        ]),
      ),
      trialsToHalf: (trials) => trialsToFall(freezing(trials.where({ stage: "extinction" })), 0.5 * acquired(trials)),
      weightBefore: (trials) => trials.where({ stage: "extinction", first: 1 }).mean("weight"),
      weightAfter: (trials) => trials.where({ stage: "extinction", last: 1 }).mean("weight"),
      reminded: (trials) => average(freezing(trials.where({ stage: "test", first: 1 }))),
      missing: (trials) => trials.where({ stage: "extinction", first: 10 }).mean("missing"),
      tonic: (trials) => trials.where({ stage: "extinction", first: 10 }).mean("tonic"),
    },
  },
  remarks: [
    "The weights of acquisition synapses are those of stimuli held in perirhinal cortex onto acquisition cells of the amygdala, mean over all, which goes as their sum.",
    "Freezing after the reminder is that to the first cue after it, in the same place.",
  ],
  measures: {
    ...Object.fromEntries(
      Array.from({ length: bins }, (_, bin) => [
        `E${bin}`,
        {
          expression: `mean(all.E${bin}) / mean(all.acquired)`,
          unit: "1",
          doc: `Freezing in trials ${perBin * bin + 1} to ${perBin * (bin + 1)} of extinction, of that acquired.`,
        },
      ]),
    ),
    half: { expression: "mean(all.trialsToHalf)", unit: "1", doc: "Trials until half of the acquired freezing." },
    S: {
      expression: "mean(all.weightAfter) / mean(all.weightBefore)",
      unit: "1",
      doc: "Weights of acquisition synapses, after extinction over before.",
    },
    reminded: {
      expression: "mean(all.reminded) / mean(all.acquired)",
      unit: "1",
      doc: "Freezing after a single shock, of that acquired.",
    },
    missing: {
      expression: "mean(all.missing) / mean(all.tonic)",
      unit: "of tonic",
      doc: "Dopamine when the shock does not come, first 10 trials.",
    },
  },
  criterion: [
    { text: "E_9", value: "E9", high: 0.35 },
    { text: "E_0", value: "E0", low: 0.7 },
    { text: "trials to half", value: "half", low: 4, high: 40 },
    { text: "S", value: "S", low: 0.6 },
  ],
  sideObservations: [
    {
      text: "a single reminder shock alone brings freezing to the CS back to >= 0.3 of the acquired level",
      bands: [{ text: "reminded", value: "reminded", low: 0.3 }],
    },
    {
      text: "DA at the omitted shock rises (>= +0.03 of tonic) in the first 10 extinction trials",
      bands: [{ text: "missing", value: "missing", low: 0.03 }],
    },
  ],
  ablations: [
    {
      id: "no-plasticity-of-extinction",
      mechanism: "plasticity of extinction cells",
      must: "abolish",
      change: { parameters: { extinctionEta: 0 } },
      intact: [{ text: "E_9", value: "E9", high: 0.35 }],
    },
    {
      id: "dorsal-striatal-lesion",
      mechanism: "dorsal striatum",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "dorsalStriatum" }] } },
    },
  ],
  figure: {
    title: "Freezing in extinction",
    x: { label: "trial", unit: "1" },
    y: { label: "freezing", unit: "of acquired" },
    curves: [
      {
        label: "this model",
        x: Array.from({ length: bins }, (_, bin) => perBin * bin + 3.5),
        y: Array.from({ length: bins }, (_, bin) => `E${bin}`),
      },
    ],
    published: [],
  },
};
