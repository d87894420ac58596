import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { dopamineAfter, silentLocusCoeruleus } from "../conditioning/parts.ts";
import { changes, group } from "../extinction/parts.ts";
import { placesFigure, unitless } from "../shapes.ts";

/** In order of the schedule. */
const cues = {
  A: { stage: "training", equal: { type: 0 }, last: 10 },
  B: { stage: "training", equal: { type: 1 }, last: 10 },
  C: { stage: "training", equal: { type: 2 }, last: 10 },
  AB: { stage: "test", equal: { type: 3 }, first: 2 },
};
const alone = { A: 4, B: 5 };

/** Response of one kind to a cue by itself before and after the test. */
const beside = (stage: string, type: number, name: "approach" | "freezing") => (trials: SubjectTrials) =>
  average(changes(trials.where({ stage, equal: { type } }), name));

/** A cue of reward and one of shock together: each holds the other back. */
export const mixedValence: Effect = {
  id: "mixed-valence",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { all: group("reward, shock, both", "mixed-valence") },
    windows: { cue: dopamineAfter("phase:cue") },
    readings: {
      ...Object.fromEntries(
        Object.entries(cues).flatMap(([name, choice]) => [
          [`approach${name}`, (trials: SubjectTrials) => average(changes(trials.where(choice), "approach"))],
          [`freezing${name}`, (trials: SubjectTrials) => average(changes(trials.where(choice), "freezing"))],
          [`dopamine${name}`, (trials: SubjectTrials) => trials.where(choice).mean("cue")],
        ]),
      ),
      firstA: beside("before", alone.A, "approach"),
      lastA: beside("after", alone.A, "approach"),
      firstB: beside("before", alone.B, "freezing"),
      lastB: beside("after", alone.B, "freezing"),
    },
  },
  remarks: [
    "A, B and C are read in the last 10 trials of training, AB in the first 2 of its 6 tests; A and B by themselves once before and once after these, without outcome.",
    "This brain's appetitive and aversive cells of the amygdala do not inhibit each other. Removed instead is the only way in which shock opposes reward: the habenula's input to dopamine cells.",
  ],
  measures: {
    approach: unitless("mean(all.approachAB) / mean(all.approachA)", "Approach to AB over A."),
    freezing: unitless("mean(all.freezingAB) / mean(all.freezingB)", "Freezing to AB over B."),
    dopamineA: { expression: "mean(all.dopamineA)", unit: "of tonic", doc: "Dopamine at A." },
    dopamineB: { expression: "mean(all.dopamineB)", unit: "of tonic", doc: "Dopamine at B." },
    dopamineAB: { expression: "mean(all.dopamineAB)", unit: "of tonic", doc: "Dopamine at AB." },
    dopamineC: { expression: "mean(all.dopamineC)", unit: "of tonic", doc: "Dopamine at C." },
    approachC: unitless("mean(all.approachC) / mean(all.approachA)", "Approach to C over A."),
    freezingC: unitless("mean(all.freezingC) / mean(all.freezingB)", "Freezing to C over B."),
    keptA: unitless("mean(all.lastA) / mean(all.firstA)", "Approach to A, after over before."),
    keptB: unitless("mean(all.lastB) / mean(all.firstB)", "Freezing to B, after over before."),
  },
  criterion: [
    { text: "CRa(AB)/CRa(A)", value: "approach", low: 0.2, high: 0.9 },
    { text: "F(AB)/F(B)", value: "freezing", low: 0.2, high: 0.95 },
    { text: "DA(B) < DA(AB)", value: "dopamineB < dopamineAB", low: 1 },
    { text: "DA(AB) < DA(A)", value: "dopamineAB < dopamineA", low: 1 },
  ],
  sideObservations: [
    {
      text: "neither response to A alone nor to B alone is changed by the test (last/first test trial within +-25 %)",
      bands: [
        { text: "A", value: "keptA", low: 0.75, high: 1.25 },
        { text: "B", value: "keptB", low: 0.75, high: 1.25 },
      ],
    },
  ],
  ablations: [
    {
      id: "no-opposition",
      mechanism: "opposition of shock to reward",
      must: "abolish",
      change: { parameters: { habenulaDip: 0 } },
    },
    { id: "no-norepinephrine", mechanism: "norepinephrine", must: "spare", change: { parts: silentLocusCoeruleus } },
  ],
  figure: placesFigure({
    title: "Responses to cues of either kind",
    of: "cue",
    y: { label: "response", unit: "of A (approach), B (freezing)" },
    places: ["single", "AB", "C"],
    curves: {
      "this model, approach": ["1", "approach", "approachC"],
      "this model, freezing": ["1", "freezing", "freezingC"],
    },
  }),
};
