import type { Effect } from "../../effect.ts";
import {
  dopamineAfter,
  dopamineBefore,
  leastDopamineAfter,
  mostDopamineAfter,
  silentBasalForebrain,
  silentLocusCoeruleus,
} from "./parts.ts";

const types = { paired: 0, omission: 1, cue: 2, reward: 3 };
const paired = { stage: "training", equal: { type: types.paired } };

/** From the reward to the cue that announces it, and silence when it does not come. */
export const daRpeTransfer: Effect = {
  id: "da-rpe-transfer",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: { label: "conditioning", task: { id: "conditioning-v1", schedule: "reward-prediction-error" } } },
    windows: {
      cue: dopamineAfter("A"),
      reward: dopamineAfter("phase:outcome"),
      expected: dopamineAfter("expected"),
      dipTime: leastDopamineAfter("expected"),
      burstTime: mostDopamineAfter("phase:outcome"),
      tonic: dopamineBefore,
    },
    readings: {
      naiveReward: (trials) => trials.where({ stage: "naive", equal: { type: types.reward } }).mean("reward"),
      naiveCue: (trials) => trials.where({ stage: "naive", equal: { type: types.cue } }).mean("cue"),
      burstTime: (trials) => trials.where({ stage: "naive", equal: { type: types.reward } }).mean("burstTime"),
      lateReward: (trials) => trials.where({ ...paired, last: 20 }).mean("reward"),
      lateCue: (trials) => trials.where({ ...paired, last: 20 }).mean("cue"),
      omission: (trials) => trials.where({ stage: "test", equal: { type: types.omission } }).mean("expected"),
      dipTime: (trials) => trials.where({ stage: "test", equal: { type: types.omission } }).mean("dipTime"),
      outside: (trials) => trials.where({ stage: "outside" }).mean("reward"),
      tonicBefore: (trials) => trials.where({ stage: "naive" }).mean("tonic"),
      tonicAfter: (trials) => trials.where({ stage: "test" }).mean("tonic"),
      ...Object.fromEntries(
        Array.from({ length: 15 }, (_, block) => [
          `coexist${block}`,
          (trials) => {
            const own = trials.where({ ...paired, first: 10 * (block + 1) }).where({ last: 10 });
            return Math.max(own.mean("cue"), own.mean("reward"));
          },
        ]),
      ),
    },
  },
  remarks: [],
  measures: {
    rUS: {
      expression: "mean(all.lateReward) / mean(all.naiveReward)",
      unit: "1",
      doc: "Response to the reward after learning over the naive one.",
    },
    rCS: {
      expression: "mean(all.lateCue) / mean(all.naiveReward)",
      unit: "1",
      doc: "Response to the cue after learning over the naive one to reward.",
    },
    cs0: { expression: "mean(all.naiveCue) / mean(all.naiveReward)", unit: "1", doc: "Naive response to the cue." },
    dip: {
      expression: "mean(all.omission) / mean(all.tonicAfter)",
      unit: "1",
      doc: "Change when the reward is left out, of the tonic rate.",
    },
    tdip: {
      expression: "1000 * (mean(all.dipTime) - mean(all.burstTime))",
      unit: "ms",
      doc: "Time of the dip from that of the naive burst.",
    },
    least: {
      expression: `min(${Array.from({ length: 15 }, (_, block) => `mean(all.coexist${block})`).join(", ")}) / mean(all.naiveReward)`,
      unit: "1",
      doc: "The larger of the two responses in the ten trials in which it is smallest.",
    },
    outside: {
      expression: "mean(all.outside) / mean(all.naiveReward)",
      unit: "1",
      doc: "Response to a reward without cue after learning over the naive one.",
    },
    tonic: {
      expression: "mean(all.tonicAfter) / mean(all.tonicBefore)",
      unit: "1",
      doc: "Tonic rate after over before learning.",
    },
  },
  criterion: [
    { text: "rUS", value: "rUS", low: -0.15, high: 0.3 },
    { text: "rCS", value: "rCS", low: 0.3, high: 1.2 },
    { text: "cs0", value: "cs0", low: -0.15, high: 0.2 },
    { text: "dip", value: "dip", low: -1, high: -0.15 },
    { text: "|tdip|", value: "abs(tdip)", high: 200 },
  ],
  sideObservations: [
    {
      text: "During learning the two responses coexist (no trial block in which both are < 20 % of R0)",
      bands: [{ text: "least", value: "least", low: 0.2 }],
    },
    {
      text: "Unpredicted reward given after learning, outside the task, still gives >= 0.8 R0",
      bands: [{ text: "unpredicted reward", value: "outside", low: 0.8 }],
    },
    {
      text: "Tonic DA rate between trials changes by < 10 % from phase 0 to phase 2",
      bands: [{ text: "tonic", value: "tonic", low: 0.9, high: 1.1 }],
    },
  ],
  ablations: [
    {
      id: "no-prediction",
      mechanism: "learning of the striatal prediction",
      must: "abolish",
      change: { parameters: { criticEta: 0 } },
      intact: [{ text: "rUS", value: "rUS", high: 0.3 }],
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: { parts: silentLocusCoeruleus } },
    { id: "no-acetylcholine", mechanism: "acetylcholine", must: "spare", change: { parts: silentBasalForebrain } },
  ],
  figure: {
    title: "Dopamine cells",
    x: { label: "event", unit: "1" },
    y: { label: "change", unit: "of naive response to reward" },
    places: ["reward, naive", "cue, naive", "reward, learned", "cue, learned", "omission"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3, 4],
        y: ["1", "cs0", "rUS", "rCS", "mean(all.omission) / mean(all.naiveReward)"],
      },
    ],
    published: [],
  },
};
