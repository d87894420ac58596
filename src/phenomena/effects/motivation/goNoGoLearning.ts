import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";

const task: SessionArm["task"] = { id: "probabilistic-selection-v1", schedule: "three-pairs" };
const loss = { fibreLesion: "ventralTegmentalArea", area: ["dorsalStriatum", "ventralStriatum"], share: 0.7 };
/**
 * The 30 % of terminals that are left let out three times their tone without firing: with it 120 % of the usual tone, of
 * which dips take a quarter.
 */
const medication = { modulator: "dopamine", site: "efflux" as const, dose: "3 Ki" };

/** Share of right choices in pairs of the test that hold one stimulus of the first pair, but not the other. */
const tested = (trials: SubjectTrials, stimulus: "A" | "B"): number => {
  const [own, other] = stimulus === "A" ? [0, 1] : [1, 0];
  const pairs = trials.where({ stage: "test" }).filter(({ better, worse }) => {
    const pair = [better, worse];
    return pair.includes(own) && !pair.includes(other);
  });
  return average(pairs.column("correct"));
};
const trained = (trials: SubjectTrials): number =>
  trials
    .where({ stage: "training" })
    .filter(({ better, worse }) => better === 0 && worse === 1)
    .where({ last: 20 })
    .mean("correct");

const difference = (arm: string): string => `(mean(${arm}.chooseA) - mean(${arm}.avoidB))`;

/** Indirect pathway that dopamine changes in the direction of the direct pathway. */
const sharedSign = {
  projections: Object.fromEntries(
    ["sensoryToD2", "placeToD2", "historyToD2"].map((name) => [
      name,
      {
        modulation: {
          up: {
            effect: "gain",
            unit: "1",
            expression: "positive(occupancy(dopamineD2) - dorsalStriatum.theta2) / d2Scale",
          },
          down: {
            effect: "gain",
            unit: "1",
            expression: "positive(dorsalStriatum.theta2 - occupancy(dopamineD2)) / d2Scale * 1.5",
          },
        },
      },
    ]),
  ),
};

/** On medication one learns rather what to choose, off medication rather what to avoid. */
export const goNoGoLearning: Effect = {
  id: "pd-go-nogo",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      off: { label: "patients, off", task, treatment: { manipulations: [loss] } },
      on: { label: "patients, on", task, treatment: { manipulations: [loss], doses: [medication] } },
      control: { label: "control", task },
    },
    windows: {},
    readings: {
      chooseA: (trials) => tested(trials, "A"),
      avoidB: (trials) => tested(trials, "B"),
      training: trained,
    },
  },
  remarks: [
    "The terminals of the dorsal and the ventral striatum are lost; the midbrain's dopamine cells are one nucleus in this brain.",
    "Medication is a constant efflux, so that the tone is 120 % of the intact one and a pause of the cells leaves three quarters of it.",
    "The final accuracy is that of the last 20 trials of AB in training.",
  ],
  measures: {
    I: { expression: `${difference("on")} - ${difference("off")}`, unit: "1", doc: "CA − AVB, on less off." },
    off: { expression: difference("off"), unit: "1", doc: "CA − AVB, off." },
    on: { expression: difference("on"), unit: "1", doc: "CA − AVB, on." },
    control: { expression: difference("control"), unit: "1", doc: "CA − AVB, control." },
    training: {
      expression:
        "max(mean(off.training), mean(on.training), mean(control.training)) - min(mean(off.training), mean(on.training), mean(control.training))",
      unit: "1",
      doc: "Largest difference between groups in the final accuracy on AB.",
    },
  },
  criterion: [
    { text: "I", value: "I", low: 0.08, high: 0.45 },
    { text: "(CA − AVB) off < 0.02", value: "off", high: 0.02 },
    { text: "(CA − AVB) on > 0", value: "on", low: Number.EPSILON },
  ],
  sideObservations: [
    {
      text: "final training accuracy AB of OFF, ON and control within 0.10 of each other",
      bands: [{ text: "largest difference", value: "training", high: 0.1 }],
    },
    { text: "control |CA-AVB| <= 0.08", bands: [{ text: "|CA − AVB|", value: "abs(control)", high: 0.08 }] },
  ],
  ablations: [
    {
      id: "shared-sign",
      mechanism: "opposite sensitivity of the direct and the indirect pathway to dopamine",
      must: "abolish",
      change: { parts: sharedSign },
      intact: [{ text: "I", value: "I", low: 0.08 }],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [{ text: "I", value: "I", low: 0.08 }],
    },
  ],
  figure: {
    title: "Better stimulus chosen at the test",
    x: { label: "pairs", unit: "1" },
    y: { label: "share", unit: "1" },
    places: ["choose A", "avoid B"],
    curves: (["off", "on", "control"] as const).map((arm) => ({
      label: arm,
      x: [0, 1],
      y: [`mean(${arm}.chooseA)`, `mean(${arm}.avoidB)`],
    })),
    published: [],
  },
};
