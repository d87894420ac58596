import { mean, quantile, sorted, standardDeviation } from "../math/statistics.ts";
import { bootstrapMeans } from "../math/statisticsResampling.ts";
import type { Table } from "../math/table.ts";
import { type CurveName, responseCurves, type SubjectCurves, subjectCurves } from "./curves.ts";
import { measureDescriptions, subjectMeasures } from "./measures.ts";
import { subjectTrials } from "./subjectTrials.ts";
import type { CueCurve, Curve, Distribution, GroupSummary, MeasureName } from "./summary.ts";

/** Seed of the bootstrap wherever none is given: intervals are the same in every run. */
export const bootstrapSeed = 1;
const curveDraws = 2000;

/** What a group is called. */
export interface GroupName {
  readonly id: string;
  readonly label: string;
  readonly kind: GroupSummary["kind"];
}

/**
 * Describes a group's behaviour from its trials: every measure and every curve of `GroupSummary`.
 *
 * A measure that no subject has a value for, and a curve without any, are left out.
 *
 * @param table - One row a trial with the columns `subject` and `choice`, and as known `session`, `block`, `trial`,
 * `correct`, `outcome`, `reactionTime`, `bestOption`, `formerBestOption`, `cue`, `response`.
 * @param seed - Seed of the bootstrap.
 * @throws RangeError if a needed column or every trial is missing.
 */
export function groupFromTable(table: Table, name: GroupName, seed = bootstrapSeed): GroupSummary {
  const subjects = subjectTrials(table);
  if (subjects.length === 0) throw new RangeError(`group ${name.id} has no trials`);
  const values = subjects.map(subjectMeasures);
  const measures: Partial<Record<MeasureName, Distribution>> = {};
  for (const { name: measure } of measureDescriptions) {
    const ofSubjects = values.map((subject) => subject[measure]);
    if (!ofSubjects.every(Number.isNaN)) measures[measure] = distributionOf(ofSubjects);
  }
  const curves = subjectCurves(subjects);
  const responses = responseCurves(subjects);
  const means = meanCurves(curves, seed);
  return {
    id: name.id,
    label: name.label,
    kind: name.kind,
    subjects: subjects.length,
    measures,
    ...means,
    ...(responses.length > 0 ? { responseCurves: meanResponses(responses, seed) } : {}),
    subjectCurves: means.reversalCurve ? curves.reversalCurve.rows.map(withNull) : [],
    subjectFormerCurves: means.formerCurve ? curves.formerCurve.rows.map(withNull) : [],
  };
}

/**
 * Mean, standard deviation and quantiles of one value a subject (NaN where missing).
 *
 * @param listed - How many of the values (from the first) are listed.
 */
export function distributionOf(values: ArrayLike<number>, listed = values.length): Distribution {
  const ascending = sorted(values);
  const at = (probability: number): number => quantile(ascending, probability);
  return {
    mean: mean(values),
    standardDeviation: standardDeviation(values),
    quantiles: [at(0.025), at(0.25), at(0.5), at(0.75), at(0.975)],
    values: withNull(Array.from(values).slice(0, listed)),
  };
}

function meanCurves(curves: Readonly<Record<CurveName, SubjectCurves>>, seed: number): Record<CurveName, Curve | null> {
  const names = Object.keys(curves) as CurveName[];
  const means = withIntervals(
    names.map((name) => curves[name]),
    seed,
  );
  const result = names.map((name, i) => [name, means[i]!.mean.every(Number.isNaN) ? null : means[i]!] as const);
  return Object.fromEntries(result) as Record<CurveName, Curve | null>;
}

function meanResponses(responses: ReturnType<typeof responseCurves>, seed: number): CueCurve[] {
  const means = withIntervals(responses, seed);
  return responses.map(({ cue, rewarded }, i) => ({ cue, rewarded, curve: means[i]! }));
}

/** All curves are drawn together, so that one bootstrap sample of subjects serves them all. */
function withIntervals(curves: readonly SubjectCurves[], seed: number): Curve[] {
  const subjects = curves[0]!.rows.length;
  const rows = Array.from({ length: subjects }, (_, subject) =>
    Float64Array.from(curves.flatMap((curve) => Array.from(curve.rows[subject]!))),
  );
  const means = bootstrapMeans(rows, curveDraws, seed);
  let start = 0;
  return curves.map(({ x }) => {
    const part = (values: readonly number[]): readonly number[] => values.slice(start, start + x.length);
    const curve = { x, mean: part(means.mean), low: part(means.low), high: part(means.high), subjects };
    start += x.length;
    return curve;
  });
}

/** Numbers as JSON has them. */
export function withNull(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
