import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { repetition } from "./parts.ts";

const task: SessionArm["task"] = { id: "gain-loss-reversal-v1" };
const carriers = (label: string, modulator: string, transporter: number): SessionArm => ({
  label,
  task,
  treatment: { manipulations: [{ modulator, transporter }] },
});

/** Share of trials after the reversal that belong to a run of at least two errors. */
function perseveration(trials: SubjectTrials): number {
  const wrong = trials
    .where({ stage: "reversal" })
    .column("correct")
    .map((right) => right === 0);
  return average(
    wrong.map((error, place) => Number(error && (wrong[place - 1] === true || wrong[place + 1] === true))),
  );
}

const contrast = (reading: string, high: string, low: string): string =>
  `(mean(${high}.${reading}) - mean(${low}.${reading})) / sqrt((deviation(${high}.${reading}) ^ 2 + deviation(${low}.${reading}) ^ 2) / 2)`;

const difference = (reading: string, high: string, low: string, doc: string) => ({
  expression: contrast(reading, high, low),
  unit: "1",
  doc,
});

const groups = ["dopamineSlow", "dopamineFast", "serotoninSlow", "serotoninFast"];

/** How fast dopamine is cleared shows in perseveration, how fast serotonin is cleared in leaving after losses. */
export const dopamineGenesReversal: Effect = {
  id: "da-genes-reversal",
  protocol: {
    kind: "sessions",
    subjects: 128,
    arms: {
      normal: { label: "normal clearance", task },
      dopamineSlow: carriers("dopamine transporter × 0.7", "dopamine", 0.7),
      dopamineFast: carriers("dopamine transporter × 1.3", "dopamine", 1.3),
      serotoninSlow: carriers("serotonin transporter × 0.7", "serotonin", 0.7),
      serotoninFast: carriers("serotonin transporter × 1.3", "serotonin", 1.3),
    },
    windows: {},
    readings: {
      perseveration,
      loseShift: (trials) => 1 - repetition(trials, "loss"),
      winStay: (trials) => repetition(trials, "win"),
      acquisition: (trials) => trials.where({ stage: "acquisition" }).mean("correct"),
    },
  },
  remarks: [
    "All groups are the same subjects with other numbers of transporters; contrasts are standardised by the spread between subjects. Dopamine: slow clearance against normal; serotonin: fast against slow. The dopamine group with fast clearance is in the figure and in the side observations.",
  ],
  measures: {
    dopamineP: difference(
      "perseveration",
      "dopamineSlow",
      "normal",
      "Perseveration, slow dopamine clearance less normal.",
    ),
    dopamineLs: difference("loseShift", "dopamineSlow", "normal", "Lose-shift, slow dopamine clearance less normal."),
    serotoninP: difference(
      "perseveration",
      "serotoninFast",
      "serotoninSlow",
      "Perseveration, fast serotonin clearance less slow.",
    ),
    serotoninLs: difference(
      "loseShift",
      "serotoninFast",
      "serotoninSlow",
      "Lose-shift, fast serotonin clearance less slow.",
    ),
    winStay: {
      expression: `max(abs(${contrast("winStay", "dopamineSlow", "normal")}), abs(${contrast("winStay", "serotoninFast", "serotoninSlow")}))`,
      unit: "1",
      doc: "The larger contrast in win-stay, without sign.",
    },
    acquisition: {
      expression: `max(${groups.map((arm) => `abs(mean(${arm}.acquisition) - mean(normal.acquisition))`).join(", ")})`,
      unit: "1",
      doc: "Largest difference from normal in acquisition accuracy.",
    },
  },
  criterion: [
    { text: "DAT |dP|", value: "abs(dopamineP)", low: 0.15 },
    { text: "DAT |dLS|", value: "abs(dopamineLs)", high: 0.08 },
    { text: "SERT |dLS|", value: "abs(serotoninLs)", low: 0.15 },
    { text: "SERT |dP|", value: "abs(serotoninP)", high: 0.08 },
  ],
  sideObservations: [
    {
      text: "win-stay unaffected by either (|d| <= 0.10)",
      bands: [{ text: "|d|", value: "winStay", high: 0.1 }],
    },
    {
      text: "overall acquisition accuracy within 0.03 between groups",
      bands: [{ text: "largest difference", value: "acquisition", high: 0.03 }],
    },
  ],
  ablations: [
    {
      id: "no-dopamine-in-plasticity",
      mechanism: "dopamine's effects on plasticity",
      must: "abolish",
      change: { frozen: ["dopamine"] },
      intact: [{ text: "DAT |dP|", value: "abs(dopamineP)", low: 0.15 }],
    },
    {
      id: "no-serotonin-after-losses",
      mechanism: "serotonin's part in learning from losses",
      must: "abolish",
      change: { parameters: { leavingSerotonin: 0, evidenceSerotonin: 0 } },
      intact: [{ text: "SERT |dLS|", value: "abs(serotoninLs)", low: 0.15 }],
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: withoutNorepinephrine },
  ],
  figure: {
    title: "Reversal by clearance",
    x: { label: "group", unit: "1" },
    y: { label: "share of trials", unit: "1" },
    places: ["dopamine slow", "normal", "dopamine fast", "serotonin slow", "serotonin fast"],
    curves: (["perseveration", "loseShift"] as const).map((reading) => ({
      label: reading === "perseveration" ? "perseveration" : "lose-shift",
      x: [0, 1, 2, 3, 4],
      y: ["dopamineSlow", "normal", "dopamineFast", "serotoninSlow", "serotoninFast"].map(
        (arm) => `mean(${arm}.${reading})`,
      ),
    })),
    published: [],
  },
};
