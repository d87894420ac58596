import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { contrast, pressesOf, pressRate, responseIn } from "./parts.ts";

/** In order of the schedule. */
const tones = { first: 0, second: 1, third: 2 };
const both = [0, 1] as const;
/** Six sessions of twelve rewards instead of ten of twenty, five of five tones instead of eight of eight. */
const rewardScale = 0.6;

function taught(label: string, lesion?: string | readonly string[]): SessionArm {
  return {
    label,
    task: { id: "free-operant-v1", schedule: "devaluation-and-transfer", options: { rewardScale } },
    ...(lesion !== undefined && {
      treatment: { manipulations: [{ lesion: typeof lesion === "string" ? lesion : [...lesion] }] },
    }),
  };
}

/** Presses in a tone that go to the lever with the tone's outcome, less the other ones, over both tones. */
function specific(trials: SubjectTrials): number {
  const test = trials.where({ stage: "transfer test" });
  const [first, second] = [tones.first, tones.second].map((cue) => test.where({ equal: { cue } })) as [
    SubjectTrials,
    SubjectTrials,
  ];
  return contrast(pressesOf(first, 0) + pressesOf(second, 1), pressesOf(first, 1) + pressesOf(second, 0));
}

/** Pressing in the third tone against that just before it. */
function general(trials: SubjectTrials): number {
  const test = trials.where({ stage: "transfer test" });
  const cue = test.column("cue");
  const during = test.where({ equal: { cue: tones.third } });
  const before = test.filter((_, place) => cue[place + 1] === tones.third);
  return contrast(pressRate(during, both), pressRate(before, both));
}

const basolateral = ["amygdala.acquisition", "amygdala.identity", "amygdala.extinction"];
const arms = ["sham", "basolateral", "central", "orbitofrontal"] as const;

/** The largest and smallest of the lesions' training rates, of sham's. */
function againstSham(reading: string, which: "min" | "max"): string {
  const others = arms.slice(1).map((arm) => `mean(${arm}.${reading})`);
  return `${which}(${others.join(", ")}) / mean(sham.${reading})`;
}

/** What an outcome is worth now, and which one a tone means, reaches actions through the basolateral amygdala. */
export const devaluationAndSpecificTransfer: Effect = {
  id: "devaluation-and-specific-transfer",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      sham: taught("sham"),
      basolateral: taught("basolateral lesion", basolateral),
      central: taught("central lesion", "amygdala.central"),
      orbitofrontal: taught("orbitofrontal lesion", "orbitofrontalCortex"),
    },
    windows: {},
    readings: {
      devaluation: (trials) => {
        const test = trials.where({ stage: "devaluation test" });
        return contrast(pressesOf(test, 1), pressesOf(test, 0));
      },
      specific,
      general,
      presses: (trials) => pressRate(trials.where({ stage: "instrumental" }), both),
      magazine: (trials) => responseIn(trials.where({ stage: "pavlovian" }).filter(({ cue }) => !Number.isNaN(cue))),
    },
  },
  remarks: [
    "Sessions, rewards and tones are 0.6 of the claim's in number each, for the sake of time (two presentations of each tone in the last test instead of four).",
    "Visits to the magazine are read as the graded approach in the tones of the Pavlovian sessions.",
    "There is no free consumption in the task: the need of the sated outcome is the same in all groups by the protocol, and the second side observation is not judged.",
  ],
  measures: {
    D: { expression: "mean(sham.devaluation)", unit: "1", doc: "D of sham." },
    Ps: { expression: "mean(sham.specific)", unit: "1", doc: "Specific transfer of sham." },
    Pg: { expression: "mean(sham.general)", unit: "1", doc: "General transfer of sham." },
    basolateralD: { expression: "mean(basolateral.devaluation)", unit: "1", doc: "D, basolateral lesion." },
    basolateralPs: { expression: "mean(basolateral.specific)", unit: "1", doc: "Specific, basolateral lesion." },
    basolateralPg: { expression: "mean(basolateral.general)", unit: "1", doc: "General, basolateral lesion." },
    centralD: { expression: "mean(central.devaluation)", unit: "1", doc: "D, central lesion." },
    centralPs: { expression: "mean(central.specific)", unit: "1", doc: "Specific, central lesion." },
    centralPg: { expression: "mean(central.general)", unit: "1", doc: "General, central lesion." },
    orbitofrontalD: { expression: "mean(orbitofrontal.devaluation)", unit: "1", doc: "D, orbitofrontal lesion." },
    leastPresses: { expression: againstSham("presses", "min"), unit: "1", doc: "Lowest training rate, of sham's." },
    mostPresses: { expression: againstSham("presses", "max"), unit: "1", doc: "Highest training rate, of sham's." },
    leastMagazine: { expression: againstSham("magazine", "min"), unit: "1", doc: "Least approach, of sham's." },
    mostMagazine: { expression: againstSham("magazine", "max"), unit: "1", doc: "Most approach, of sham's." },
  },
  criterion: [
    { text: "sham D", value: "D", low: 0.2 },
    { text: "sham Ps", value: "Ps", low: 0.15 },
    { text: "sham Pg", value: "Pg", low: 0.1 },
    { text: "BLA |D|", value: "abs(basolateralD)", high: 0.1 },
    { text: "BLA |Ps|", value: "abs(basolateralPs)", high: 0.1 },
    { text: "BLA Pg", value: "basolateralPg", low: 0.05 },
    { text: "CeN D", value: "centralD", low: 0.15 },
    { text: "CeN Ps", value: "centralPs", low: 0.1 },
    { text: "CeN Pg", value: "centralPg", high: 0.05 },
    { text: "OFC D − sham D", value: "orbitofrontalD - D", low: -0.12, high: 0.12 },
  ],
  sideObservations: [
    {
      text: "press and magazine rates in training within ±20 % in all groups",
      bands: [
        { text: "lowest press rate", value: "leastPresses", low: 0.8 },
        { text: "highest press rate", value: "mostPresses", high: 1.2 },
        { text: "lowest magazine rate", value: "leastMagazine", low: 0.8 },
        { text: "highest magazine rate", value: "mostMagazine", high: 1.2 },
      ],
    },
    { text: "consumption after satiety equal", bands: [] },
  ],
  ablations: [
    {
      id: "no-need-in-amygdala",
      mechanism: "present need of an outcome in the basolateral amygdala",
      must: "abolish",
      change: {
        parts: {
          areas: {
            amygdala: {
              populations: {
                identity: {
                  equations: `
d rate/dt = (positive(drive) - rate) / rateTime
error = feedback * (received.value - rate)
need = 1
value = rate * need
`,
                },
              },
            },
          },
        },
      },
      intact: [{ text: "sham D", value: "D", low: 0.2 }],
    },
    {
      id: "no-central-nucleus",
      mechanism: "central nucleus, for devaluation",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "amygdala.central" }] } },
      intact: [{ text: "sham D", value: "D", low: 0.2 }],
    },
    {
      id: "no-orbitofrontal-cortex",
      mechanism: "orbitofrontal cortex, for devaluation",
      must: "spare",
      change: { treatment: { manipulations: [{ lesion: "orbitofrontalCortex" }] } },
      intact: [{ text: "sham D", value: "D", low: 0.2 }],
    },
  ],
  figure: {
    title: "Devaluation, specific and general transfer",
    x: { label: "group", unit: "1" },
    y: { label: "difference over sum of presses", unit: "1" },
    places: ["sham", "BLA", "CeN", "OFC"],
    curves: (["devaluation", "specific", "general"] as const).map((kind) => ({
      label: `this model, ${kind}`,
      x: [0, 1, 2, 3],
      y: arms.map((arm) => `mean(${arm}.${kind})`),
    })),
    published: [],
  },
};
