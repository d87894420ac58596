import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { cholinergicLesion, dopamineAfter, hippocampalLesion, naiveReward, unexpectedRewards } from "./parts.ts";

/** In percent, in order of the types of trial. */
const probabilities = [0, 25, 50, 75, 100];

const test = (trials: SubjectTrials, type: number): SubjectTrials => trials.where({ stage: "test", equal: { type } });

/** A measure of each probability, as a multiple of the response to an unexpected reward. */
function responses(name: string, chosen: readonly number[], doc: string) {
  return Object.fromEntries(
    chosen.map((percent) => [
      `${name}${percent}`,
      {
        expression: `mean(all.${name}${percent}) / mean(unexpected.naive)`,
        unit: "1",
        doc: `${doc} at ${percent} %, of the response to an unexpected reward.`,
      },
    ]),
  );
}

const means = (name: string, chosen: readonly number[]): string =>
  chosen.map((percent) => `mean(all.${name}${percent})`).join(", ");

/** The more probable a reward, the larger the response to its cue and the smaller the one to itself. */
export const daProbabilityCoding: Effect = {
  id: "da-probability-coding",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: { label: "five probabilities", task: { id: "conditioning-v1", schedule: "reward-probability" } },
      unexpected: unexpectedRewards,
    },
    windows: {
      cue: dopamineAfter("phase:cue"),
      reward: dopamineAfter("phase:outcome"),
      omission: dopamineAfter("phase:omission"),
      ramp: { variable: "ventralTegmentalArea.rate", event: "phase:cue", from: 1.5, to: 2, baseline: [0.5, 1] },
    },
    readings: {
      naive: naiveReward,
      ...Object.fromEntries(
        probabilities.flatMap((percent, type) => [
          [`cue${percent}`, (trials: SubjectTrials) => test(trials, type).mean("cue")],
          [`given${percent}`, (trials: SubjectTrials) => test(trials, type).mean("reward")],
          [`missed${percent}`, (trials: SubjectTrials) => test(trials, type).mean("omission")],
          [`ramp${percent}`, (trials: SubjectTrials) => test(trials, type).mean("ramp")],
        ]),
      ),
    },
  },
  remarks: [
    "The response to unexpected rewards is that of the same subjects before any training, 20 rewards.",
    "The ramp before the reward is reported as measures ramp0 to ramp100 (last half second of the cue) and not scored, as the claim asks.",
  ],
  measures: {
    ...responses("cue", probabilities, "Response to the cue"),
    ...responses("given", probabilities.slice(1), "Response to the reward"),
    ...responses("missed", probabilities.slice(0, -1), "Response where the reward does not come"),
    ...responses("ramp", probabilities, "Firing in the last half second of the cue"),
    rhoCue: {
      expression: `monotony(${means("cue", probabilities)})`,
      unit: "1",
      doc: "Rank correlation of the responses to the cue with probability.",
    },
    rhoReward: {
      expression: `monotony(${means("given", probabilities.slice(1))})`,
      unit: "1",
      doc: "Rank correlation of the responses to the reward with probability.",
    },
  },
  criterion: [
    { text: "rho(cs,p)", value: "rhoCue", low: 0.9 },
    { text: "sCS", value: "cue100 - cue0", low: 0.3, high: 1.2 },
    { text: "rho(us+,p)", value: "rhoReward", high: -0.9 },
    { text: "ratio", value: "given25 / given75", low: 1.5, high: 6 },
    { text: "us+(1)", value: "given100", low: -0.15, high: 0.3 },
  ],
  sideObservations: [
    {
      text: "Omission dips deepen with p: us-(.75) more negative than us-(.25)",
      bands: [{ text: "us-(.75) < us-(.25)", value: "missed75 < missed25", low: 1 }],
    },
    {
      text: "Depth of omission dip at p=.75 is smaller than the burst at p=.25 (floor at zero rate)",
      bands: [{ text: "-us-(.75) < us+(.25)", value: "-missed75 < given25", low: 1 }],
    },
    { text: "Report (do not score) the pre-reward ramp and whether it peaks at p = .5", bands: [] },
  ],
  ablations: [
    {
      id: "no-value-learning",
      mechanism: "dopamine-gated learning of cue values in ventral striatum and amygdala",
      must: "abolish",
      change: { parameters: { criticEta: 0, cueEta: 0 } },
    },
    { id: "hippocampal-lesion", mechanism: "hippocampus", must: "spare", change: hippocampalLesion },
    { id: "cholinergic-lesion", mechanism: "basal forebrain", must: "spare", change: cholinergicLesion },
  ],
  figure: {
    title: "Dopamine cells",
    x: { label: "probability of reward", unit: "%" },
    y: { label: "change", unit: "of response to unexpected reward" },
    curves: [
      { label: "cue", x: probabilities, y: probabilities.map((percent) => `cue${percent}`) },
      {
        label: "reward",
        x: probabilities.slice(1),
        y: probabilities.slice(1).map((percent) => `given${percent}`),
      },
      {
        label: "no reward",
        x: probabilities.slice(0, -1),
        y: probabilities.slice(0, -1).map((percent) => `missed${percent}`),
      },
    ],
    published: [],
  },
};
