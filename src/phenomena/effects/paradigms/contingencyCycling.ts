import type { Effect } from "../../effect.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { conditioned, dopamineAfter, silentDorsalRaphe } from "../conditioning/parts.ts";
import { changes, group, trialsToRise } from "../extinction/parts.ts";

/** In order of the schedule. */
const blocks = ["100", "50", "0", "50 again", "100 again"];

/** Trials of a block until the response is 0.8 of that at the end of the first. */
function trialsToLevel(trials: SubjectTrials, stage: string): number {
  const level = 0.8 * conditioned(trials, "approach", { stage: "100", last: 15 });
  return trialsToRise(changes(trials.where({ stage }), "approach"), level);
}

const places = blocks.map((_, place) => place + 1);

/** What is expected follows what comes, up and down and up again. */
export const contingencyCycling: Effect = {
  id: "contingency-cycling",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: group("1, .5, 0, .5, 1", "contingency-cycling") },
    windows: { cue: dopamineAfter("A") },
    readings: {
      ...Object.fromEntries(
        blocks.flatMap((stage, place) => [
          [`V${place + 1}`, (trials: SubjectTrials) => conditioned(trials, "approach", { stage, last: 15 })],
          [`A${place + 1}`, (trials: SubjectTrials) => trials.where({ stage, last: 15 }).mean("cue")],
        ]),
      ),
      firstRise: (trials) => trialsToLevel(trials, "100"),
      secondRise: (trials) => trialsToLevel(trials, "100 again"),
    },
  },
  remarks: [
    "Dopamine's response to the cue is read over the last 15 trials of a block, too. Trials to a level: the first trial whose response reaches it; 61 if none does.",
  ],
  measures: {
    ...Object.fromEntries(
      places.slice(1).flatMap((place) => [
        [
          `V${place}`,
          {
            expression: `mean(all.V${place}) / mean(all.V1)`,
            unit: "1",
            doc: `Response, block ${place} over the first.`,
          },
        ],
        [
          `A${place}`,
          {
            expression: `mean(all.A${place}) / mean(all.A1)`,
            unit: "1",
            doc: `Dopamine's response to the cue, block ${place} over the first.`,
          },
        ],
      ]),
    ),
    firstRise: { expression: "mean(all.firstRise)", unit: "1", doc: "Trials to 0.8 of the level, first block." },
    secondRise: { expression: "mean(all.secondRise)", unit: "1", doc: "Trials to 0.8 of the level, fifth block." },
  },
  criterion: [
    { text: "V_2/V_1", value: "V2", low: 0.3, high: 0.95 },
    { text: "V_3/V_1", value: "V3", high: 0.3 },
    { text: "V_4/V_1", value: "V4", low: 0.25, high: 0.95 },
    { text: "V_5/V_1", value: "V5", low: 0.75, high: 1.25 },
    { text: "A_3/A_1", value: "A3", high: 0.3 },
    { text: "A_5/A_1", value: "A5", low: 0.7 },
  ],
  sideObservations: [
    {
      text: "second rise is not slower than the first: trials to 0.8 V_1 in block 5 <= those of block 1",
      bands: [{ text: "second <= first", value: "secondRise <= firstRise", low: 1 }],
    },
    { text: "|V_4 - V_2| <= 0.25 V_1", bands: [{ text: "|V_4 - V_2|", value: "abs(V4 - V2)", high: 0.25 }] },
  ],
  ablations: [
    {
      id: "no-habenular-input",
      mechanism: "input of the lateral habenula to dopamine cells",
      must: "abolish",
      change: { parameters: { habenulaDip: 0 } },
      intact: [{ text: "V_3/V_1", value: "V3", high: 0.3 }],
    },
    { id: "no-serotonin", mechanism: "serotonin", must: "spare", change: { parts: silentDorsalRaphe } },
  ],
  figure: {
    title: "Response by block",
    x: { label: "block", unit: "1" },
    y: { label: "response", unit: "of the first block" },
    places: blocks,
    curves: [
      { label: "this model, approach", x: [0, 1, 2, 3, 4], y: ["1", "V2", "V3", "V4", "V5"] },
      { label: "this model, dopamine", x: [0, 1, 2, 3, 4], y: ["1", "A2", "A3", "A4", "A5"] },
    ],
    published: [],
  },
};
