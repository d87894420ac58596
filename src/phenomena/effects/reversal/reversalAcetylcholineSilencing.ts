import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { total } from "./parts.ts";

const task: SessionArm["task"] = { id: "arm-maze-v1" };
const first = (trials: SubjectTrials): SubjectTrials => trials.where({ equal: { reversed: 0 } });
const reversed = (trials: SubjectTrials): SubjectTrials => trials.where({ equal: { reversed: 1 } });

const days = Array.from({ length: 16 }, (_, day) => day);
const difference = (reading: string): string => `mean(silenced.${reading}) - mean(control.${reading})`;

/** Without acetylcholine a place is learned as well, and a moved goal is learned slowly. */
export const reversalAcetylcholineSilencing: Effect = {
  id: "reversal-ach-silencing",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: { label: "control", task },
      silenced: {
        label: "acetylcholine silenced",
        task,
        treatment: {
          manipulations: [
            { light: "basalForebrain", inhibition: 0.9, during: { phase: ["centre", "run", "outcome"] } },
          ],
        },
      },
    },
    windows: {},
    readings: {
      initial: (trials) => first(trials).mean("success"),
      relearned: (trials) => reversed(trials).mean("success"),
      former: (trials) => total(reversed(trials).column("formerGoalVisits")),
      current: (trials) => total(reversed(trials).column("reached")),
      latency: (trials) => trials.mean("reactionTime"),
      ...Object.fromEntries(
        days.map((day) => [`day${day}`, (trials: SubjectTrials) => trials.where({ equal: { day } }).mean("success")]),
      ),
    },
  },
  remarks: [
    "Four arms, of which one has food; each trial starts in one of the others and ends at the food or after 30 s. Success: the goal is the first arm entered.",
    "Acetylcholine cells are inhibited by 90 % whenever a trial is on, from its beginning to its end, in both phases. Latency: the time of the first entry.",
  ],
  measures: {
    dInit: { expression: difference("initial"), unit: "1", doc: "Success on days 1 to 8, silenced less control." },
    dRev: { expression: difference("relearned"), unit: "1", doc: "Success on days 9 to 16, silenced less control." },
    cohen: {
      expression: `(${difference("relearned")}) / sqrt((deviation(silenced.relearned) ^ 2 + deviation(control.relearned) ^ 2) / 2)`,
      unit: "1",
      doc: "Standardised difference of success in the reversal.",
    },
    old: {
      expression: "(mean(silenced.former) / mean(silenced.current)) / (mean(control.former) / mean(control.current))",
      unit: "1",
      doc: "Visits of the old goal for each of the new one in the reversal, silenced over control.",
    },
    latency: {
      expression: "mean(silenced.latency) / mean(control.latency)",
      unit: "1",
      doc: "Time of the first entry, silenced over control.",
    },
  },
  criterion: [
    { text: "d_rev", value: "dRev", low: -0.35, high: -0.05 },
    { text: "|d_init|", value: "abs(dInit)", high: 0.05 },
    { text: "Cohen d", value: "cohen", high: -0.5 },
  ],
  sideObservations: [
    {
      text: "visits to the OLD goal in reversal higher when silenced (old/new visit ratio >= 1.2x control)",
      bands: [{ text: "old/new", value: "old", low: 1.2 }],
    },
    {
      text: "running/latency unchanged within ±15 %",
      bands: [{ text: "latency", value: "latency", low: 0.85, high: 1.15 }],
    },
  ],
  ablations: [
    {
      id: "acetylcholine-clamped",
      mechanism: "acetylcholine's gate on plasticity and on doubt",
      must: "abolish",
      change: { frozen: ["acetylcholine"], parameters: { evidenceMuscarinic: 0 } },
    },
    {
      id: "norepinephrine-clamped",
      mechanism: "norepinephrine's effect on plasticity",
      must: "spare",
      change: { frozen: ["norepinephrine"] },
    },
  ],
  figure: {
    title: "Success by day",
    x: { label: "day", unit: "days" },
    y: { label: "goal entered first", unit: "1" },
    curves: (["control", "silenced"] as const).map((arm) => ({
      label: arm,
      x: days.map((day) => day + 1),
      y: days.map((day) => `mean(${arm}.day${day})`),
    })),
    published: [],
  },
};
