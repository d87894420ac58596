import { subjectCurves } from "../../src/analysis/curves.ts";
import { type MeasureName, subjectTrials } from "../../src/analysis/index.ts";
import { subjectMeasures } from "../../src/analysis/measures.ts";
import { mean, standardDeviation } from "../../src/math/statistics.ts";
import type { Table } from "../../src/math/table.ts";

/** Accuracy of the attentive people on trials 1–15 of blocks 2–6 (docs/criteria.md). */
export const peopleCurve = [
  0.169, 0.287, 0.391, 0.486, 0.55, 0.612, 0.652, 0.676, 0.676, 0.698, 0.701, 0.697, 0.71, 0.704, 0.7,
];

/** A group's statistics: means and standard deviations over subjects. */
export interface GroupStatistics {
  readonly distance: number;
  readonly curve: readonly number[];
  readonly mean: Readonly<Record<MeasureName, number>>;
  readonly spread: Readonly<Record<MeasureName, number>>;
  /** One record a subject, in order. */
  readonly subjects: readonly Readonly<Record<MeasureName, number>>[];
}

/** Criteria R1–R8 of docs/criteria.md as intervals. */
export const criteria: readonly {
  readonly id: string;
  readonly low: number;
  readonly high: number;
  readonly of: (statistics: GroupStatistics) => number;
}[] = [
  { id: "R1 distance", low: 0, high: 0.057, of: ({ distance }) => distance },
  { id: "R2 win-stay", low: 0.857, high: 1, of: ({ mean }) => mean.winStay },
  { id: "R3 lose-shift", low: 0.426, high: 0.795, of: ({ mean }) => mean.loseShift },
  { id: "R4 former", low: 0.3, high: 0.433, of: ({ mean }) => mean.perseveration },
  { id: "R5 sd win-stay", low: 0.113, high: 0.211, of: ({ spread }) => spread.winStay },
  { id: "R6 sd lose-shift", low: 0.155, high: 0.287, of: ({ spread }) => spread.loseShift },
  { id: "R7 sd former", low: 0.098, high: 0.182, of: ({ spread }) => spread.perseveration },
  { id: "R8 omissions", low: 0, high: 0.02, of: ({ mean }) => mean.omissions },
];

export function groupStatistics(table: Table): GroupStatistics {
  const trials = subjectTrials(table);
  const subjects = trials.map(subjectMeasures);
  const names = Object.keys(subjects[0]!) as MeasureName[];
  const over = (f: (values: number[]) => number) =>
    Object.fromEntries(
      names.map((name) => [name, f(subjects.map((subject) => subject[name]).filter((value) => !Number.isNaN(value)))]),
    ) as Record<MeasureName, number>;
  const { rows } = subjectCurves(trials).reversalCurve;
  const curve = peopleCurve.map((_, place) =>
    mean(rows.map((row) => row[place] ?? Number.NaN).filter((value) => !Number.isNaN(value))),
  );
  return {
    distance: Math.sqrt(mean(curve.map((value, place) => (value - peopleCurve[place]!) ** 2))),
    curve,
    mean: over(mean),
    spread: over(standardDeviation),
    subjects,
  };
}

/**
 * Loss of the calibration: squared distances from the people's values in units of about a third of the criterion. Win-stay
 * aims a little inside its people's values, because its distribution is skewed and the mean of 64 subjects scatters.
 */
export function calibrationLoss({ distance, mean: means, spread }: GroupStatistics): number {
  const square = (value: number, target: number, unit: number) => ((value - target) / unit) ** 2;
  const ratio = (value: number, target: number) => (Math.log(Math.max(value, 1e-6) / target) / 0.12) ** 2;
  const loss =
    square(distance, 0, 0.012) +
    square(means.winStay, 0.905, 0.02) +
    square(means.loseShift, 0.609, 0.04) +
    square(means.perseveration, 0.375, 0.02) +
    square(means.firstBlockAccuracy, 0.619, 0.05) +
    ratio(spread.winStay, 0.155) +
    ratio(spread.loseShift, 0.221) +
    ratio(spread.perseveration, 0.14) +
    square(spread.accuracy, 0.109, 0.008) +
    square(means.omissions, 0, 0.01) +
    square(Math.max(0, Math.abs(means.reactionTime - 0.6) - 0.1), 0, 0.05);
  return Number.isNaN(loss) ? 1e9 : loss;
}
