import type { DoseFile } from "../../../experiment/groupFile.ts";
import type { Effect } from "../../effect.ts";
import type { SessionArm, TrialWindow } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";

const directions = 8;
const trials = 40;
/** D1 drive of prefrontal cortex, relative to normal. */
const levels = [0.1, 0.3, 0.6, 1, 1.3, 1.7, 2.5, 4];
/** Share of D1 receptors that tonic dopamine occupies; the model's concentration for half of them is four times tonic. */
const resting = 0.2;

/** The dose that makes of resting occupancy so many times as much: an antagonist below 1, a full agonist above. */
function drive(level: number): DoseFile | null {
  const at = { receptor: "dopamineD1", area: "prefrontalCortex" };
  if (level < 1) return { ...at, dose: `${1 / level - 1} Ki` };
  if (level === 1) return null;
  const free = resting / (1 - resting);
  return { ...at, action: "agonist", dose: `${(free * (level - 1)) / (1 - resting * level)} Ki` };
}

function remembering(label: string, delay: number, dose: DoseFile | null): SessionArm {
  return {
    label,
    task: { id: "delayed-response-v1", options: { trials, delay } },
    ...(dose && { treatment: { doses: [dose] } }),
  };
}

const arms = Object.fromEntries(
  levels.flatMap((level, place) => [
    [`level${place}`, remembering(`D1 × ${level}`, 4, drive(level))],
    [`none${place}`, remembering(`D1 × ${level}, no delay`, 0, drive(level))],
    [`short${place}`, remembering(`D1 × ${level}, delay of 1 s`, 1, drive(level))],
  ]),
);
/** Only the ends and the middle are needed with the short delay. */
const kept = Object.fromEntries(
  Object.entries(arms).filter(([name]) => !name.startsWith("short") || ["short0", "short3", "short7"].includes(name)),
);

const units = Array.from({ length: directions }, (_, unit) => unit);
const windows: Record<string, TrialWindow> = Object.fromEntries(
  units.flatMap((unit) => [
    [`delay${unit}`, { variable: `prefrontalCortex.place.rate[${unit}]`, event: "phase:delay", from: 2, to: 4 }],
    [`cue${unit}`, { variable: `prefrontalCortex.place.rate[${unit}]`, event: "phase:cue", from: 0.1, to: 0.5 }],
  ]),
);

/** Rates of all cells in a window: those whose direction was shown, and the others. */
function rates(own: SubjectTrials, window: "delay" | "cue"): { preferred: number[]; other: number[] } {
  const shown = own.column("direction");
  const preferred: number[] = [];
  const other: number[] = [];
  for (const unit of units)
    for (const [place, rate] of own.column(`${window}${unit}`).entries())
      (shown[place] === unit ? preferred : other).push(rate);
  return { preferred, other };
}

function variance(values: readonly number[]): number {
  const centre = average(values);
  return average(values.map((value) => (value - centre) ** 2));
}

function tuning(own: SubjectTrials): number {
  const { preferred, other } = rates(own, "delay");
  return (average(preferred) - average(other)) / Math.sqrt((variance(preferred) + variance(other)) / 2);
}

const places = levels.map((_, place) => place);
const each = (arm: string, reading: string, of = places): string[] =>
  of.map((place) => `mean(${arm}${place}.${reading})`);
/** Accuracy of the best level, less that of the ends. */
const cost = (arm: string, of: readonly number[], end: number): string =>
  `max(${each(arm, "accuracy", [...of]).join(", ")}) - mean(${arm}${end}.accuracy)`;
const peakAt = places.filter((place) => levels[place]! >= 0.6 && levels[place]! <= 1.7);

/** Memory of a place is sharpest at a middle D1 drive. */
export const workingMemoryD1InvertedU: Effect = {
  id: "working-memory-d1-inverted-u",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      ...kept,
      blockedD2: remembering("D2 blocked", 4, { receptor: "dopamineD2", dose: "9 Ki" }),
    },
    windows,
    readings: {
      tuning,
      preferred: (own) => average(rates(own, "delay").preferred),
      other: (own) => average(rates(own, "delay").other),
      cue: (own) => average(rates(own, "cue").preferred),
      accuracy: (own) => own.filter(({ correct }) => correct === 1).length / own.length,
    },
  },
  remarks: [
    `${trials} trials a level instead of 320: the measures are means over networks.`,
    "Drives below normal are made by an insurmountable antagonist, those above by a full agonist, at the prefrontal D1 receptors alone.",
    "The brain has no D2 receptors in prefrontal cortex: they are blocked everywhere.",
    "The delay of 1 s is run at the lowest, the normal and the highest drive.",
    "The peak L* is among 0.6 to 1.7 if the largest tuning of these levels is the largest of all; from it the suppression is read at the normal drive.",
  ],
  measures: {
    best: { expression: `max(${each("level", "tuning").join(", ")})`, unit: "1", doc: "Largest tuning d'." },
    inner: {
      expression: `max(${each("level", "tuning", peakAt).join(", ")})`,
      unit: "1",
      doc: "Largest tuning at drives of 0.6 to 1.7.",
    },
    low: { expression: "mean(level0.tuning)", unit: "1", doc: "Tuning at 0.1." },
    high: { expression: "mean(level7.tuning)", unit: "1", doc: "Tuning at 4." },
    otherChange: {
      expression: "mean(level3.other) / mean(level1.other) - 1",
      unit: "1",
      doc: "Non-preferred rate, normal drive against 0.3.",
    },
    preferredChange: {
      expression: "mean(level3.preferred) / mean(level1.preferred) - 1",
      unit: "1",
      doc: "Preferred rate, normal drive against 0.3.",
    },
    erosion: {
      expression: "mean(level7.preferred) / mean(level3.preferred) - 1",
      unit: "1",
      doc: "Preferred rate, 4 against normal drive.",
    },
    costLow: { expression: cost("level", places, 0), unit: "1", doc: "Accuracy lost at 0.1." },
    costHigh: { expression: cost("level", places, 7), unit: "1", doc: "Accuracy lost at 4." },
    noDelay: {
      expression: `max(${each("none", "accuracy").join(", ")}) - min(${each("none", "accuracy").join(", ")})`,
      unit: "1",
      doc: "Range of accuracy without delay.",
    },
    cueChange: {
      expression: `max(${each("level", "cue", peakAt).join(", ")}) / min(${each("level", "cue", peakAt).join(", ")}) - 1`,
      unit: "1",
      doc: "Range of the response to the cue from 0.6 to 1.7.",
    },
    blockedD2: {
      expression: "mean(blockedD2.accuracy) - mean(level3.accuracy)",
      unit: "1",
      doc: "Accuracy with D2 blocked, less normal.",
    },
    shortLow: { expression: cost("short", [0, 3, 7], 0), unit: "1", doc: "Accuracy lost at 0.1, delay of 1 s." },
    shortHigh: { expression: cost("short", [0, 3, 7], 7), unit: "1", doc: "Accuracy lost at 4, delay of 1 s." },
  },
  criterion: [
    { text: "d'(L*) / d'(0.1)", value: "best / low", low: 1.2 },
    { text: "d'(L*) / d'(4.0)", value: "best / high", low: 1.2 },
    { text: "L* in [0.6, 2.0]", value: "inner / best", low: 1 },
    { text: "non-preferred rate, 0.3 to L*", value: "otherChange", high: -0.1 },
    { text: "preferred rate, 0.3 to L*", value: "preferredChange", low: -0.15, high: 0.15 },
    { text: "preferred rate, L* to 4.0", value: "erosion", high: -0.25 },
    { text: "accuracy lost at 0.1", value: "costLow", low: 0.08 },
    { text: "accuracy lost at 4.0", value: "costHigh", low: 0.08 },
    { text: "no-delay accuracy", value: "noDelay", high: 0.05 },
  ],
  sideObservations: [
    {
      text: "cue-period response changes by at most 20 % between 0.6 and 1.7",
      bands: [{ text: "cue", value: "cueChange", high: 0.2 }],
    },
    {
      text: "D2 block of equal strength leaves accuracy within +-0.05",
      bands: [{ text: "accuracy", value: "blockedD2", low: -0.05, high: 0.05 }],
    },
    {
      text: "lowering the delay to 1 s shrinks the impairment at both ends to <= half",
      bands: [
        { text: "at 0.1", value: "shortLow / costLow", high: 0.5 },
        { text: "at 4", value: "shortHigh / costHigh", high: 0.5 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-prefrontal-d1",
      mechanism: "D1 gain of recurrent excitation and inhibition",
      must: "abolish",
      change: {
        treatment: { manipulations: [{ receptor: "dopamineD1", density: 0, area: "prefrontalCortex" }] },
      },
      intact: [{ text: "d'(L*) / d'(4.0)", value: "best / high", low: 1.2 }],
    },
    {
      id: "no-striatal-dopamine",
      mechanism: "dopamine in the striatum",
      must: "spare",
      change: {
        treatment: {
          manipulations: [{ fibreLesion: "ventralTegmentalArea", area: ["dorsalStriatum", "ventralStriatum"] }],
        },
      },
      intact: [
        { text: "d'(L*) / d'(0.1)", value: "best / low", low: 1.2 },
        { text: "d'(L*) / d'(4.0)", value: "best / high", low: 1.2 },
      ],
    },
  ],
  figure: {
    title: "Memory of a place",
    x: { label: "D1 drive", unit: "of normal", logarithmic: true },
    y: { label: "tuning d'", unit: "1" },
    curves: [{ label: "this model", x: levels, y: each("level", "tuning") }],
    published: [],
  },
};
