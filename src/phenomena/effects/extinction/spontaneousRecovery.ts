import type { Effect } from "../../effect.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { dopamineBlockAtTest, freezing, group, hippocampusSilencedAtTest, trialsToFall } from "./parts.ts";

const days = [0, 1, 2, 4, 6, 10, 14];
const controls = [0, 10, 14];
const named = (day: number): string => (day === 0 ? "1h" : `${day}d`);

/** Response in the first two trials of the test. */
const response = (trials: SubjectTrials): number => average(freezing(trials.where({ stage: "test", first: 2 })));

/** Trials of a stage until half of the response to its first two is left. */
function trialsToHalf(trials: SubjectTrials, stage: string): number {
  const responses = freezing(trials.where({ stage }));
  if (responses.length === 0) return Number.NaN;
  return trialsToFall(responses, 0.5 * average(responses.slice(0, 2)));
}

/** Response without extinction after a number of days, on the line through those measured. */
function without(day: number): string {
  const [left, right] = day <= 10 ? [0, 10] : [10, 14];
  const share = (day - left) / (right - left);
  if (share === 0) return `mean(none${left}.response)`;
  if (share === 1) return `mean(none${right}.response)`;
  return `(${1 - share} * mean(none${left}.response) + ${share} * mean(none${right}.response))`;
}

/** Time alone brings an extinguished response back, but the second extinction is quicker. */
export const spontaneousRecovery: Effect = {
  id: "spontaneous-recovery",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      ...Object.fromEntries(
        days.map((day) => [
          `after${day}`,
          group(`${day === 0 ? "1 h" : `${day} d`} after extinction`, `spontaneous-recovery-${named(day)}`),
        ]),
      ),
      ...Object.fromEntries(
        controls.map((day) => [
          `none${day}`,
          group(`${day === 0 ? "1 h" : `${day} d`}, no extinction`, `spontaneous-recovery-none-${named(day)}`),
        ]),
      ),
      silenced: group("10 d, hippocampus silenced", "spontaneous-recovery-10d", hippocampusSilencedAtTest),
    },
    windows: {},
    readings: {
      response,
      extinction: (trials) => trialsToHalf(trials, "extinction"),
      again: (trials) => trialsToHalf(trials, "test"),
      last: (trials) => average(freezing(trials.where({ stage: "extinction", last: 2 }))),
    },
  },
  remarks: [
    "Between the days at which there is a group without extinction, its response is taken from the line through them.",
    "Trials to half response: the first trial whose response is at most half of the mean of the stage's first two; one more than there are trials if none is.",
    "All subjects have 20 trials of extinction; `left` says what is left of the response after them.",
  ],
  measures: {
    ...Object.fromEntries(
      days.map((day) => [
        `f${day}`,
        {
          expression: `mean(after${day}.response) / ${without(day)}`,
          unit: "1",
          doc: `Response ${day === 0 ? "1 h" : `${day} d`} after extinction, of that without extinction.`,
        },
      ]),
    ),
    rho: {
      expression: `monotony(${days.map((day) => `mean(after${day}.response) / ${without(day)}`).join(", ")})`,
      unit: "1",
      doc: "Spearman's correlation of f with the delay.",
    },
    sav: {
      expression: "mean(after10.again) / mean(after10.extinction)",
      unit: "1",
      doc: "Trials to half response in the second extinction over those in the first.",
    },
    kept: { expression: "mean(none14.response) / mean(none0.response)", unit: "1", doc: "Conditioned response kept." },
    rh: {
      expression: "mean(silenced.response) / mean(after10.response)",
      unit: "1",
      doc: "Response after 10 d with the hippocampus silenced over that without.",
    },
    left: {
      expression: "mean(after10.last) / mean(none0.response)",
      unit: "1",
      doc: "Response to the last two trials of extinction, of that without extinction.",
    },
  },
  criterion: [
    { text: "f(0)", value: "f0", low: 0, high: 0.4 },
    { text: "f(10)", value: "f10", low: 0.6, high: 1.1 },
    { text: "rho", value: "rho", low: 0.8 },
    { text: "f(2)", value: "f2", low: 0.1, high: 0.85 },
    { text: "sav", value: "sav", low: 0.2, high: 0.85 },
  ],
  sideObservations: [
    {
      text: "N(14)/N(0) in [0.85, 1.2]: the conditioned memory itself neither incubates nor fades",
      bands: [{ text: "N(14)/N(0)", value: "kept", low: 0.85, high: 1.2 }],
    },
    { text: "Report only: rh <= 0.6 (hippocampal arm, other species of response in the source)", bands: [] },
  ],
  ablations: [
    {
      id: "no-decay-of-extinction",
      mechanism: "slow decay of what extinction cells have learned",
      must: "abolish",
      change: { parts: { projections: { contextToExtinction: { on: { offline: null } } } } },
    },
    {
      id: "dopamine-block-at-test",
      mechanism: "dopamine during the test",
      must: "spare",
      change: dopamineBlockAtTest,
    },
  ],
  figure: {
    title: "Freezing after extinction",
    x: { label: "delay", unit: "d" },
    y: { label: "response", unit: "of no extinction" },
    curves: [{ label: "this model", x: days, y: days.map((day) => `f${day}`) }],
    published: [
      {
        label: "Quirk 2002",
        curve: 0,
        x: [10],
        y: [1],
        source: "Quirk 2002, abstract: 100 % by day 10",
      },
    ],
  },
};
