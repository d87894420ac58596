import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, dopamineBefore } from "../conditioning/parts.ts";
import { changes, freezing, group, trialsToRise } from "../extinction/parts.ts";

/** In order of the schedule. */
const types = { shocked: 0, safe: 2, rewarded: 3 };
const late = (type: number) => ({ stage: "training", equal: { type }, last: 10 });

/** Trials until freezing is half of that in the last ten. */
function trialsToHalf(trials: SubjectTrials): number {
  const responses = freezing(trials.where({ stage: "training", equal: { type: types.shocked } }));
  return trialsToRise(responses, 0.5 * average(responses.slice(-10)));
}

/** One learns to freeze at what announces a shock, and dopamine cells pause at it. */
export const aversiveAcquisition: Effect = {
  id: "aversive-acquisition",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: group("shock", "aversive-acquisition"),
      among: group("shock and reward", "aversive-acquisition-among-rewards"),
    },
    windows: {
      cue: dopamineAfter("phase:cue"),
      shock: dopamineAfter("phase:outcome"),
      tonic: dopamineBefore,
    },
    readings: {
      shocked: (trials) => conditioned(trials, "freezing", late(types.shocked)),
      safe: (trials) => conditioned(trials, "freezing", late(types.safe)),
      cue: (trials) => trials.where(late(types.shocked)).mean("cue"),
      tonic: (trials) => trials.where({ stage: "training" }).mean("tonic"),
      trialsToHalf,
      approachShocked: (trials) => average(changes(trials.where(late(types.shocked)), "approach")),
      approachRewarded: (trials) => average(changes(trials.where(late(types.rewarded)), "approach")),
      naiveShock: (trials) => trials.where({ stage: "naive" }).mean("shock"),
      naiveTonic: (trials) => trials.where({ stage: "naive" }).mean("tonic"),
    },
  },
  remarks: [
    "The claim relates F+ to freezing to the same cue at the end of training, which is F+ itself and would always be 1. It is taken in the unit of the output instead, in which 1 is freezing to a fully expected shock of strength 1: a band that can fail.",
    "Approach to a rewarded cue and the response to shocks before training are read in a group of their own, with a third cue that is followed by reward.",
  ],
  measures: {
    Fshock: { expression: "mean(all.shocked)", unit: "1", doc: "Freezing to the cue of shock, last 10 trials." },
    Fsafe: {
      expression: "mean(all.safe) / mean(all.shocked)",
      unit: "1",
      doc: "Freezing to the other cue, of that to the cue of shock.",
    },
    D: { expression: "mean(all.cue) / mean(all.tonic)", unit: "of tonic", doc: "Dopamine at the cue of shock." },
    half: { expression: "mean(all.trialsToHalf)", unit: "1", doc: "Trials until half of the final freezing." },
    approach: {
      expression: "mean(among.approachShocked) / mean(among.approachRewarded)",
      unit: "1",
      doc: "Approach to the cue of shock, of that to a cue of reward.",
    },
    shock: {
      expression: "mean(among.naiveShock) / mean(among.naiveTonic)",
      unit: "of tonic",
      doc: "Dopamine at a shock before training.",
    },
  },
  criterion: [
    { text: "F+", value: "Fshock", low: 0.5 },
    { text: "F-/F+", value: "Fsafe", high: 0.3 },
    { text: "D+", value: "D", high: -0.05 },
    { text: "trials to half", value: "half", low: 2, high: 20 },
  ],
  sideObservations: [
    {
      text: "approach to the aversive CS stays below 5 % of that to a rewarded one in the same subjects",
      bands: [{ text: "approach", value: "approach", high: 0.05 }],
    },
    {
      text: "the shock itself lowers DA before training (<= -0.1 of tonic)",
      bands: [{ text: "shock", value: "shock", high: -0.1 }],
    },
  ],
  ablations: [
    {
      id: "amygdalar-lesion",
      mechanism: "basolateral amygdala",
      must: "abolish",
      change: { treatment: { manipulations: [{ lesion: ["amygdala.acquisition", "amygdala.extinction"] }] } },
      intact: [{ text: "F+", value: "Fshock", low: 0.5 }],
    },
    {
      id: "ventral-striatal-lesion",
      mechanism: "ventral striatum",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "ventralStriatum" }] } },
      intact: [
        { text: "F+", value: "Fshock", low: 0.5 },
        { text: "F-/F+", value: "Fsafe", high: 0.3 },
        { text: "trials to half", value: "half", low: 2, high: 20 },
      ],
    },
  ],
  figure: {
    title: "Freezing and dopamine",
    x: { label: "cue", unit: "1" },
    y: { label: "response", unit: "1" },
    places: ["freezing, shock", "freezing, none", "dopamine, shock"],
    curves: [{ label: "this model", x: [0, 1, 2], y: ["Fshock", "Fsafe * Fshock", "D"] }],
    published: [],
  },
};
