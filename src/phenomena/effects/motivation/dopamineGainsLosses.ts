import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { amygdalaLesion, withoutHabenula } from "../lesions.ts";
import type { Treatment } from "./parts.ts";

const pairs = (label: string, treatment?: Treatment): SessionArm => ({
  label,
  task: { id: "gain-loss-pairs-v1" },
  ...(treatment && { treatment }),
});
/** Right choices of a pair in trials 11 to 30 of its runs. */
const late = (stage: string) => (trials: SubjectTrials) =>
  average(
    trials
      .where({ stage })
      .filter(({ trialOfPair }) => trialOfPair! >= 10)
      .column("correct"),
  );
const arms = ["levodopa", "haloperidol", "placebo"] as const;
const difference = (reading: string): string => `mean(levodopa.${reading}) - mean(haloperidol.${reading})`;

/** Dopamine decides how well gains are learned, not losses. */
export const dopamineGainsLosses: Effect = {
  id: "ldopa-haloperidol-gain",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      levodopa: pairs("L-DOPA", { doses: [{ modulator: "dopamine", site: "synthesis", dose: "0.25 Ki" }] }),
      haloperidol: pairs("haloperidol", { doses: [{ receptor: "dopamineD2", dose: "1.5 Ki" }] }),
      placebo: pairs("placebo"),
    },
    windows: {
      signal: { variable: "dorsalStriatum.directGain", event: "phase:outcome", from: 0.1, to: 0.6, baseline: [0, 0.2] },
    },
    readings: {
      gain: late("gain"),
      loss: late("loss"),
      neutral: (trials) => average(trials.where({ stage: "neutral" }).column("stimulus")),
      signal: (trials) =>
        trials
          .where({ stage: "gain" })
          .filter(({ outcome }) => outcome! > 0)
          .mean("signal"),
    },
  },
  remarks: [
    "L-DOPA raises what terminals release by a quarter, bursts and tone alike (tone by a quarter instead of 15 %). Haloperidol occupies 60 % of D2 receptors; the reward signal is not scaled besides.",
    "Striatal prediction errors are read where dopamine acts: as the change of excitability of D1 neurons at gains.",
  ],
  measures: {
    gain: { expression: difference("gain"), unit: "1", doc: "G, L-DOPA less haloperidol." },
    loss: { expression: difference("loss"), unit: "1", doc: "L, L-DOPA less haloperidol." },
    placebo: { expression: "mean(placebo.gain)", unit: "1", doc: "G on placebo." },
    outside: {
      expression:
        "max(mean(placebo.gain) - max(mean(levodopa.gain), mean(haloperidol.gain)), min(mean(levodopa.gain), mean(haloperidol.gain)) - mean(placebo.gain))",
      unit: "1",
      doc: "How far G on placebo lies outside of the two others.",
    },
    neutral: {
      expression: `max(${arms.map((arm) => `abs(mean(${arm}.neutral) - 0.5)`).join(", ")})`,
      unit: "1",
      doc: "Largest distance of neutral choices from one half.",
    },
    signal: {
      expression: "100 * (mean(levodopa.signal) / mean(haloperidol.signal) - 1)",
      unit: "%",
      doc: "Striatal response to gains, L-DOPA over haloperidol.",
    },
  },
  criterion: [
    { text: "G L-DOPA − G haloperidol", value: "gain", low: 0.04, high: 0.25 },
    { text: "|L L-DOPA − L haloperidol|", value: "abs(loss)", high: 0.05 },
    { text: "difference of differences", value: "gain - loss", low: 0.03 },
  ],
  sideObservations: [
    {
      text: "G_placebo between the two or within 0.03 of either",
      bands: [{ text: "G placebo outside", value: "outside", high: 0.03 }],
    },
    {
      text: "neutral pair choice 0.45-0.55 in all groups",
      bands: [{ text: "neutral choice", value: "neutral", high: 0.05 }],
    },
    {
      text: "striatal RPE amplitude L-DOPA > haloperidol by 10-100 %",
      bands: [{ text: "amplitude", value: "signal", low: 10, high: 100 }],
    },
  ],
  ablations: [
    {
      id: "no-reward-burst",
      mechanism: "phasic dopamine at gains",
      must: "abolish",
      change: { parameters: { rewardBurst: 0 } },
      intact: [{ text: "G L-DOPA − G haloperidol", value: "gain", low: 0.04 }],
    },
    {
      id: "no-habenula",
      mechanism: "amygdala and lateral habenula",
      must: "spare",
      change: { ...amygdalaLesion, ...withoutHabenula },
      intact: [{ text: "G L-DOPA − G haloperidol", value: "gain", low: 0.04 }],
    },
  ],
  figure: {
    title: "Right choices in trials 11 to 30",
    x: { label: "group", unit: "1" },
    y: { label: "share", unit: "1" },
    places: ["L-DOPA", "haloperidol", "placebo"],
    curves: ["gain", "loss"].map((kind) => ({
      label: `this model, ${kind}`,
      x: [0, 1, 2],
      y: arms.map((arm) => `mean(${arm}.${kind})`),
    })),
    published: [],
  },
};
