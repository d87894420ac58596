import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { placesFigure, unitless } from "../shapes.ts";
import type { Treatment } from "./parts.ts";

const loss = { fibreLesion: "ventralTegmentalArea", area: ["dorsalStriatum", "ventralStriatum"], share: 0.7 };
/** As of the effect `pd-go-nogo`: a constant efflux from the terminals that are left. */
const medication = { modulator: "dopamine", site: "efflux" as const, dose: "3 Ki" };
/** A tenth of what the conflict of options does to the output is left. */
const stimulation = { conflictGain: 0.1 };

const selection = (label: string, treatment?: Treatment, scaled?: SessionArm["scaled"]): SessionArm => ({
  label,
  task: { id: "probabilistic-selection-v1", schedule: "three-pairs" },
  ...(treatment && { treatment }),
  ...(scaled && { scaled }),
});
/** Short or long mouth, without money. */
const perception = (label: string, scaled?: SessionArm["scaled"]): SessionArm => ({
  label,
  task: { id: "signal-detection-reward-v1", options: { blocks: 1, blockLength: 60, rich: 0, lean: 0 } },
  treatment: { manipulations: [loss] },
  ...(scaled && { scaled }),
});

/** Pairs of the test (0 = A … 5 = F), the better one first. */
const conflict = {
  low: ["03", "05", "21", "41"],
  high: ["02", "04", "24", "31", "51", "53"],
} as const;
type Conflict = keyof typeof conflict;

function tested(trials: SubjectTrials, kind: Conflict): SubjectTrials {
  const pairs: readonly string[] = conflict[kind];
  return trials.where({ stage: "test" }).filter(({ better, worse }) => pairs.includes(`${better}${worse}`));
}

const time = (kind: Conflict) => (trials: SubjectTrials) => tested(trials, kind).mean("reactionTime");

/** Slowing by conflict, as a share of the time without. */
const slowing = (arm: string): string => `(mean(${arm}.timeHigh) / mean(${arm}.timeLow) - 1)`;

/** Stimulation of the subthalamic nucleus takes away that one slows down where options are of like value. */
export const conflictStimulation: Effect = {
  id: "stn-dbs-conflict",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      off: selection("patients, no stimulation, no medication", { manipulations: [loss] }),
      on: selection("patients, stimulation", { manipulations: [loss] }, stimulation),
      medicated: selection("patients, medication", { manipulations: [loss], doses: [medication] }),
      control: selection("control"),
      perceptionOff: perception("perception, no stimulation"),
      perceptionOn: perception("perception, stimulation", stimulation),
    },
    windows: {},
    readings: {
      timeLow: time("low"),
      timeHigh: time("high"),
      errors: (trials) => 1 - tested(trials, "high").mean("correct"),
      time: (trials) => trials.mean("reactionTime"),
    },
  },
  remarks: [
    "The subthalamic nucleus of this brain is an area's single value, which stimulation cannot hold at its mean: a tenth of its effect on the motor loop is left instead, at training as well as at test. A brain that is to be stimulated needs it as a population.",
    "Pairs with low conflict are AD, AF, CB and EB, those with high conflict AC, AE, CE, DB, FB and FD; trained pairs are left out.",
    "Medication is there at training and test, as in the effect pd-go-nogo.",
    "The perceptual task is that of two mouths, without money.",
  ],
  measures: {
    off: unitless(slowing("off"), "S, no stimulation."),
    on: unitless(slowing("on"), "S, stimulation."),
    medicated: unitless(slowing("medicated"), "S, medication."),
    control: unitless(slowing("control"), "S, control."),
    low: unitless(
      "abs(mean(on.timeLow) / mean(off.timeLow) - 1)",
      "Relative change of the time without conflict by stimulation.",
    ),
    errors: unitless("mean(on.errors) - mean(off.errors)", "Rise of errors under conflict by stimulation."),
    perception: unitless(
      "abs(mean(perceptionOn.time) / mean(perceptionOff.time) - 1)",
      "Relative change of the time of perceptual answers by stimulation.",
    ),
  },
  criterion: [
    { text: "S, off", value: "off", low: 0.04, high: 0.4 },
    { text: "S, control", value: "control", low: 0.04 },
    { text: "S, on", value: "on", low: -0.25, high: 0.01 },
    { text: "S on − off", value: "on - off", high: -0.04 },
    { text: "RT low, on/off", value: "low", high: 0.08 },
    { text: "S, medication on − off", value: "medicated - off", low: -0.03, high: 0.03 },
  ],
  sideObservations: [
    {
      text: "errors on high-conflict pairs on DBS rise by 0.00-0.15",
      bands: [{ text: "rise", value: "errors", low: 0, high: 0.15 }],
    },
    {
      text: "perceptual accumulation task without reward: DBS RT change within +-5 % (PMC6037388)",
      bands: [{ text: "change", value: "perception", high: 0.05 }],
    },
  ],
  ablations: [
    {
      id: "no-hyperdirect-input",
      mechanism: "what the subthalamic nucleus makes of the cortex' conflict",
      must: "abolish",
      change: { parameters: { conflictGain: 0 } },
      intact: [
        { text: "S, off", value: "off", low: 0.04 },
        { text: "S on − off", value: "on - off", high: -0.04 },
      ],
    },
    {
      id: "more-tonic-dopamine",
      mechanism: "the usual tone of dopamine (a quarter of its release is added)",
      must: "spare",
      change: { treatment: { doses: [{ modulator: "dopamine", site: "synthesis", dose: "0.25 Ki" }] } },
      intact: [
        { text: "S, off", value: "off", low: 0.04 },
        { text: "S on − off", value: "on - off", high: -0.04 },
      ],
    },
  ],
  figure: placesFigure({
    title: "Slowing by conflict",
    of: "group",
    y: { label: "of the time without conflict", unit: "1" },
    places: ["off", "stimulation", "medication", "control"],
    curves: { "this model": ["off", "on", "medicated", "control"] },
  }),
};
