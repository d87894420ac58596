import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { withoutHabenula } from "../lesions.ts";
import { freezing, group, noContextOfExtinction, trialsToFall } from "./parts.ts";

/** Response in the first two trials of the test. */
const response = (trials: SubjectTrials): number => average(freezing(trials.where({ stage: "test", first: 2 })));

/** Trials until half of the response to the first two is left. */
function trialsToHalf(trials: SubjectTrials): number {
  const responses = freezing(trials.where({ stage: "extinction" }));
  if (responses.length === 0) return Number.NaN;
  return trialsToFall(responses, 0.5 * average(responses.slice(0, 2)));
}

/** What was extinguished in one place comes back in another: extinction belongs to its place. */
export const extinctionRenewal: Effect = {
  id: "extinction-renewal-aba",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      none: group("no extinction", "renewal-no-extinction"),
      aba: group("ABA", "renewal-aba"),
      abb: group("ABB", "renewal-abb"),
      abc: group("ABC", "renewal-abc"),
      aaa: group("AAA", "renewal-aaa"),
    },
    windows: {},
    readings: {
      response,
      trialsToHalf,
      place: (trials) => trials.where({ stage: "test", first: 2 }).mean("freezingBefore"),
    },
  },
  remarks: [
    "Trials to half response: the first trial whose response is at most half of the mean of the first two; 61 if none is.",
    "The response to place A alone is freezing in the second before the first two cues of the test after extinction in B.",
  ],
  measures: {
    r1: {
      expression: "(mean(aba.response) - mean(abb.response)) / mean(none.response)",
      unit: "1",
      doc: "Response where the shocks were less that where extinction was, of that without extinction.",
    },
    r2: {
      expression: "mean(aba.response) / mean(none.response)",
      unit: "1",
      doc: "Response where the shocks were, of that without extinction.",
    },
    r3: {
      expression: "(mean(abc.response) - mean(abb.response)) / mean(none.response)",
      unit: "1",
      doc: "Response in a third place less that where extinction was, of that without extinction.",
    },
    abb: {
      expression: "mean(abb.response) / mean(none.response)",
      unit: "1",
      doc: "Response where extinction was, of that without extinction.",
    },
    aaa: {
      expression: "mean(aaa.response) / mean(none.response)",
      unit: "1",
      doc: "Response after all in one place, of that without extinction.",
    },
    none: { expression: "mean(none.response)", unit: "1", doc: "Response without extinction." },
    place: {
      expression: "mean(aba.place) / mean(aba.response)",
      unit: "1",
      doc: "Response to place A alone, of that to the cue there.",
    },
    speed: {
      expression: "mean(aba.trialsToHalf) / mean(aaa.trialsToHalf)",
      unit: "1",
      doc: "Trials to half response, extinction in B over extinction in A.",
    },
  },
  criterion: [
    { text: "r1", value: "r1", low: 0.3, high: 1 },
    { text: "r2", value: "r2", low: 0.45, high: 1.05 },
    { text: "r3", value: "r3", low: 0.08, high: 0.9 },
    { text: "CR(ABB)/N", value: "abb", low: 0, high: 0.45 },
  ],
  sideObservations: [
    {
      text: "ABA renewal >= ABC renewal (commonly found; PMC3791172)",
      bands: [{ text: "ABA >= ABC", value: "r1 >= r3", low: 1 }],
    },
    { text: "Context A alone evokes <= 25 % of CR at test", bands: [{ text: "place", value: "place", high: 0.25 }] },
    {
      text: "Extinction in B as fast as in A (trials to half response +-25 %)",
      bands: [{ text: "speed", value: "speed", low: 0.75, high: 1.25 }],
    },
  ],
  ablations: [
    {
      id: "no-context-of-extinction",
      mechanism: "input of the place to extinction cells",
      must: "abolish",
      change: noContextOfExtinction,
      intact: [
        { text: "r1", value: "r1", low: 0.3 },
        { text: "r3", value: "r3", low: 0.08 },
      ],
    },
    { id: "habenular-lesion", mechanism: "lateral habenula", must: "spare", change: withoutHabenula },
  ],
  figure: {
    title: "Freezing at test",
    x: { label: "extinction and test", unit: "1" },
    y: { label: "response", unit: "of no extinction" },
    places: ["none", "ABA", "ABC", "ABB", "AAA"],
    curves: [{ label: "this model", x: [0, 1, 2, 3, 4], y: ["1", "r2", "r3 + abb", "abb", "aaa"] }],
    published: [],
  },
};
