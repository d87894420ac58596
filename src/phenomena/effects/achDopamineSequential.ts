import type { Effect } from "../effect.ts";
import { minute, type PreparationArm, type PreparationPulse } from "../preparation.ts";

const onset = 10 * minute;
const length = 500;
const after = onset + length;

const pairing = (interval: number): PreparationPulse[] => [
  { input: "presynaptic", from: onset, value: "spike", repetitions: 100, period: 5 },
  { input: "postsynaptic", from: onset + interval, value: "spike", repetitions: 100, period: 5 },
];
const prePost = pairing(0.02);
const postPre = pairing(-0.02);

/** Test pulses at 0.2 Hz, before and after pairing; the pairs themselves are pulses, too. */
const test = (from: number, to: number): PreparationPulse => ({
  input: "presynaptic",
  from,
  value: "spike",
  repetitions: Math.floor((to - from) / 5),
  period: 5,
});
const usual = [test(0, onset), test(after + 5, after + hourOfTest())];
function hourOfTest(): number {
  return 60 * minute;
}

/** High acetylcholine or dopamine: six times the tonic level. */
const acetylcholine = (from: number, width: number, value = 5): PreparationPulse => ({
  input: "acetylcholineFiring",
  from,
  width,
  value,
});
const dopamine = (from: number, width = 11 * minute): PreparationPulse => ({
  input: "dopamineFiring",
  from,
  width,
  value: 5,
});
const during = acetylcholine(onset - 2 * minute, length + 2 * minute);
const soon = after + 0.5 * minute;
const readAt = { weight: after + 40 * minute };

const arm = (label: string, pulses: readonly PreparationPulse[]): PreparationArm => ({ label, pulses, at: readAt });

const arms: Record<string, PreparationArm> = {
  a: arm("pre before post", [...usual, ...prePost]),
  b: arm("pre before post, acetylcholine", [...usual, ...prePost, during]),
  c: arm("pre before post, acetylcholine, then dopamine", [...usual, ...prePost, during, dopamine(soon)]),
  d: arm("post before pre", [...usual, ...postPre]),
  e: arm("post before pre, then dopamine", [...usual, ...postPre, dopamine(soon)]),
  f: arm("post before pre, dopamine after 10 min", [...usual, ...postPre, dopamine(after + 10 * minute)]),
  g: {
    label: "post before pre, dopamine after 30 min",
    pulses: [...usual, ...postPre, dopamine(after + 30 * minute)],
    at: { weight: after + 60 * minute },
  },
  h: arm("as E without test pulses during dopamine", [
    test(0, onset),
    test(soon + 12 * minute, after + hourOfTest()),
    ...postPre,
    dopamine(soon),
  ]),
  i: arm("acetylcholine without pairing", [test(0, after + hourOfTest()), during]),
  j: arm("dopamine without pairing", [test(0, after + hourOfTest()), dopamine(soon)]),
  k: arm("as B, muscarinic block", [
    ...usual,
    ...prePost,
    during,
    { input: "antagonist.muscarinicM1", from: 0, width: after + hourOfTest(), value: 19 },
  ]),
  l: arm("pre before post, acetylcholine afterwards", [
    ...usual,
    ...prePost,
    acetylcholine(after + minute, 10 * minute),
  ]),
  intermediate: arm("pre before post, a tenth of acetylcholine", [
    ...usual,
    ...prePost,
    acetylcholine(onset - 2 * minute, length + 2 * minute, 0.5),
  ]),
  dopamineDuring: arm("post before pre, dopamine during pairing", [
    ...usual,
    ...postPre,
    dopamine(onset - minute, length + minute),
  ]),
};

const weight = (name: string, doc: string) => ({
  expression: `100 * mean(${name}.weight / ${name}.start)`,
  unit: "%",
  doc,
});

const order = ["a", "b", "k", "c", "i", "d", "e", "f", "g", "h", "j", "l"];

/** Acetylcholine decides at once, dopamine afterwards. */
export const achDopamineSequential: Effect = {
  id: "ach-dopamine-sequential",
  protocol: {
    kind: "preparation",
    model: "hippocampus",
    subjects: 64,
    arms,
    readings: {
      start: { variable: "pathway.weight", element: 0, at: onset - 3 * minute },
      weight: { variable: "pathway.weight", element: 0, at: after + 60 * minute },
    },
  },
  remarks: [
    "High means six times the tonic firing of the terminals, a tenth of it adds 0.5 to the tonic level (chosen).",
    "The tagging rule of the other two hippocampal effects is a different rule for the same synapses; both have to become one in the brain.",
  ],
  measures: Object.fromEntries(Object.entries(arms).map(([name, { label }]) => [name, weight(name, `W, ${label}.`)])),
  criterion: [
    { text: "A, pre before post", value: "a", low: 115, high: 200 },
    { text: "B, with acetylcholine", value: "b", low: 45, high: 88 },
    { text: "C, then dopamine", value: "c", low: 115, high: 190 },
    { text: "D, post before pre", value: "d", low: 45, high: 88 },
    { text: "E, then dopamine", value: "e", low: 120, high: 200 },
    { text: "F, dopamine after 10 min", value: "f", low: 80, high: 115 },
    { text: "G, dopamine after 30 min", value: "g", low: 45, high: 88 },
    { text: "H, no test pulses during dopamine", value: "h", high: 90 },
    { text: "I, acetylcholine without pairing", value: "i", low: 85, high: 118 },
    { text: "J, dopamine without pairing", value: "j", low: 85, high: 118 },
    { text: "K, muscarinic block", value: "k", low: 115, high: 200 },
    { text: "L, acetylcholine afterwards", value: "l", low: 110, high: 200 },
  ],
  sideObservations: [
    {
      text: "ACh or dopamine without pairing changes W by less than 15 points",
      bands: [{ text: "larger of the two", value: "max(abs(i - 100), abs(j - 100))", high: 15 }],
    },
    {
      text: "intermediate ACh (10 % of the high level) with pre-post gives W in [95, 125] (published 113 +- 9)",
      bands: [{ text: "W", value: "intermediate", low: 95, high: 125 }],
    },
    {
      text: "dopamine during post-pre pairing gives W in [115, 180] (published 144 +- 12)",
      bands: [{ text: "W", value: "dopamineDuring", low: 115, high: 180 }],
    },
  ],
  ablations: [
    {
      id: "no-polarity",
      mechanism: "acetylcholine's control of polarity",
      must: "abolish",
      change: { parameters: { muscarinicPolarity: 0 } },
      intact: [{ text: "B", value: "b", low: 45, high: 88 }],
    },
    {
      id: "no-late-trace",
      mechanism: "the trace that late dopamine reads (20 s instead of minutes)",
      must: "abolish",
      change: { parameters: { hippocampalEligibilityTimeConstant: 20 } },
      intact: [{ text: "C or E", value: "max(c, e)", low: 115 }],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: { parts: { nuclei: { locusCoeruleus: { equations: "rate = 0" } } } },
    },
  ],
  figure: {
    title: "Weight at the end, by arm",
    x: { label: "arm", unit: "1" },
    y: { label: "weight", unit: "% of baseline" },
    places: order.map((name) => name.toUpperCase()),
    curves: [{ label: "this model", x: order.map((_, place) => place), y: order }],
    published: [
      {
        label: "published, ± SEM",
        curve: 0,
        x: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        y: [135, 63, 141, 145, 90, 61, 154, 94, 59, 61, 110],
        error: [7, 8, 8, 15, 7, 9, 10, 9, 12, 6, 7],
        source: "Brzosko et al. 2015, 2017 (full text)",
      },
    ],
  },
};
