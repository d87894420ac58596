import type { Effect } from "../../effect.ts";
import type { SessionArm } from "../../sessions.ts";
import type { SubjectTrials } from "../../subjectTrials.ts";
import { correlation, leastSquares } from "../reversal/fits.ts";
import { placesFigure, unitless } from "../shapes.ts";
import { type Treatment, withoutVigour } from "./parts.ts";

const group = (label: string, treatment?: Treatment): SessionArm => ({
  label,
  task: { id: "oddball-vigour-v1" },
  ...(treatment && { treatment }),
});
const rates = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2];

/** Standardised weights on the reaction time, and the average reward that explains most. */
interface Regression {
  readonly average: number;
  readonly instantaneous: number;
  /** Of the average reward with dopamine in the accumbens before the trial. */
  readonly tone: number;
}

const known = new WeakMap<SubjectTrials, Regression>();

/** z(RT) ~ average reward + reward on offer + trial, with the rate of the average that explains most. */
function regressionOf(all: SubjectTrials): Regression {
  let regression = known.get(all);
  if (regression) return regression;
  const [times, offered, outcomes, tone] = ["reactionTime", "offered", "outcome", "tone"].map((name) =>
    all.column(name),
  );
  const there = [...times!.keys()].filter((trial) => !Number.isNaN(times![trial]));
  const of = (values: readonly number[]): number[] => there.map((trial) => values[trial]!);
  const time = standardised(of(times!));
  let least = Number.POSITIVE_INFINITY;
  regression = { average: Number.NaN, instantaneous: Number.NaN, tone: Number.NaN };
  for (const rate of rates) {
    const averages = averageRewards(outcomes!, rate);
    const columns = [averages, offered!, [...outcomes!.keys()]].map((values) => standardised(of(values)));
    const rows = there.map((_, place) => [1, ...columns.map((values) => values[place]!)]);
    const found = leastSquares(rows, time);
    const loss = rows.reduce((sum, row, place) => {
      const error = time[place]! - row.reduce((total, value, at) => total + value * found[at]!, 0);
      return sum + error * error;
    }, 0);
    if (!(loss < least)) continue;
    least = loss;
    regression = { average: found[1]!, instantaneous: found[2]!, tone: correlation(averages, tone!) };
  }
  known.set(all, regression);
  return regression;
}

/** Average of the rewards obtained before each trial, by a delta rule from 0. */
function averageRewards(outcomes: readonly number[], rate: number): number[] {
  let average = 0;
  return outcomes.map((outcome) => {
    const before = average;
    average += rate * (outcome - average);
    return before;
  });
}

/** Values less their mean, in standard deviations. */
function standardised(values: readonly number[]): number[] {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
  return values.map((value) => (spread > 0 ? (value - middle) / spread : 0));
}

const groups = ["placebo", "levodopa", "citalopram"] as const;
const weight = (arm: string): string => `mean(${arm}.average)`;

/** The more reward there has been on average, the faster one answers; more so under L-DOPA. */
export const vigour: Effect = {
  id: "vigour-average-reward",
  protocol: {
    kind: "sessions",
    subjects: 64,
    arms: {
      placebo: group("placebo"),
      levodopa: group("L-DOPA", { doses: [{ modulator: "dopamine", site: "synthesis", dose: "0.25 Ki" }] }),
      citalopram: group("citalopram", { doses: [{ modulator: "serotonin", site: "transporter", dose: "0.3 Ki" }] }),
    },
    windows: {
      tone: { variable: "ventralStriatum.dopamine", event: "trialStart", from: 0, to: 0.1 },
    },
    readings: {
      average: (trials) => regressionOf(trials).average,
      instantaneous: (trials) => regressionOf(trials).instantaneous,
      tone: (trials) => regressionOf(trials).tone,
      correct: (trials) => trials.mean("correct"),
      time: (trials) => trials.mean("reactionTime"),
    },
  },
  remarks: [
    "All variables of the regression are standardised within a subject, so that the weights of the average and of the reward on offer can be compared; the average begins at 0.",
    "L-DOPA raises what terminals release by a quarter, bursts and tone alike; citalopram slows the removal of serotonin by 30 %.",
    "In this brain the drive to act follows the sliding thresholds of dopamine's receptors, which take some twenty minutes, while average reward moves the tone within a minute: a brain that is to show the effect needs a read-out of the tone within a minute.",
  ],
  measures: {
    placebo: unitless(weight("placebo"), "b_avg, placebo."),
    levodopa: unitless(`${weight("levodopa")} / ${weight("placebo")}`, "b_avg, L-DOPA over placebo."),
    citalopram: unitless(`${weight("citalopram")} / ${weight("placebo")}`, "b_avg, citalopram over placebo."),
    instantaneous: unitless(
      `abs(mean(placebo.instantaneous)) - abs(${weight("placebo")})`,
      "|b_inst| less |b_avg|, placebo.",
    ),
    accuracy: unitless(
      `max(${groups.map((arm) => `mean(${arm}.correct)`).join(", ")}) - min(${groups.map((arm) => `mean(${arm}.correct)`).join(", ")})`,
      "Largest difference of accuracy between groups.",
    ),
    tone: unitless("mean(placebo.tone)", "Correlation of dopamine's tone with average reward."),
    slowing: unitless("mean(levodopa.time) / mean(placebo.time)", "Reaction time, L-DOPA over placebo (not judged)."),
  },
  criterion: [
    { text: "b_avg, placebo", value: "placebo", low: -0.25, high: -0.02 },
    { text: "b_avg, L-DOPA/placebo", value: "levodopa", low: 1.1, high: 3 },
    { text: "b_avg, citalopram/placebo", value: "citalopram", low: 0.6, high: 1.4 },
    { text: "|b_inst| − |b_avg|", value: "instantaneous", high: -Number.EPSILON },
  ],
  sideObservations: [
    {
      text: "accuracy of the groups within 0.03",
      bands: [{ text: "largest difference", value: "accuracy", high: 0.03 }],
    },
    {
      text: "NAc tonic DA correlates with Rbar, r in [.3, .95]",
      bands: [{ text: "r", value: "tone", low: 0.3, high: 0.95 }],
    },
  ],
  ablations: [
    {
      id: "no-vigour",
      mechanism: "tonic dopamine's part in the drive to act",
      must: "abolish",
      change: withoutVigour,
      intact: [{ text: "b_avg, placebo", value: "placebo", high: -0.02 }],
    },
    {
      id: "no-phasic-plasticity",
      mechanism: "plasticity by bursts and dips of dopamine in the striatum",
      must: "spare",
      change: { parameters: { striatalEta: 0, placeEta: 0, historyEta: 0, criticEta: 0 } },
      intact: [{ text: "b_avg, placebo", value: "placebo", high: -0.02 }],
    },
  ],
  figure: placesFigure({
    title: "Average reward and reaction time",
    of: "group",
    y: { label: "standardised weight", unit: "1" },
    places: ["placebo", "L-DOPA", "citalopram"],
    curves: {
      "this model, average reward": groups.map(weight),
      "this model, reward on offer": groups.map((arm) => `mean(${arm}.instantaneous)`),
    },
  }),
};
