import type { Effect } from "../../effect.ts";
import { average } from "../../subjectTrials.ts";
import { dopamineBlockAtTest, freezing, group, hippocampusSilencedAtTest, noContextOfExtinction } from "./parts.ts";

const lesion = { manipulations: [{ lesion: "hippocampus", share: 0.95 }] };

/** Without the hippocampus at test it no longer matters where extinction was: the response is low everywhere. */
export const renewalHippocampus: Effect = {
  id: "renewal-hippocampus",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      different: group("other place", "renewal-abc"),
      same: group("same place", "renewal-abb"),
      none: group("no extinction", "renewal-no-extinction-elsewhere"),
      differentSilenced: group("other place, silenced", "renewal-abc", hippocampusSilencedAtTest),
      sameSilenced: group("same place, silenced", "renewal-abb", hippocampusSilencedAtTest),
      noneSilenced: group("no extinction, silenced", "renewal-no-extinction-elsewhere", hippocampusSilencedAtTest),
      trained: group("place of the shocks", "renewal-aba"),
      trainedLesion: group("place of the shocks, lesion before", "renewal-aba", lesion),
    },
    windows: {},
    readings: { response: (trials) => average(freezing(trials.where({ stage: "test", first: 2 }))) },
  },
  remarks: [
    "Silencing takes nine tenths of the firing of the conjunctive units and the place cells during the test, as light on cells does; the lesion takes 95 % of both before everything.",
  ],
  measures: {
    d: {
      expression:
        "(mean(differentSilenced.response) - mean(sameSilenced.response)) / (mean(different.response) - mean(same.response))",
      unit: "1",
      doc: "Difference between the places with the hippocampus silenced over that without.",
    },
    k: {
      expression: "mean(differentSilenced.response) / mean(different.response)",
      unit: "1",
      doc: "Response in the other place, silenced over not.",
    },
    m: {
      expression: "mean(noneSilenced.response) / mean(none.response)",
      unit: "1",
      doc: "Response without extinction, silenced over not.",
    },
    different: {
      expression: "mean(different.response) / mean(none.response)",
      unit: "1",
      doc: "Response in the other place, of that without extinction.",
    },
    same: {
      expression: "mean(same.response) / mean(none.response)",
      unit: "1",
      doc: "Response in the same place, of that without extinction.",
    },
    differentSilenced: {
      expression: "mean(differentSilenced.response) / mean(noneSilenced.response)",
      unit: "1",
      doc: "Response in the other place, of that without extinction, silenced.",
    },
    sameSilenced: {
      expression: "mean(sameSilenced.response) / mean(noneSilenced.response)",
      unit: "1",
      doc: "Response in the same place, of that without extinction, silenced.",
    },
    lesion: {
      expression: "mean(trainedLesion.response) / mean(trained.response)",
      unit: "1",
      doc: "Response where the shocks were, with a lesion before conditioning over intact.",
    },
  },
  criterion: [
    { text: "d", value: "d", low: -0.2, high: 0.4 },
    { text: "k", value: "k", low: 0.1, high: 0.6 },
    { text: "m", value: "m", low: 0.8, high: 1.2 },
  ],
  sideObservations: [
    {
      text: "Low response in BOTH contexts (not high in both): the extinction memory is expressed by default",
      bands: [
        { text: "other place", value: "differentSilenced", high: 0.6 },
        { text: "same place", value: "sameSilenced", high: 0.6 },
      ],
    },
    { text: "Lesion before conditioning with ABA test: report, no band (literature conflicts)", bands: [] },
  ],
  ablations: [
    {
      id: "no-context-of-extinction",
      mechanism: "input of the place to extinction cells",
      must: "abolish",
      change: noContextOfExtinction,
    },
    {
      id: "dopamine-block-at-test",
      mechanism: "dopamine during the test",
      must: "spare",
      change: dopamineBlockAtTest,
    },
  ],
  figure: {
    title: "Freezing at test",
    x: { label: "place of test", unit: "1" },
    y: { label: "response", unit: "of no extinction" },
    places: ["other", "same"],
    curves: [
      { label: "this model, vehicle", x: [0, 1], y: ["different", "same"] },
      { label: "this model, silenced", x: [0, 1], y: ["differentSilenced", "sameSilenced"] },
    ],
    published: [],
  },
};
