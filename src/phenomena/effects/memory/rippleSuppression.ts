import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";

import { ratioOf, unitless } from "../shapes.ts";

const cells = ["hippocampus.units", "hippocampus.cells"];
const baited = 3;
/** Share of arms with food: what entries at random find. */
const chance = baited / 8;

const treatments = {
  none: undefined,
  suppressed: { manipulations: [{ light: cells, inhibition: 1, during: { stage: "sleep" } }] },
  control: {
    manipulations: [{ light: cells, inhibition: 1, pulse: { after: "sleep", delay: "200 ms", duration: "100 ms" } }],
  },
  awake: {
    manipulations: [{ light: cells, inhibition: 1, during: { stage: "training", phase: "interval" } }],
  },
} satisfies Record<string, SessionArm["treatment"] | undefined>;

function maze(
  label: string,
  treatment: SessionArm["treatment"] | undefined,
  options: Readonly<Record<string, number>>,
): SessionArm {
  return { label, task: { id: "radial-maze-v1", options }, ...(treatment && { treatment }) };
}
const oneSession = { days: 1, trials: 20, sleep: 14_400, testDelay: 72_000 };

/** Arms with food among the first entries, corrected for chance: 0 at random, 1 if all. */
function performance(trials: SubjectTrials): number {
  return (trials.mean("firstThree") / baited - chance) / (1 - chance);
}

const fromDay = (trials: SubjectTrials, day: number): SubjectTrials => trials.filter((row) => row.day! >= day);
const days = Array.from({ length: 10 }, (_, day) => day);

/** What is replayed in rest after the task is remembered on the next day. */
export const rippleSuppression: Effect = {
  id: "ripple-suppression",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      none: maze("no stimulation", treatments.none, {}),
      suppressed: maze("ripples suppressed in rest", treatments.suppressed, {}),
      control: maze("stimulation outside ripples", treatments.control, {}),
      awake: maze("ripples suppressed in awake pauses", treatments.awake, {}),
      suppressedOnce: maze("one session, suppressed", treatments.suppressed, oneSession),
      controlOnce: maze("one session, stimulation outside ripples", treatments.control, oneSession),
      suppressedLit: maze("arms lit, suppressed", treatments.suppressed, { lit: 1 }),
      controlLit: maze("arms lit, stimulation outside ripples", treatments.control, { lit: 1 }),
    },
    windows: {},
    readings: {
      late: (trials) => performance(fromDay(trials, 3)),
      final: (trials) => performance(trials.where({ equal: { day: 9 } })),
      nextDay: (trials) => performance(trials.where({ stage: "test" })),
      sameDay: (trials) => performance(trials.where({ stage: "training", equal: { day: 0 }, last: 10 })),
      toCriterion: (trials) => trials.trialsTo("firstThree", baited, 3),
      ...Object.fromEntries(
        days.map((day) => [`day${day}`, (trials: SubjectTrials) => performance(trials.where({ equal: { day } }))]),
      ),
    },
  },
  remarks: [
    "Light silences hippocampal cells for the whole rest instead of 0.1 s from each event on; stimulation outside events is one pulse a rest.",
    "The brain replays nothing in rest, which it passes in closed form: what is silenced there is missed by nothing.",
    "Performance within a session is that of the last ten training trials of the one-session version.",
    "The cue-guided task has food in arms that are lit, other ones on each trial.",
  ],
  measures: {
    daily: ratioOf("late", "suppressed", "control", "P of days 4 to 10."),
    final: ratioOf("final", "suppressed", "control", "P of the last day."),
    once: ratioOf("nextDay", "suppressedOnce", "controlOnce", "P 24 h after a session."),
    control: ratioOf("late", "control", "none", "Control stimulation over none."),
    awake: ratioOf("late", "awake", "none", "Awake suppression over none."),
    sameDay: ratioOf("sameDay", "suppressedOnce", "controlOnce", "P within a session."),
    lit: ratioOf("late", "suppressedLit", "controlLit", "P with lit arms."),
    learned: unitless("mean(none.late)", "P of days 4 to 10 without stimulation."),
  },
  criterion: [
    { text: "P ratio, daily", value: "daily", low: 0.45, high: 0.92 },
    { text: "final-day P, of control", value: "final", low: 0.4 },
    { text: "24 h ratio, one session", value: "once", high: 0.6 },
    { text: "control stimulation/no stimulation", value: "control", low: 0.93, high: 1.07 },
    { text: "awake suppression/no stimulation", value: "awake", low: 0.93, high: 1.07 },
  ],
  sideObservations: [
    {
      text: "same-day performance (within a session) differs by at most 7 %",
      bands: [{ text: "ratio", value: "sameDay", low: 0.93, high: 1.07 }],
    },
    {
      text: "a cue-guided task that does not use HPC is unaffected (ratio in [0.95, 1.05])",
      bands: [{ text: "ratio", value: "lit", low: 0.95, high: 1.05 }],
    },
  ],
  ablations: [
    {
      id: "no-replay",
      mechanism: "hippocampal activity in rest after the task",
      must: "abolish",
      change: { treatment: treatments.suppressed },
      intact: [{ text: "P ratio, daily", value: "daily", high: 0.92 }],
    },
    {
      id: "no-cortical-acetylcholine",
      mechanism: "acetylcholine in cortex",
      must: "spare",
      change: {
        treatment: {
          manipulations: [{ fibreLesion: "basalForebrain", area: ["sensoryCortex", "perirhinalCortex"] }],
        },
      },
    },
  ],
  figure: {
    title: "Arms with food among the first three",
    x: { label: "day", unit: "1" },
    y: { label: "above chance", unit: "1" },
    curves: ["none", "suppressed", "control"].map((arm) => ({
      label: `this model, ${arm}`,
      x: days.map((day) => day + 1),
      y: days.map((day) => `mean(${arm}.day${day})`),
    })),
    published: [],
  },
};
