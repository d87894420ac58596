import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { dopamineAfter, hippocampalLesion } from "./parts.ts";

const volumes = [0.05, 0.15, 0.5];
const pairs = volumes.map((_, place) => place + 1);

/** Trials of a pair in order of the schedule: small, large, without cue. */
const test = (trials: SubjectTrials, pair: number, kind: 0 | 1): SubjectTrials =>
  trials.where({ stage: "test", equal: { type: 3 * (pair - 1) + kind } });

/** Per ml; the smaller volume is none. */
const gain = (pair: number): string => `(mean(all.large${pair}) - mean(all.small${pair})) / ${volumes[pair - 1]}`;

/** What counts as much is measured by what could have come. */
export const daAdaptiveCoding: Effect = {
  id: "da-adaptive-coding",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: { label: "three pairs of volumes", task: { id: "conditioning-v1", schedule: "adaptive-coding" } } },
    windows: {
      cue: dopamineAfter("phase:cue"),
      large: dopamineAfter("phase:outcome"),
      small: dopamineAfter("expected"),
    },
    readings: Object.fromEntries(
      pairs.flatMap((pair) => [
        [`small${pair}`, (trials: SubjectTrials) => test(trials, pair, 0).mean("small")],
        [`large${pair}`, (trials: SubjectTrials) => test(trials, pair, 1).mean("large")],
        [
          `cue${pair}`,
          (trials: SubjectTrials) =>
            trials
              .where({ stage: "test" })
              .filter(({ type }) => Math.floor(type! / 3) === pair - 1)
              .mean("cue"),
        ],
        [
          `free${pair}`,
          (trials: SubjectTrials) => trials.where({ stage: "free", equal: { type: 3 * pair - 1 } }).mean("large"),
        ],
      ]),
    ),
  },
  remarks: [
    "Volumes are amounts of reward, 1 being the usual one. Pauses count as similar within the factor 1.6 that the criterion allows for bursts.",
    "This brain scales no error by its spread yet: the ablation removes the cue-specific expected uncertainty that such a scaling would be read from.",
  ],
  measures: {
    ...Object.fromEntries(
      pairs.flatMap((pair) => [
        [
          `U${pair}`,
          {
            expression: `mean(all.large${pair})`,
            unit: "of tonic",
            doc: `Burst to the larger volume of pair ${pair}.`,
          },
        ],
        [
          `small${pair}`,
          { expression: `mean(all.small${pair})`, unit: "of tonic", doc: `Change where nothing comes, pair ${pair}.` },
        ],
        [`cue${pair}`, { expression: `mean(all.cue${pair})`, unit: "of tonic", doc: `Response to cue ${pair}.` }],
      ]),
    ),
    K: {
      expression: `max(${pairs.map((pair) => `mean(all.large${pair})`)}) / min(${pairs.map((pair) => `mean(all.large${pair})`)})`,
      unit: "1",
      doc: "Largest over smallest burst.",
    },
    G: {
      expression: `(${gain(1)}) / (${gain(3)})`,
      unit: "1",
      doc: "Gain of the narrowest over that of the widest pair.",
    },
    F: {
      expression: "mean(all.free3) / mean(all.free1)",
      unit: "1",
      doc: "Burst to the largest over that to the smallest volume without cue.",
    },
    pauses: {
      expression: `max(${pairs.map((pair) => `-mean(all.small${pair})`)}) / min(${pairs.map((pair) => `-mean(all.small${pair})`)})`,
      unit: "1",
      doc: "Deepest over shallowest pause.",
    },
  },
  criterion: [
    { text: "K", value: "K", low: 1, high: 1.6 },
    { text: "G", value: "G", low: 4, high: 16 },
    { text: "F", value: "F", low: 1.6 },
  ],
  sideObservations: [
    {
      text: "Cue responses increase with expected value: CS3 > CS2 > CS1",
      bands: [{ text: "CS3 > CS2 > CS1", value: "cue3 > cue2 and cue2 > cue1", low: 1 }],
    },
    {
      text: "Response to the smaller volume is a pause of similar size in all pairs",
      bands: [
        { text: "pauses", value: "max(small1, small2, small3) < 0", low: 1 },
        { text: "deepest over shallowest", value: "pauses", low: 1, high: 1.6 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-expected-uncertainty",
      mechanism: "learned spread of what follows each cue",
      must: "abolish",
      change: { parameters: { uncertaintyEta: 0 } },
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
  ],
  figure: {
    title: "Dopamine cells",
    x: { label: "volume", unit: "ml" },
    y: { label: "change", unit: "of tonic" },
    curves: [
      { label: "larger volume", x: volumes, y: pairs.map((pair) => `U${pair}`) },
      { label: "nothing, after the same cue", x: volumes, y: pairs.map((pair) => `small${pair}`) },
      { label: "without cue", x: volumes, y: pairs.map((pair) => `mean(all.free${pair})`) },
    ],
    published: [],
  },
};
