import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { logisticRegression } from "../logisticRegression.ts";
import { placesFigure, unitless } from "../shapes.ts";
import { answered, withoutVigour } from "./parts.ts";

const tests = Array.from({ length: 8 }, (_, test) => `test ${test + 1}`);
const trainingSessions = 10;
/** Tonic firing is doubled; bursts are added to it as before. */
const drive = {
  manipulations: [{ light: "locusCoeruleus", excitation: 1, during: { stage: tests } }],
};
/** In order: the condition of a session is its number plus that of the subject, modulo two. */
const conditions = { vehicle: {}, drive };

/** Volumes, µl, and times, s, of the task. */
const task = { decline: 8, handling: 10, travel: 10, starts: [60, 90, 120] };
/** Volume round which the logistic function is centred, µl, and by which it is scaled. */
const [centre, scale] = [60, 30];

type Condition = keyof typeof conditions;

/** The trials of the test sessions of a condition. */
function under(trials: SubjectTrials, condition: Condition): SubjectTrials {
  const wanted = Number(condition === "drive");
  return trials.filter(({ session }) => session! >= trainingSessions && (session! + trials.subject) % 2 === wanted);
}

/** Visits to patches that ended with leaving. */
const left = (trials: SubjectTrials): SubjectTrials => trials.where({ equal: { left: 1 } });

/** Volume of the last harvest before leaving, µl. */
function leavingVolume(trials: SubjectTrials): number {
  const visits = left(trials).filter(({ harvests }) => harvests! > 0);
  return average(visits.column("offered").map((offered) => offered + task.decline));
}

/** p(leave) = 1 / (1 + exp(s (v − v0))) of the volume v on offer. */
function leaving(trials: SubjectTrials): { readonly slope: number; readonly threshold: number } {
  const decided = trials.filter((row) => !Number.isNaN(row.left));
  const rows = decided.column("offered").map((volume) => [1, (volume - centre) / scale]);
  const [constant = Number.NaN, weight = Number.NaN] = logisticRegression(rows, decided.column("left"));
  return { slope: -weight / scale, threshold: centre - (scale * constant) / weight };
}

/** Harvests of a patch that bring most juice a time, over patches of all kinds (Charnov 1976). */
function optimalHarvests(): readonly number[] {
  const harvests = (start: number, least: number): number =>
    Math.max(0, Math.floor((start - least) / task.decline + 1e-9) + 1);
  let best: { rate: number; harvests: readonly number[] } = { rate: 0, harvests: [] };
  for (let least = 0; least <= 120; least += task.decline / 4) {
    const counts = task.starts.map((start) => harvests(start, least));
    const juice = counts.map((count, kind) => count * task.starts[kind]! - (task.decline * count * (count - 1)) / 2);
    const time = counts.map((count) => count * task.handling + task.travel);
    const rate = sum(juice) / sum(time);
    if (rate > best.rate) best = { rate, harvests: counts };
  }
  return best.harvests;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const optimal = new Map(optimalHarvests().map((harvests, kind) => [task.starts[kind]!, harvests]));

/** Harvests beyond the optimum. */
function overharvest(trials: SubjectTrials): number {
  const visits = left(trials);
  const starts = visits.column("start");
  return average(visits.column("harvests").map((harvests, place) => harvests - optimal.get(starts[place]!)!));
}

/** Rise of the leaving volume from the poorest to the richest patches, µl. */
function riseWithStart(trials: SubjectTrials): number {
  const [poorest, , richest] = task.starts.map((start) => leavingVolume(trials.where({ equal: { start } })));
  return richest! - poorest!;
}

const readings = {
  volume: leavingVolume,
  harvests: (trials) => left(trials).mean("harvests"),
  slope: (trials) => leaving(trials).slope,
  threshold: (trials) => leaving(trials).threshold,
  time: (trials) => trials.mean("reactionTime"),
  omissions: (trials) => 1 - answered(trials),
  over: overharvest,
  rise: riseWithStart,
  vigour: (trials) => trials.mean("vigour"),
} satisfies Record<string, (trials: SubjectTrials) => number>;

const both = (of: (condition: Condition) => string): readonly [string, string] => [of("drive"), of("vehicle")];
const mean = (reading: keyof typeof readings) => both((condition) => `mean(rats.${reading}_${condition})`);
const ratio = (reading: keyof typeof readings): string => mean(reading).join(" / ");
const difference = (reading: keyof typeof readings): string => mean(reading).join(" - ");

/** A raised tone of norepinephrine makes rats leave patches earlier, by noise. */
export const patchLeavingNorepinephrine: Effect = {
  id: "lc-tonic-disengage",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      rats: {
        label: "tonic drive of the locus coeruleus and vehicle, by turns",
        task: { id: "patch-leaving-v1" },
        treatment: { conditions },
      },
    },
    windows: { vigour: { variable: "dorsalStriatum.vigour", event: "trialStart", from: 0, to: 0.1 } },
    readings: Object.fromEntries(
      (Object.keys(conditions) as Condition[]).flatMap((condition) =>
        Object.entries(readings).map(([name, of]) => [
          `${name}_${condition}`,
          (trials: SubjectTrials) => of(under(trials, condition)),
        ]),
      ),
    ),
  },
  remarks: [
    "Drive and vehicle take turns over the eight sessions of test, in an order that the subject's number sets.",
    "The optimum is that of the times of the task alone, without those of the subject's decisions.",
    "The task has no locomotion: the drive to act that dopamine's tone sets is read instead.",
    "No gain or noise of this brain's decisions depends on norepinephrine; it reaches plasticity, attention and state inference. A brain that is to show the effect needs noise (or gain) of the accumulators that follows it. The removal is of norepinephrine as a whole.",
  ],
  measures: {
    harvests: unitless(ratio("harvests"), "Harvests a patch, drive over vehicle."),
    volume: { expression: `100 * (${ratio("volume")} - 1)`, unit: "%", doc: "Rise of the leaving volume by drive." },
    slope: unitless(ratio("slope"), "Slope of leaving, drive over vehicle."),
    threshold: { expression: difference("threshold"), unit: "uL", doc: "Change of v0 by drive." },
    time: unitless(ratio("time"), "Reaction time, drive over vehicle."),
    omissions: unitless(difference("omissions"), "Change of omissions by drive."),
    over: unitless("mean(rats.over_vehicle)", "Harvests beyond the optimum, vehicle."),
    rise: {
      expression: `min(${mean("rise").join(", ")})`,
      unit: "uL",
      doc: "Rise of the leaving volume with the first harvest, the smaller one of the two conditions.",
    },
    vigour: unitless(`abs(${ratio("vigour")} - 1)`, "Relative change of the drive to act."),
    vehicleSlope: {
      expression: "mean(rats.slope_vehicle)",
      unit: "1/uL",
      doc: "Slope of leaving, vehicle (not judged).",
    },
  },
  criterion: [
    { text: "H, drive/vehicle", value: "harvests", low: 0.7, high: 0.97 },
    { text: "V_leave, rise in %", value: "volume", low: 2, high: 30 },
    { text: "s, drive/vehicle", value: "slope", low: 0.4, high: 0.9 },
    { text: "|v0 change|", value: "abs(threshold)", high: 8 },
    { text: "RT ratio", value: "time", low: 1.03, high: 1.6 },
    { text: "omissions up", value: "omissions", low: Number.EPSILON },
  ],
  sideObservations: [
    {
      text: "vehicle rats overharvest: +1 to +6 harvests beyond the reward-rate optimum (published +3.4)",
      bands: [{ text: "harvests beyond the optimum", value: "over", low: 1, high: 6 }],
    },
    {
      text: "leaving value rises with the patch's starting volume or shorter travel in both conditions",
      bands: [{ text: "rise with the start", value: "rise", low: Number.EPSILON }],
    },
    {
      text: "no change in locomotion drive > 15 %",
      bands: [{ text: "drive to act", value: "vigour", high: 0.15 }],
    },
  ],
  ablations: [
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine, and with it what gain and noise of decisions it sets",
      must: "abolish",
      change: withoutNorepinephrine,
      intact: [{ text: "s, drive/vehicle", value: "slope", high: 0.9 }],
    },
    {
      id: "no-vigour",
      mechanism: "tonic dopamine's part in the drive to act",
      must: "spare",
      change: withoutVigour,
      intact: [{ text: "s, drive/vehicle", value: "slope", high: 0.9 }],
    },
  ],
  figure: placesFigure({
    title: "Harvests a patch",
    of: "condition",
    y: { label: "harvests", unit: "1" },
    places: ["drive", "vehicle"],
    curves: { "this model": [...mean("harvests")], "this model, beyond the optimum": [...mean("over")] },
    published: [
      {
        label: "rats of the same apparatus, beyond the optimum",
        curve: 1,
        x: [1],
        y: [3.4],
        error: [0.18],
        source: "Kane et al. 2019, doi 10.7554/eLife.48429",
      },
    ],
  }),
};
