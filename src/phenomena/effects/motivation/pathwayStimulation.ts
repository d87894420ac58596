import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { logisticRegression } from "../logisticRegression.ts";
import { banditTrials, fitDeltaRule, valueDifferences } from "../reversal/fits.ts";
import { unitless } from "../shapes.ts";

/** Side that counts as contralateral to the light. */
const contralateral = 1;

const mouse = (label: string, cells: "d1" | "d2"): SessionArm => ({
  label,
  task: { id: "reward-switching-v1", schedule: "stimulation" },
  treatment: {
    manipulations: [
      {
        light: `dorsalStriatum.${cells}`,
        excitation: 0.3,
        pulse: { after: "stimulatedTrial", duration: "500 ms" },
      },
    ],
  },
});

/** Choices with what was learned before each. */
interface Choices {
  /** 1 if the contralateral side was chosen. */
  readonly contra: readonly number[];
  /** Learned value of that side less that of the other. */
  readonly difference: readonly number[];
  readonly lit: readonly boolean[];
}

const known = new WeakMap<SubjectTrials, Choices>();

function choicesOf(all: SubjectTrials): Choices {
  let choices = known.get(all);
  if (!choices) {
    const [taken, outcomes] = [all.column("choice"), all.column("outcome")];
    const dark = all.column("stimulation").map((lit) => lit !== 1);
    const learned = banditTrials(all).map((trial, place) => ({ ...trial, counts: dark[place]! }));
    const rate = fitDeltaRule(learned).rates[0]!;
    const differences = valueDifferences(taken, outcomes, rate);
    const there = [...taken.keys()].filter((place) => !Number.isNaN(taken[place]));
    choices = {
      contra: there.map((place) => Number(taken[place] === contralateral)),
      difference: there.map((place) => differences[place]!),
      lit: there.map((place) => !dark[place]!),
    };
    known.set(all, choices);
  }
  return choices;
}

/** Change of P(contra) on lit trials, of those for which something is true. */
function shift({ contra, lit }: Choices, counts: (place: number) => boolean = () => true): number {
  const share = (light: boolean) => average(contra.filter((_, place) => lit[place] === light && counts(place)));
  return share(true) - share(false);
}

/** The same by recent value: below the median of |ΔQ|, or above its 80th percentile. */
const byValue = (which: "near" | "far") => (trials: SubjectTrials) => {
  const choices = choicesOf(trials);
  const sizes = choices.difference.map(Math.abs);
  const sorted = sizes.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const [middle, high] = [at(0.5), at(0.8)];
  return shift(choices, (place) => (which === "near" ? sizes[place]! < middle : sizes[place]! > high));
};

/** Change of P(contra) one trial after light. */
function after(trials: SubjectTrials): number {
  const { contra, lit } = choicesOf(trials);
  const share = (light: boolean) =>
    average(contra.filter((_, place) => place > 0 && lit[place - 1] === light && !lit[place]));
  return share(true) - share(false);
}

/** Coefficients of logit P(contra) = b0 + b1 ΔQ + b2 light + b3 ΔQ·light. */
const coefficient = (number: 1 | 2 | 3) => (trials: SubjectTrials) => {
  const { contra, difference, lit } = choicesOf(trials);
  const rows = difference.map((value, place) => [1, value, Number(lit[place]), Number(lit[place]) * value]);
  return logisticRegression(rows, contra)[number] ?? Number.NaN;
};

const time = (lit: boolean) => (trials: SubjectTrials) =>
  trials.where({ equal: { stimulation: Number(lit) } }).mean("reactionTime");

const absolute = (arm: string, reading: string): string => `abs(mean(${arm}.${reading}))`;
const slowing = (arm: string): string => `abs(mean(${arm}.timeLit) / mean(${arm}.timeDark) - 1)`;
const bothArms = (of: (arm: string) => string): string => `max(${of("direct")}, ${of("indirect")})`;

/** Light on cells of the direct pathway turns choice to the other side, on those of the indirect pathway away from it. */
export const pathwayStimulation: Effect = {
  id: "d1-d2-opto-choice",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      direct: mouse("light on D1 neurons", "d1"),
      indirect: mouse("light on D2 neurons", "d2"),
    },
    windows: {},
    readings: {
      shift: (trials) => shift(choicesOf(trials)),
      near: byValue("near"),
      far: byValue("far"),
      after,
      valueSlope: coefficient(1),
      lightShift: coefficient(2),
      slopeChange: coefficient(3),
      timeLit: time(true),
      timeDark: time(false),
    },
  },
  remarks: [
    "This brain's striatum has one population of each pathway, which evaluates whatever is looked at: there are no cells of one hemisphere or one side. Light reaches all cells of a pathway for half a second, so that it can change how readily something is chosen, not which side. A brain that is to show the effect needs striatal cells (or their input) that belong to a side.",
    "0.3 of the rate is added, about a third of what strong input brings.",
    "The recent value is that of a delta rule fitted to each subject's choices without light.",
  ],
  measures: {
    direct: unitless("mean(direct.shift)", "dP, light on D1."),
    indirect: unitless("mean(indirect.shift)", "dP, light on D2."),
    nearDirect: unitless(absolute("direct", "near"), "|dP| near indifference, D1."),
    farDirect: unitless(absolute("direct", "far"), "|dP| far from indifference, D1."),
    nearIndirect: unitless(absolute("indirect", "near"), "|dP| near indifference, D2."),
    farIndirect: unitless(absolute("indirect", "far"), "|dP| far from indifference, D2."),
    slope: unitless(
      bothArms((arm) => `abs(mean(${arm}.slopeChange) / mean(${arm}.valueSlope))`),
      "Largest change of b1 by light, as a share.",
    ),
    valueShift: unitless(
      "mean(direct.lightShift) / mean(direct.valueSlope)",
      "Shift by light on D1 in units of ΔQ (not judged).",
    ),
    after: unitless(
      bothArms((arm) => `abs(mean(${arm}.after)) - 0.5 * abs(mean(${arm}.shift))`),
      "Shift one trial later less half of that at light; the larger one of the two groups.",
    ),
    slowing: unitless(bothArms(slowing), "Largest relative change of the movement time."),
  },
  criterion: [
    { text: "dP, D1", value: "direct", low: 0.05, high: 0.45 },
    { text: "dP, D2", value: "indirect", low: -0.45, high: -0.05 },
    { text: "|dP| near − 1.3 |dP| far, D1", value: "nearDirect - 1.3 * farDirect", low: 0 },
    { text: "|dP| near − 1.3 |dP| far, D2", value: "nearIndirect - 1.3 * farIndirect", low: 0 },
    { text: "change of b1", value: "slope", high: 0.3 },
  ],
  sideObservations: [
    {
      text: "choice one trial after stimulation shifts less than half as much",
      bands: [{ text: "shift later − half", value: "after", high: -Number.EPSILON }],
    },
    { text: "movement time change <= 15 %", bands: [{ text: "change", value: "slowing", high: 0.15 }] },
  ],
  ablations: [
    {
      id: "shared-output",
      mechanism: "opposite sign of the direct and the indirect pathway in the output",
      must: "abolish",
      change: {
        parts: {
          areas: {
            dorsalStriatum: {
              populations: {
                d2: {
                  equations:
                    "d rate/dt = (-positive(indirectGain * (drive + place + history + positive(-orbitofrontalCortex.drive))) - rate) / rateTime",
                },
              },
            },
          },
        },
      },
      intact: [
        { text: "dP, D1", value: "direct", low: 0.05 },
        { text: "dP, D2", value: "indirect", high: -0.05 },
      ],
    },
    {
      id: "no-dopamine-at-light",
      mechanism: "dopamine cells on trials with light",
      must: "spare",
      change: {
        treatment: {
          manipulations: [
            {
              light: "ventralTegmentalArea",
              inhibition: 1,
              pulse: { after: "stimulatedTrial", duration: "4 s" },
            },
          ],
        },
      },
      intact: [
        { text: "dP, D1", value: "direct", low: 0.05 },
        { text: "dP, D2", value: "indirect", high: -0.05 },
      ],
    },
  ],
  figure: {
    title: "Change of choice by light",
    x: { label: "recent value", unit: "1" },
    y: { label: "dP(contra)", unit: "1" },
    places: ["all", "near indifference", "far from it"],
    curves: ["direct", "indirect"].map((arm) => ({
      label: `this model, ${arm === "direct" ? "D1" : "D2"}`,
      x: [0, 1, 2],
      y: ["shift", "near", "far"].map((reading) => `mean(${arm}.${reading})`),
    })),
    published: [],
  },
};
