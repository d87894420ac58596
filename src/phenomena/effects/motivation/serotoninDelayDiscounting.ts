import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { withoutNorepinephrine } from "../lesions.ts";
import { softplus } from "../logisticRegression.ts";
import { patternSearch } from "../patternSearch.ts";
import { placesFigure, unitless } from "../shapes.ts";

const tested = ["session 1", "session 2", "session 3"];
/** In order: the condition of a session is its number plus that of the subject, modulo three. */
const conditions = {
  low: { doses: [{ modulator: "serotonin", site: "depletion" as const, dose: "1.5 Ki", during: { stage: tested } }] },
  normal: {},
  high: { doses: [{ modulator: "serotonin", site: "synthesis" as const, dose: "0.3 Ki", during: { stage: tested } }] },
};
type Condition = keyof typeof conditions;
const names = Object.keys(conditions) as Condition[];

const people = (label: string, options?: Readonly<Record<string, number>>): SessionArm => ({
  label,
  task: { id: "delayed-reward-v1", ...(options && { options }) },
  treatment: { conditions },
});
/** Steps to either reward where delays are equal. */
const equalSteps = { fewestSmallSteps: 4, mostSmallSteps: 4, fewestLargeSteps: 4, mostLargeSteps: 4 };
/** Time of a step, s. */
const step = 1.5;

/** The session of a condition; the first session is training. */
function under(trials: SubjectTrials, condition: Condition): SubjectTrials {
  const wanted = names.indexOf(condition);
  return trials.filter(({ session }) => session! > 0 && (session! + trials.subject) % names.length === wanted);
}

/** Fitted parameters, as logarithms. */
interface Discounting {
  /** ln of the discount rate, 1/s. */
  readonly discount: number;
  /** ln of the learning rate. */
  readonly rate: number;
  /** ln of the inverse temperature, for rewards of which the large one is 1. */
  readonly temperature: number;
}

const fitted = new WeakMap<SubjectTrials, Map<Condition, Discounting>>();

/**
 * Delta rule for the amounts (from 0 at the session's beginning), discounted exponentially by the delay shown, and
 * softmax; largest posterior under wide normal priors on the log odds of the rate and the logarithms of the others.
 */
function discountingOf(all: SubjectTrials, condition: Condition): Discounting {
  const own = fitted.get(all) ?? new Map<Condition, Discounting>();
  fitted.set(all, own);
  let found = own.get(condition);
  if (found) return found;
  const trials = under(all, condition).filter((row) => !Number.isNaN(row.largeChosen));
  const columns = ["largeChosen", "smallSteps", "largeSteps", "outcome"].map((name) => trials.column(name));
  const [chosen, small, large, outcomes] = columns as [number[], number[], number[], number[]];
  const loss = ([logDiscount = 0, oddsOfRate = 0, logTemperature = 0]: readonly number[]): number => {
    const [discount, rate, temperature] = [
      Math.exp(logDiscount),
      1 / (1 + Math.exp(-oddsOfRate)),
      Math.exp(logTemperature),
    ];
    const amounts = [0, 0];
    let total = ((logDiscount + 3) / 2) ** 2 / 2 + (oddsOfRate / 2) ** 2 / 2 + ((logTemperature - 2) / 2) ** 2 / 2;
    for (const [place, choice] of chosen.entries()) {
      const value = (option: number, steps: number) => amounts[option]! * Math.exp(-discount * step * steps);
      const drive = temperature * (value(1, large[place]!) - value(0, small[place]!));
      total += softplus(choice === 1 ? -drive : drive);
      amounts[choice]! += rate * (outcomes[place]! - amounts[choice]!);
    }
    return total;
  };
  const [discount, odds, temperature] = patternSearch(
    loss,
    [-5, -4, -3, -2].flatMap((discount) => [0, 1, 2, 3].map((temperature) => [discount, -1, temperature])),
  ) as [number, number, number];
  found =
    trials.length === 0
      ? { discount: Number.NaN, rate: Number.NaN, temperature: Number.NaN }
      : { discount, rate: -softplus(-odds), temperature };
  own.set(condition, found);
  return found;
}

const smallShare = (condition: Condition) => (trials: SubjectTrials) =>
  1 - under(trials, condition).mean("largeChosen");
const of = (reading: string, condition: Condition): string => `all.${reading}_${condition}`;
const change = (condition: Condition): string =>
  `100 * (mean(${of("small", condition)}) - mean(${of("small", "normal")}))`;
const ratio = (reading: string, condition: Condition): string =>
  `exp(mean(${of(reading, condition)} - ${of(reading, "normal")}))`;

/** Little serotonin makes one choose the smaller reward that comes sooner. */
export const serotoninDelayDiscounting: Effect = {
  id: "delay-discounting-5ht",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      all: people("short and long delays"),
      equal: people("equal delays", equalSteps),
    },
    windows: {},
    readings: Object.fromEntries(
      names.flatMap((condition) => [
        [`small_${condition}`, smallShare(condition)],
        ...(["discount", "rate", "temperature"] as const).map(
          (name) =>
            [`${name}_${condition}`, (trials: SubjectTrials) => discountingOf(trials, condition)[name]] as const,
        ),
      ]),
    ),
  },
  remarks: [
    "Depletion divides release of serotonin by 2.5, loading multiplies it by 1.3, in the whole brain; the three conditions take turns over the sessions in an order that the subject's number sets.",
    "The amounts are learned anew in each session in the model that is fitted, so that its learning rate is that of the session.",
    "Choices between equal delays are those of a second group whose rewards take four steps each.",
    "In this brain serotonin lengthens the orbitofrontal anticipation that holds an action back while one waits; no trace by which a delayed reward reaches the choice depends on it. A brain that is to show the effect needs an eligibility trace of seconds whose length follows serotonin.",
  ],
  measures: {
    RK: unitless(ratio("discount", "low"), "Discount rate, depletion over normal (geometric)."),
    RKhigh: unitless(ratio("discount", "high"), "Discount rate, loading over normal."),
    DP: { expression: change("low"), unit: "%", doc: "Small choices, depletion less normal." },
    DPhigh: { expression: change("high"), unit: "%", doc: "Small choices, loading less normal." },
    alpha: unitless(ratio("rate", "low"), "Learning rate, depletion over normal."),
    beta: unitless(ratio("temperature", "low"), "Inverse temperature, depletion over normal."),
    equal: unitless(
      `1 - max(${names.map((condition) => `mean(equal.small_${condition})`).join(", ")})`,
      "Large choices at equal delays, the least of the three conditions.",
    ),
    small: unitless(`mean(${of("small", "normal")})`, "Small choices, normal (not judged)."),
  },
  criterion: [
    { text: "RK", value: "RK", low: 1.08, high: 2.5 },
    { text: "DP", value: "DP", low: 2, high: 20 },
    { text: "k_high/k_normal", value: "RKhigh", low: 0.7, high: 1.1 },
    { text: "alpha ratio", value: "alpha", low: 0.8, high: 1.25 },
    { text: "beta ratio", value: "beta", low: 0.8, high: 1.25 },
  ],
  sideObservations: [
    {
      text: "learning rate and choice noise unchanged (see criterion)",
      bands: [
        { text: "alpha ratio", value: "alpha", low: 0.8, high: 1.25 },
        { text: "beta ratio", value: "beta", low: 0.8, high: 1.25 },
      ],
    },
    {
      text: "choice between equal delays but unequal rewards stays >= 90 % correct",
      bands: [{ text: "large choices", value: "equal", low: 0.9 }],
    },
    {
      text: "loading has no or a smaller effect than depletion",
      bands: [{ text: "|loading| − |depletion|", value: "abs(DPhigh) - abs(DP)", high: 0 }],
    },
  ],
  ablations: [
    {
      id: "no-serotonin-in-anticipation",
      mechanism: "serotonin's hold on orbitofrontal anticipation of a delayed reward",
      must: "abolish",
      change: { parameters: { patienceSerotonin: 0 } },
      intact: [
        { text: "RK", value: "RK", low: 1.08 },
        { text: "DP", value: "DP", low: 2 },
      ],
    },
    {
      id: "no-norepinephrine",
      mechanism: "norepinephrine",
      must: "spare",
      change: withoutNorepinephrine,
      intact: [
        { text: "RK", value: "RK", low: 1.08 },
        { text: "DP", value: "DP", low: 2 },
      ],
    },
  ],
  figure: placesFigure({
    title: "Choice of the smaller reward that comes sooner",
    of: "serotonin",
    y: { label: "share", unit: "1" },
    places: names,
    curves: { "this model": names.map((condition) => `mean(${of("small", condition)})`) },
  }),
};
