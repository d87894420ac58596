import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { ratio } from "../shapes.ts";
import { withoutNoradrenergicAttention } from "../shifting/parts.ts";

function equivalence(label: string, treatment?: SessionArm["treatment"]): SessionArm {
  return {
    label,
    task: { id: "acquired-equivalence-v1", options: { chosenStays: 1 } },
    ...(treatment && { treatment }),
  };
}

/** Share of the answers in the test, to new or trained pairs, that are wrong. */
function testErrors(trials: SubjectTrials, transfer: number): number {
  return 1 - trials.where({ stage: "test", equal: { transfer } }).mean("correct");
}

/** Whether the last stage of training ended with eight right answers in a row. */
function learned(trials: SubjectTrials): boolean {
  const last = trials.where({ stage: "training 3", last: 8 }).column("correct");
  return last.length === 8 && last.every((correct) => correct === 1);
}

/** What has meant the same once is taken to mean the same again. */
export const acquiredEquivalence: Effect = {
  id: "acquired-equivalence",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: equivalence("control"),
      hippocampal: equivalence("hippocampal loss", { manipulations: [{ lesion: "hippocampus", share: 0.7 }] }),
      dopamine: equivalence("loss of striatal dopamine", {
        manipulations: [
          { fibreLesion: "ventralTegmentalArea", area: ["dorsalStriatum", "ventralStriatum"], share: 0.7 },
        ],
      }),
    },
    windows: {},
    readings: {
      errors: (trials) =>
        trials.filter(({ stage, correct }) => stage !== undefined && stage < 3 && correct !== 1).length,
      transfer: (trials) => testErrors(trials, 1),
      transferLearned: (trials) => (learned(trials) ? testErrors(trials, 1) : Number.NaN),
      retention: (trials) => testErrors(trials, 0),
      learned: (trials) => Number(learned(trials)),
    },
  },
  remarks: [
    "Face and chosen fish stay on view until feedback is over.",
    "Transfer after the loss of dopamine is that of the subjects who reached the last criterion.",
  ],
  measures: {
    T: { expression: "mean(control.transfer)", unit: "1", doc: "Transfer errors of control." },
    hippocampal: {
      expression: "mean(hippocampal.transfer) - mean(control.transfer)",
      unit: "1",
      doc: "Transfer errors more, hippocampal loss.",
    },
    hippocampalTraining: {
      expression: ratio("errors", "hippocampal", "control"),
      unit: "1",
      doc: "Errors of training over control, hippocampal loss.",
    },
    dopamine: {
      expression: "mean(dopamine.transferLearned) - mean(control.transfer)",
      unit: "1",
      doc: "Transfer errors more, loss of dopamine, of those who reached criterion.",
    },
    dopamineTraining: {
      expression: ratio("errors", "dopamine", "control"),
      unit: "1",
      doc: "Errors of training over control, loss of dopamine.",
    },
    keptHippocampal: {
      expression: "mean(hippocampal.retention) - mean(control.retention)",
      unit: "1",
      doc: "Errors on trained pairs more, hippocampal loss.",
    },
    keptDopamine: {
      expression: "mean(dopamine.retention) - mean(control.retention)",
      unit: "1",
      doc: "Errors on trained pairs more, loss of dopamine.",
    },
    learned: { expression: "mean(control.learned)", unit: "1", doc: "Share of controls who reached criterion." },
  },
  criterion: [
    { text: "control T", value: "T", high: 0.35 },
    { text: "HPC: T − T_control", value: "hippocampal", low: 0.12 },
    { text: "HPC: Err_train ratio", value: "hippocampalTraining", low: 0.8, high: 1.5 },
    { text: "DA: Err_train ratio", value: "dopamineTraining", low: 1.2 },
    { text: "DA: T − T_control", value: "dopamine", high: 0.1 },
  ],
  sideObservations: [
    {
      text: "retention error G of trained pairs within 0.10 of control in both groups",
      bands: [
        { text: "HPC", value: "keptHippocampal", low: -0.1, high: 0.1 },
        { text: "DA", value: "keptDopamine", low: -0.1, high: 0.1 },
      ],
    },
    {
      text: "control transfer clearly above chance (1-T >= 0.6)",
      bands: [{ text: "1 − T", value: "1 - T", low: 0.6 }],
    },
  ],
  ablations: [
    {
      id: "no-hippocampus",
      mechanism: "hippocampal code of what goes together",
      must: "abolish",
      change: { treatment: { manipulations: [{ lesion: "hippocampus" }] } },
      intact: [{ text: "control T", value: "T", high: 0.35 }],
    },
    {
      id: "no-noradrenergic-gain",
      mechanism: "noradrenergic gain of attention",
      must: "spare",
      change: withoutNoradrenergicAttention,
      intact: [{ text: "control T", value: "T", high: 0.35 }],
    },
  ],
  figure: {
    title: "Errors",
    x: { label: "group", unit: "1" },
    y: { label: "share of answers", unit: "1" },
    places: ["control", "hippocampal loss", "loss of dopamine"],
    curves: (["retention", "transfer"] as const).map((kind) => ({
      label: `this model, ${kind}`,
      x: [0, 1, 2],
      y: ["control", "hippocampal", "dopamine"].map((arm) => `mean(${arm}.${kind})`),
    })),
    published: [],
  },
};
