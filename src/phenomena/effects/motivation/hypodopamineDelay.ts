import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { withoutSerotonin } from "../lesions.ts";
import { logisticRegression } from "../logisticRegression.ts";
import { ratio, ratioOf, unitless } from "../shapes.ts";
import { answered, type Treatment } from "./parts.ts";

/** Of the usual times of the critic's and the actor's traces, and of dopamine's bursts. */
const strain = { traceTime: 0.6, actorDecay: 0.6, rewardBurst: 0.6, cueBurst: 0.6 };
/** Half of the transporters are blocked. */
const methylphenidate: Treatment = {
  doses: (["dopamine", "norepinephrine"] as const).map((modulator) => ({
    modulator,
    site: "transporter" as const,
    dose: "1 Ki",
  })),
};

const rats = (label: string, scaled?: SessionArm["scaled"], treatment?: Treatment): SessionArm => ({
  label,
  task: { id: "delay-choice-v1", schedule: "delays-by-session", options: { extinctionTrials: 60 } },
  ...(scaled && { scaled }),
  ...(treatment && { treatment }),
});

const delays = [0, 3, 6, 12, 24];
/** Longest delay that the half of choices can be put at, s: twice the longest that was met. */
const bound = 48;
const at = (delay: number) => (trials: SubjectTrials) => trials.where({ equal: { delay } }).mean("largeChosen");

/** Delay at which a logistic function of it falls to one half, s, between 0 and `bound`; the bound if it does not fall. */
function halfDelay(trials: SubjectTrials): number {
  const chosen = trials.filter((row) => !Number.isNaN(row.delay) && !Number.isNaN(row.largeChosen));
  const scale = 12;
  const rows = chosen.column("delay").map((delay) => [1, delay / scale]);
  const [constant = Number.NaN, slope = Number.NaN] = logisticRegression(rows, chosen.column("largeChosen"));
  if (Number.isNaN(slope)) return Number.NaN;
  return slope < 0 ? Math.min(bound, Math.max(0, (-constant / slope) * scale)) : bound;
}

const arms = ["control", "strain", "strainDrug", "controlDrug"] as const;

/** Rats with little dopamine and short traces leave the larger reward sooner, the later it comes. */
export const hypodopamineDelay: Effect = {
  id: "adhd-delay-gradient",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      control: rats("control"),
      strain: rats("little dopamine, short traces", strain),
      strainDrug: rats("little dopamine, short traces, methylphenidate", strain, methylphenidate),
      controlDrug: rats("control, methylphenidate", undefined, methylphenidate),
    },
    windows: {},
    readings: {
      half: halfDelay,
      answers: answered,
      extinction: (trials) => trials.where({ stage: "extinction" }).mean("largeChosen"),
      ...Object.fromEntries(delays.map((delay) => [`at${delay}`, at(delay)])),
    },
  },
  remarks: [
    "The strain's bursts of dopamine and its traces (of the critic, and the decay of the actor's) are 0.6 of the usual.",
    "The half of choices is that of a logistic function fitted to each subject, put between 0 and 48 s; 48 s if it does not fall.",
    "Extinction is a session of 60 trials, a day after the longest delay, in which both levers bring nothing.",
    "This brain's traces are over after two seconds, and its critic's expectation of a moment reaches fifteen: delays of many seconds are bridged by neither. A brain that is to show the effect needs traces, or stimuli held during the delay, of that length.",
  ],
  measures: {
    R: ratioOf("half", "strain", "control", "d50, strain over control."),
    atOnce: unitless("min(mean(control.at0), mean(strain.at0))", "P(large) without delay, least."),
    atOnceApart: unitless("abs(mean(control.at0) - mean(strain.at0))", "Difference of P(large) without delay."),
    drug: {
      expression: `100 * (${ratio("half", "controlDrug", "control")} - 1)`,
      unit: "%",
      doc: "Rise of d50 by methylphenidate in controls.",
    },
    restored: ratioOf("half", "strainDrug", "control", "d50, strain with methylphenidate over control (not judged)."),
    answers: ratioOf("answers", "strain", "control", "Responses, strain over control."),
    extinction: unitless(
      "mean(strain.extinction) - mean(control.extinction)",
      "Preference for the large side in extinction, strain less control.",
    ),
  },
  criterion: [
    { text: "R", value: "R", low: 0.3, high: 0.85 },
    { text: "P(large) at d = 0", value: "atOnce", low: 0.75 },
    { text: "difference at d = 0", value: "atOnceApart", high: 0.08 },
    { text: "rise of d50 by methylphenidate in controls, %", value: "drug", low: 5, high: 60 },
  ],
  sideObservations: [
    {
      text: "total responses hypo vs control within +-15 % (Pardey)",
      bands: [{ text: "responses", value: "answers", low: 0.85, high: 1.15 }],
    },
    {
      text: "preference for the large side in extinction lower in hypo",
      bands: [{ text: "difference", value: "extinction", high: -Number.EPSILON }],
    },
  ],
  ablations: [
    {
      id: "usual-traces",
      mechanism: "the strain's short traces",
      must: "abolish",
      change: { scaled: { traceTime: 1, actorDecay: 1 } },
      intact: [{ text: "R", value: "R", high: 0.85 }],
    },
    {
      id: "no-serotonin",
      mechanism: "serotonin",
      must: "spare",
      change: withoutSerotonin,
      intact: [{ text: "R", value: "R", high: 0.85 }],
    },
    {
      id: "no-hippocampus",
      mechanism: "hippocampus",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "hippocampus" }] } },
      intact: [{ text: "R", value: "R", high: 0.85 }],
    },
  ],
  figure: {
    title: "Choice of the larger, delayed reward",
    x: { label: "delay", unit: "s" },
    y: { label: "share", unit: "1" },
    curves: arms.map((arm) => ({
      label: `this model, ${arm}`,
      x: delays,
      y: delays.map((delay) => `mean(${arm}.at${delay})`),
    })),
    published: [],
  },
};
