import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { amygdalaLesion } from "../lesions.ts";
import { standardised } from "./parts.ts";

/** Prefrontal output and D1 and D2 receptors, each less by 30 %. */
const aged: SessionArm["treatment"] = {
  manipulations: [
    { lesion: "prefrontalCortex", share: 0.3 },
    { receptor: "dopamineD1", density: 0.7 },
    { receptor: "dopamineD2", density: 0.7 },
  ],
};
const criterion = 10;

function sorting(label: string, treatment?: SessionArm["treatment"], lastShown = 0): SessionArm {
  return {
    label,
    task: { id: "card-sorting-v1", options: { lastShown, chosenStays: 1 } },
    ...(treatment && { treatment }),
  };
}

/** Errors over all cards; those that follow the rule before the present one, or all others. */
function errors(trials: SubjectTrials, perseverative: boolean): number {
  const wrong = trials.filter((row) => row.outcome === 0 && (row.perseverative === 1) === perseverative);
  return wrong.length / trials.length;
}

/** Rules that were followed to ten right answers in a row. */
function completed(trials: SubjectTrials): number {
  const last = Math.max(...trials.column("category"));
  const run = trials.where({ equal: { category: last }, last: criterion });
  return last + Number(run.length === criterion && average(run.column("outcome")) === 1);
}

/** Frontal damage and old age: the old rule goes on being followed. */
export const wcstFrontalPerseveration: Effect = {
  id: "wcst-frontal-perseveration",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: sorting("control"),
      frontal: sorting("frontal lesion", { manipulations: [{ lesion: "prefrontalCortex", share: 0.6 }] }),
      posterior: sorting("posterior lesion", { manipulations: [{ lesion: "parietalCortex", share: 0.6 }] }),
      aged: sorting("aged", aged),
      controlShown: sorting("control, last sort on view", undefined, 1),
      agedShown: sorting("aged, last sort on view", aged, 1),
    },
    windows: {},
    readings: {
      perseverative: (trials) => errors(trials, true),
      other: (trials) => errors(trials, false),
      categories: completed,
    },
  },
  remarks: [
    "The card and the key card to which it was sorted stay on view until feedback is over.",
    "The gain of prefrontal cortex falls by 30 % as 30 % of its cells are lost, dopamine's tone by 30 % as D1 and D2 receptors become fewer everywhere.",
    "The aged with the last sort on view are compared with controls who have it on view as well.",
    "The fourth key card shares nothing with the card, and an answer that does not come is an error of the other kind.",
  ],
  measures: {
    frontal: { expression: standardised("perseverative", "frontal", "control"), unit: "1", doc: "d of PE, frontal." },
    frontalOther: { expression: standardised("other", "frontal", "control"), unit: "1", doc: "d of NPE, frontal." },
    lost: {
      expression: "mean(control.categories) - mean(frontal.categories)",
      unit: "1",
      doc: "Categories fewer with the frontal lesion.",
    },
    posterior: {
      expression: standardised("perseverative", "posterior", "control"),
      unit: "1",
      doc: "d of PE, posterior.",
    },
    aged: { expression: standardised("perseverative", "aged", "control"), unit: "1", doc: "d of PE, aged." },
    agedShown: {
      expression: standardised("perseverative", "agedShown", "controlShown"),
      unit: "1",
      doc: "d of PE, aged, with the last sort on view.",
    },
    categories: { expression: "mean(control.categories)", unit: "1", doc: "Categories of controls." },
    errors: { expression: "mean(control.perseverative)", unit: "1", doc: "PE of controls, of all cards." },
  },
  criterion: [
    { text: "frontal d_PE", value: "frontal", low: 0.3, high: 1.6 },
    { text: "frontal d_PE − d_NPE", value: "frontal - frontalOther", low: 0.1 },
    { text: "frontal categories fewer", value: "lost", low: 0.5 },
    { text: "posterior d_PE", value: "posterior", high: 0.25 },
    { text: "aged d_PE", value: "aged", low: 0.2, high: 1.1 },
  ],
  sideObservations: [
    {
      text: "aged group with the last sort shown on screen: d_PE <= 0.2",
      bands: [{ text: "d_PE", value: "agedShown", high: 0.2 }],
    },
    {
      text: "control: 5-6 categories, PE <= 0.12 of trials",
      bands: [
        { text: "categories", value: "categories", low: 5, high: 6 },
        { text: "PE", value: "errors", high: 0.12 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-prefrontal-state",
      mechanism: "prefrontal attention to the rule's dimension",
      must: "abolish",
      change: { parameters: { attentionEta: 0, historyEta: 0 } },
      intact: [{ text: "frontal d_PE", value: "frontal", low: 0.3 }],
    },
    { id: "no-amygdala", mechanism: "amygdala", must: "spare", change: amygdalaLesion },
  ],
  figure: {
    title: "Perseverative errors",
    x: { label: "group", unit: "1" },
    y: { label: "of all cards", unit: "1" },
    places: ["control", "frontal", "posterior", "aged"],
    curves: [
      {
        label: "this model",
        x: [0, 1, 2, 3],
        y: ["control", "frontal", "posterior", "aged"].map((arm) => `mean(${arm}.perseverative)`),
      },
    ],
    published: [],
  },
};
