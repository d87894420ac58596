import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter } from "../conditioning/parts.ts";
import { freezing, group, trialsToRise } from "../extinction/parts.ts";
import { dorsalStriatalDepletion } from "./parts.ts";

const sizes = { weak: 0, middle: 1, strong: 2 };
const late = (type: number) => ({ stage: "training", equal: { type }, last: 10 });

/** Trials until freezing is half of that in the last ten. */
function trialsToHalf(trials: SubjectTrials, type: number): number {
  const responses = freezing(trials.where({ stage: "training", equal: { type } }));
  return trialsToRise(responses, 0.5 * average(responses.slice(-10)));
}

/** The stronger the shock, the more one freezes at its cue. */
export const punishmentMagnitude: Effect = {
  id: "punishment-magnitude",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: group("three cues", "punishment-magnitude") },
    windows: { cue: dopamineAfter("phase:cue") },
    readings: Object.fromEntries(
      Object.entries(sizes).flatMap(([size, type]) => [
        [`${size}Freezing`, (trials: SubjectTrials) => conditioned(trials, "freezing", late(type))],
        [`${size}Cue`, (trials: SubjectTrials) => trials.where(late(type)).mean("cue")],
        [`${size}Half`, (trials: SubjectTrials) => trialsToHalf(trials, type)],
      ]),
    ),
  },
  remarks: [],
  measures: {
    ...Object.fromEntries(
      Object.keys(sizes).flatMap((size) => [
        [
          size,
          { expression: `mean(all.${size}Freezing)`, unit: "1", doc: `Freezing at the cue of the ${size} shock.` },
        ],
        [
          `${size}Cue`,
          { expression: `mean(all.${size}Cue)`, unit: "1", doc: `Dopamine at the cue of the ${size} shock.` },
        ],
        [
          `${size}Half`,
          { expression: `mean(all.${size}Half)`, unit: "1", doc: `Trials to half of the freezing, ${size} shock.` },
        ],
      ]),
    ),
    F: {
      expression: "mean(all.strongFreezing) / mean(all.weakFreezing)",
      unit: "1",
      doc: "Freezing, strong over weak.",
    },
  },
  criterion: [
    { text: "F_1 > F_0.5", value: "strong > middle", low: 1 },
    { text: "F_0.5 > F_0.25", value: "middle > weak", low: 1 },
    { text: "F_1/F_0.25", value: "F", low: 1.3, high: 6 },
  ],
  sideObservations: [
    {
      text: "DA response to the CS falls with magnitude (D_1 <= D_0.25)",
      bands: [{ text: "D_1 <= D_0.25", value: "strongCue <= weakCue", low: 1 }],
    },
    {
      text: "trials to half of the asymptote: not more for the large shock than for the small",
      bands: [{ text: "strong <= weak", value: "strongHalf <= weakHalf", low: 1 }],
    },
  ],
  ablations: [
    {
      id: "no-amygdalar-plasticity",
      mechanism: "plasticity of acquisition cells of the amygdala",
      must: "abolish",
      change: { parameters: { cueEta: 0 } },
    },
    {
      id: "dorsal-striatal-depletion",
      mechanism: "dopamine of the dorsal striatum",
      must: "spare",
      change: dorsalStriatalDepletion,
    },
  ],
  figure: {
    title: "Freezing by strength of shock",
    x: { label: "shock", unit: "1" },
    y: { label: "freezing", unit: "1" },
    curves: [{ label: "this model", x: [0.25, 0.5, 1], y: ["weak", "middle", "strong"] }],
    published: [],
  },
};
