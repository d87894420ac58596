import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { logisticRegression } from "../logisticRegression.ts";
import { unitless } from "../shapes.ts";
import type { Treatment } from "./parts.ts";

/** Choices that come first, in which the pictures' meaning is learned, and those that are judged. */
const learned = 300;
const judged = 300;
/** Only while one chooses: outcomes are met without the drug. */
const levodopa: Treatment = {
  doses: [
    {
      modulator: "dopamine",
      site: "synthesis",
      dose: "0.25 Ki",
      trials: [learned + 1, learned + judged],
      during: { phase: "cue" },
    },
  ],
};
const gambles = (label: string, treatment?: Treatment): SessionArm => ({
  label,
  task: { id: "gamble-choice-v1", options: { trials: learned + judged } },
  ...(treatment && { treatment }),
});

const kinds = { gain: 0, mixed: 1, loss: 2 } as const;
const bins = 5;

function ofKind(trials: SubjectTrials, kind: keyof typeof kinds): SubjectTrials {
  return trials.where({ last: judged }).where({ equal: { kind: kinds[kind] } });
}

/** What the gamble brings on average beyond the sure amount. */
function advantages(trials: SubjectTrials): number[] {
  const [highest, lowest, sure] = ["highest", "lowest", "sure"].map((name) => trials.column(name));
  return highest!.map((high, place) => (high + lowest![place]!) / 2 - sure![place]!);
}

/** Risky choices among the gains of a bin of their advantage, each with as many trials. */
function riskyInBin(trials: SubjectTrials, bin: number): number {
  const own = ofKind(trials, "gain");
  const values = advantages(own);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const places = new Set(order.filter((_, rank) => Math.floor((rank * bins) / order.length) === bin));
  return own.filter((_, place) => places.has(place)).mean("risky");
}

/** Slope of the log odds of a gamble over its advantage. */
function consistency(trials: SubjectTrials): number {
  const own = trials.where({ last: judged }).filter(({ risky }) => !Number.isNaN(risky));
  const kind = own.column("kind");
  const rows = advantages(own).map((value, place) => [
    Number(kind[place] === kinds.gain),
    Number(kind[place] === kinds.mixed),
    Number(kind[place] === kinds.loss),
    5 * value,
  ]);
  return logisticRegression(rows, own.column("risky"))[3] ?? Number.NaN;
}

const change = (reading: string): string => `mean(levodopa.${reading}) - mean(placebo.${reading})`;

/** L-DOPA makes one gamble for gains, whatever they are worth, and not for losses. */
export const dopamineRiskyGains: Effect = {
  id: "ldopa-risk-gain",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: { placebo: gambles("placebo"), levodopa: gambles("L-DOPA", levodopa) },
    windows: {},
    readings: {
      gain: (trials) => ofKind(trials, "gain").mean("risky"),
      mixed: (trials) => ofKind(trials, "mixed").mean("risky"),
      loss: (trials) => ofKind(trials, "loss").mean("risky"),
      lowest: (trials) => riskyInBin(trials, 0),
      highest: (trials) => riskyInBin(trials, bins - 1),
      consistency,
      time: (trials) => trials.where({ last: judged }).mean("reactionTime"),
    },
  },
  remarks: [
    "Subjects learn what the pictures mean in 300 choices without a drug; the 300 of the protocol follow. They go on learning; L-DOPA is there only while they choose, in the second half, so that what is learned is learned without it.",
    "Amounts are shown by the strength of pictures; 0 is shown by none.",
    "In this brain dopamine raises the excitability of all that speaks for an option; an approach to the largest possible gain that is apart from value is not in it.",
  ],
  measures: {
    dG: unitless(change("gain"), "Risky choices for gains, L-DOPA less placebo."),
    dM: unitless(change("mixed"), "Of gains and losses (not judged)."),
    dL: unitless(change("loss"), "For losses."),
    bins: unitless(
      `(${change("highest")}) / (${change("lowest")})`,
      "dG where gambles are worth most over that where they are worth least.",
    ),
    consistency: unitless(
      "mean(levodopa.consistency) / mean(placebo.consistency)",
      "Slope over the advantage, L-DOPA over placebo.",
    ),
    time: unitless("abs(mean(levodopa.time) / mean(placebo.time) - 1)", "Relative change of the reaction time."),
    placebo: unitless("mean(placebo.gain)", "Risky choices for gains, placebo (not judged)."),
    slope: unitless("mean(placebo.consistency)", "Slope over the advantage, placebo (not judged)."),
  },
  criterion: [
    { text: "dG", value: "dG", low: 0.015, high: 0.12 },
    { text: "|dL| ≤ 0.015 or dL < dG/3", value: "abs(dL) <= 0.015 or dL < dG / 3", low: 1 },
    { text: "dG at highest bin / dG at lowest bin", value: "bins", low: 0.4, high: 2.5 },
  ],
  sideObservations: [
    {
      text: "choice consistency (softmax slope) within +-10 %",
      bands: [{ text: "slope", value: "consistency", low: 0.9, high: 1.1 }],
    },
    { text: "RT change <= 8 %", bands: [{ text: "change", value: "time", high: 0.08 }] },
  ],
  ablations: [
    {
      id: "no-dopamine-gain",
      mechanism: "dopamine's gain on the excitability of striatal neurons",
      must: "abolish",
      change: { parameters: { excitability: 0 } },
      intact: [{ text: "dG", value: "dG", low: 0.015 }],
    },
    {
      id: "no-dopamine-in-plasticity",
      mechanism: "dopamine's effects on plasticity",
      must: "spare",
      change: { frozen: ["dopamine"] },
      intact: [{ text: "dG", value: "dG", low: 0.015 }],
    },
  ],
  figure: {
    title: "Risky choices",
    x: { label: "kind of choice", unit: "1" },
    y: { label: "share", unit: "1" },
    places: ["gain", "mixed", "loss"],
    curves: (["placebo", "levodopa"] as const).map((arm) => ({
      label: `this model, ${arm === "placebo" ? "placebo" : "L-DOPA"}`,
      x: [0, 1, 2],
      y: Object.keys(kinds).map((kind) => `mean(${arm}.${kind})`),
    })),
    published: [],
  },
};
