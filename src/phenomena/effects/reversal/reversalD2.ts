import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { ratioOf } from "../shapes.ts";
import { depleted, errorCount, errorsBeforeRun, withoutDips } from "./parts.ts";

const task: SessionArm["task"] = { id: "serial-reversal-v1", schedule: "levers-with-retention" };

type Dose = NonNullable<NonNullable<SessionArm["treatment"]>["doses"]>[number];

const underDrug = { stage: ["retention 1", "reversal 1"] };
/** At rest 2 + 9 of the concentration that occupies half act on D2 receptors: 92 %, 90 % without any dopamine. */
const agonist: Dose = { receptor: "dopamineD2", action: "agonist", dose: "9 Ki" };
/** 60 % of the receptors. */
const antagonist: Dose = { receptor: "dopamineD2", dose: "1.5 Ki" };
const d1Antagonist: Dose = { receptor: "dopamineD1", dose: "1.5 Ki" };

const group = (label: string, ...doses: Dose[]): SessionArm => ({
  label,
  task,
  ...(doses.length > 0 && { treatment: { doses: doses.map((dose) => ({ ...dose, during: underDrug })) } }),
});

const ratio = (reading: string, arm: string, doc: string) => ratioOf(reading, arm, "vehicle", doc);
const extra = (reading: string): string => `(mean(agonist.${reading}) - mean(vehicle.${reading}))`;
const drugs = ["agonist", "antagonist", "both", "d1Antagonist"];

/** D2 receptors that are occupied whatever happens do not read that a reward failed to come. */
export const reversalD2: Effect = {
  id: "reversal-da-d2",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      vehicle: group("vehicle"),
      agonist: group("D2 agonist", agonist),
      antagonist: group("D2 antagonist", antagonist),
      both: group("D2 agonist and antagonist", agonist, antagonist),
      d1Antagonist: group("D1 antagonist", d1Antagonist),
      newLearning: {
        label: "D2 antagonist during acquisition",
        task,
        treatment: { doses: [{ ...antagonist, during: { stage: "acquisition" } }] },
      },
    },
    windows: {},
    readings: {
      acquisition: (trials) => errorCount(trials.where({ stage: "acquisition" })),
      retention: (trials) => errorCount(trials.where({ stage: "retention 1" })),
      reversal: (trials) => errorCount(trials.where({ stage: "reversal 1" })),
      beforeRun: (trials) => errorsBeforeRun(trials.where({ stage: "reversal 1" })),
    },
  },
  remarks: [
    "The antagonist is the insurmountable one of 60 % occupancy; with the agonist it leaves 37 % of the receptors active.",
    "The monkeys' new learning is the acquisition of the same two levers, under the antagonist in another group.",
  ],
  measures: {
    rAgonist: ratio("reversal", "agonist", "Errors of the reversal, agonist over vehicle."),
    share: {
      expression: `(${extra("beforeRun")} * (${extra("reversal")} > 0)) / ${extra("reversal")}`,
      unit: "1",
      doc: "Share of the agonist's extra errors made before the first run of three; 0 if there are no extra errors.",
    },
    rBoth: ratio("reversal", "both", "Errors of the reversal, agonist and antagonist over vehicle."),
    rAntagonist: ratio("reversal", "antagonist", "Errors of the reversal, antagonist over vehicle."),
    rD1: ratio("reversal", "d1Antagonist", "Errors of the reversal, D1 antagonist over vehicle."),
    retention: {
      expression: `max(${drugs.map((arm) => `abs(mean(${arm}.retention) / mean(vehicle.retention) - 1)`).join(", ")})`,
      unit: "1",
      doc: "Largest relative difference of retention errors from vehicle.",
    },
    newLearning: ratio("acquisition", "newLearning", "Errors of acquisition, antagonist over vehicle."),
  },
  criterion: [
    { text: "R agonist", value: "rAgonist", low: 1.3, high: 4 },
    { text: "perseverative share", value: "share", low: 0.5 },
    { text: "R agonist + antagonist", value: "rBoth", low: 0.7, high: 1.25 },
    { text: "R antagonist", value: "rAntagonist", low: 0.85, high: 2.2 },
    { text: "R D1 antagonist", value: "rD1", low: 0.8, high: 1.3 },
  ],
  sideObservations: [
    {
      text: "retention errors under every drug within ±20 % of vehicle",
      bands: [{ text: "largest difference", value: "retention", high: 0.2 }],
    },
    {
      text: "new acquisition under antagonist within ±20 % (monkey study)",
      bands: [{ text: "acquisition", value: "newLearning", low: 0.8, high: 1.2 }],
    },
  ],
  ablations: [
    {
      id: "no-dips-at-d2",
      mechanism: "reading of dopamine dips by D2 receptors of the indirect pathway",
      must: "abolish",
      change: { parts: withoutDips },
    },
    {
      id: "no-orbitofrontal-serotonin",
      mechanism: "serotonin in orbitofrontal cortex",
      must: "spare",
      change: { treatment: depleted("dorsalRaphe", "orbitofrontalCortex") },
    },
  ],
  figure: {
    title: "Errors in the reversal",
    x: { label: "drug", unit: "1" },
    y: { label: "errors", unit: "of vehicle" },
    places: ["agonist", "antagonist", "both", "D1 antagonist"],
    curves: [{ label: "this model", x: [0, 1, 2, 3], y: ["rAgonist", "rAntagonist", "rBoth", "rD1"] }],
    published: [],
  },
};
