import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { placesFigure, unitless } from "../shapes.ts";
import { type Treatment, withoutVigour } from "./parts.ts";

/** Doubles tonic firing from the poke until the subject leaves or is fed, on half of the trials of tests. */
const drive = { light: "dorsalRaphe", excitation: 1, shareOfTrials: 0.5 };
const whileWaiting = { stage: ["test 1", "test 2", "test 3"], phase: ["cue", "waiting"] };
const everywhere: Treatment = { manipulations: [{ ...drive, during: whileWaiting }] };
const orbitofrontal: Treatment = { manipulations: [{ ...drive, area: "orbitofrontalCortex", during: whileWaiting }] };

const waiting = (label: string, schedule: string, treatment: Treatment): SessionArm => ({
  label,
  task: { id: "reward-waiting-v1", schedule },
  treatment,
});

/** Two rooms; in one of them light is on for five seconds after each entry. */
const room = (label: string, light: boolean): SessionArm => ({
  label,
  task: { id: "place-preference-v1", schedule: "real-time", options: { beforeTime: 60, testTime: 600 } },
  ...(light && {
    treatment: {
      manipulations: [{ light: "dorsalRaphe", excitation: 1, pulse: { after: "stimulation", duration: "5 s" } }],
    },
  }),
});

/** Serotonin at orbitofrontal receptors half a second after the poke above which light was on. */
const lit = 1.15;

function tests(trials: SubjectTrials, driven: boolean): SubjectTrials {
  return trials.filter((row) => row.session! >= 10 && row.serotonin! > lit === driven);
}

const wait = (driven: boolean, probability?: number) => (trials: SubjectTrials) => {
  const own = tests(trials, driven).filter(
    (row) => row.omission === 1 && (probability === undefined || row.rewardProbability === probability),
  );
  return average(own.column("waited"));
};
const failures = (driven: boolean, delay: number) => (trials: SubjectTrials) =>
  average(tests(trials, driven).where({ equal: { delay } }).column("left"));
const ifWaiting =
  (of: (trials: SubjectTrials) => number) =>
  (trials: SubjectTrials): number =>
    trials.filter((row) => row.waited !== undefined).length === 0 ? Number.NaN : of(trials);

const gain = (arm: string, of = ""): string => `mean(${arm}.drive${of}) / mean(${arm}.off${of})`;

/** Serotonin at the raphe while one waits for food prolongs waiting, if food is likely. */
export const serotoninWaiting: Effect = {
  id: "5ht-waiting",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      mixed: waiting("3, 6 or 9 s", "mixed-delays", everywhere),
      probabilities: waiting("3 s, food less and less likely", "probabilities", everywhere),
      fixed: waiting("always 6 s", "fixed-delay", everywhere),
      variable: waiting("2, 6 or 10 s", "variable-delay", everywhere),
      orbitofrontal: waiting("3, 6 or 9 s, terminals in orbitofrontal cortex", "mixed-delays", orbitofrontal),
      room: room("two rooms, no light", false),
      roomLit: room("two rooms, light in one", true),
    },
    windows: {
      serotonin: { variable: "orbitofrontalCortex.serotoninLevel", event: "phase:waiting", from: 0.3, to: 0.5 },
    },
    readings: {
      drive: ifWaiting(wait(true)),
      off: ifWaiting(wait(false)),
      driveLikely: ifWaiting(wait(true, 0.75)),
      offLikely: ifWaiting(wait(false, 0.75)),
      driveUnlikely: ifWaiting(wait(true, 0.25)),
      offUnlikely: ifWaiting(wait(false, 0.25)),
      failuresDrive: ifWaiting(failures(true, 9)),
      failuresOff: ifWaiting(failures(false, 9)),
      prematureDrive: ifWaiting(failures(true, 3)),
      prematureOff: ifWaiting(failures(false, 3)),
      paired: (trials) =>
        trials.filter((row) => row.timePaired !== undefined).length === 0
          ? Number.NaN
          : trials.where({ equal: { test: 1 } }).mean("timePaired"),
    },
  },
  remarks: [
    "Trials with light are drawn for each subject, half of those of the three test sessions; they are told from the others by serotonin at orbitofrontal receptors after the poke.",
    "No part of the ventral striatum of this brain has serotonin receptors or terminals, so that there is nothing to light there: the band of that control is judged as failed.",
    "There is no way to the reward site in the task: the reaction time to it is not judged.",
    "In the room that is lit, light is on for five seconds after each entry.",
  ],
  measures: {
    G: unitless(gain("mixed"), "Time to leave in omission trials, light over none (test A)."),
    F9: unitless(
      "mean(mixed.failuresDrive) / mean(mixed.failuresOff)",
      "Share of 9 s trials left early, light over none.",
    ),
    G75: unitless(gain("probabilities", "Likely"), "G if food comes in 75 % (test B)."),
    G25: unitless(gain("probabilities", "Unlikely"), "G if food comes in 25 % (test B)."),
    Gfixed: unitless(gain("fixed"), "G with a fixed delay (test C)."),
    Gmixed: unitless(gain("variable"), "G with variable delays (test C)."),
    Gofc: unitless(gain("orbitofrontal"), "G with light in orbitofrontal cortex only."),
    Gvs: unitless("0 / 0", "G with light in the ventral striatum only: there is none."),
    wait: { expression: "mean(mixed.off)", unit: "s", doc: "Time to leave in omission trials without light (test A)." },
    preference: {
      expression: "100 * abs(mean(roomLit.paired) - mean(room.paired))",
      unit: "%",
      doc: "Change of the share of time in the lit room.",
    },
    premature: unitless(
      `max(${["mixed", "probabilities", "orbitofrontal"].flatMap((arm) => ["Drive", "Off"].map((which) => `mean(${arm}.premature${which})`)).join(", ")})`,
      "Largest share of 3 s trials left early.",
    ),
  },
  criterion: [
    { text: "G, test A", value: "G", low: 1.15, high: 1.9 },
    { text: "F9, test A", value: "F9", high: 0.85 },
    { text: "(G(.75) − 1) − 2 (G(.25) − 1), test B", value: "G75 - 1 - 2 * (G25 - 1)", low: 0 },
    { text: "G(.25), test B", value: "G25", low: 0.9, high: 1.12 },
    { text: "(G mixed − 1) − 1.4 (G fixed − 1), test C", value: "Gmixed - 1 - 1.4 * (Gfixed - 1)", low: 0 },
    { text: "(OFC-only G − 1) / (G − 1)", value: "(Gofc - 1) / (G - 1)", low: 0.5 },
    { text: "ventral striatum only G", value: "Gvs", low: 0.93, high: 1.07 },
  ],
  sideObservations: [
    {
      text: "drive alone (no task) changes choice or place preference by less than 5 points: it is not reward",
      bands: [{ text: "place preference", value: "preference", high: 5 }],
    },
    { text: "reaction time to the reward site unchanged within +-10 %", bands: [] },
    {
      text: "premature exits at 3 s stay <= 10 % in all groups",
      bands: [{ text: "premature exits", value: "premature", high: 0.1 }],
    },
  ],
  ablations: [
    {
      id: "no-orbitofrontal-serotonin",
      mechanism: "serotonin's hold on orbitofrontal expectation",
      must: "abolish",
      change: { parameters: { patienceSerotonin: 0 } },
      intact: [{ text: "G", value: "G", low: 1.15 }],
    },
    {
      id: "no-vigour",
      mechanism: "dopamine's vigour",
      must: "spare",
      change: withoutVigour,
      intact: [{ text: "G", value: "G", low: 1.15, high: 1.9 }],
    },
  ],
  figure: placesFigure({
    title: "Time to leave when food does not come",
    of: "light",
    y: { label: "time", unit: "s" },
    places: ["none", "raphe", "terminals in OFC"],
    curves: { "this model": ["mean(mixed.off)", "mean(mixed.drive)", "mean(orbitofrontal.drive)"] },
    published: [
      {
        label: "mice",
        curve: 0,
        x: [0, 1],
        y: [12, 17.5],
        source: "Miyazaki et al. 2014, doi 10.1016/j.cub.2014.07.041 (institute's page)",
      },
    ],
  }),
};
