import { negligibleVariance } from "../../analysis/trustLimits.ts";
import { exponential, logarithm } from "../../math/double.ts";
import { logarithmOfSum, smoothWeights } from "./paretoSmoothing.ts";

/** How well a model predicts one observation that it has not seen, on the scale of log probabilities. */
export interface PointAccuracy {
  /** Expected log density with the observation left out. */
  readonly leaveOneOut: number;
  /** Shape of the importance weights' tail; above `largestGoodShape` the estimate can't be trusted. */
  readonly paretoShape: number;
  /** Expected log density by the widely applicable information criterion. */
  readonly widelyApplicable: number;
  /** Log of the mean density over the posterior, with the observation. */
  readonly fitted: number;
  /** Variance of the log density over the posterior. */
  readonly variance: number;
}

/** Sum over observations. */
export interface PredictiveAccuracy {
  readonly expected: number;
  readonly standardError: number;
  /** Effective number of parameters. */
  readonly effectiveParameters: number;
  /** Observations for which the estimate can't be trusted, by number. */
  readonly doubtful: readonly number[];
}

/** Variance of the log density above which the information criterion begins to fail (Vehtari et al. 2017). */
const LARGEST_VARIANCE = 0.4;

/** Largest Pareto shape at which leaving out is sound for so many draws (Vehtari et al. 2024, equation 13). */
export function largestGoodShape(draws: number): number {
  return Math.min(1 - Math.LN10 / logarithm(draws), 0.7);
}

/**
 * Leave-one-out by Pareto-smoothed importance sampling and WAIC of one observation (Vehtari, Gelman & Gabry 2017,
 * doi:10.1007/s11222-016-9696-4; Watanabe 2010).
 *
 * @param logDensity - Of the observation, [draw].
 * @param relativeEfficiency - Effective size of the draws divided by their number; 1 if they are independent.
 */
export function pointAccuracy(logDensity: Float64Array, relativeEfficiency = 1): PointAccuracy {
  const count = logDensity.length;
  const weights = logDensity.map((x) => -x);
  const paretoShape = smoothWeights(weights, relativeEfficiency);
  for (let i = 0; i < count; i++) weights[i] = weights[i]! + logDensity[i]!;
  let mean = 0;
  for (const x of logDensity) mean += x;
  mean /= count;
  let variance = 0;
  for (const x of logDensity) variance += (x - mean) * (x - mean);
  variance /= count;
  const fitted = logarithmOfSum(logDensity) - logarithm(count);
  return { leaveOneOut: logarithmOfSum(weights), paretoShape, widelyApplicable: fitted - variance, fitted, variance };
}

/** Doubtful are observations with a large shape whose log density varies at all: see `negligibleVariance`. */
export function leaveOneOut(points: readonly PointAccuracy[], draws: number): PredictiveAccuracy {
  const limit = largestGoodShape(draws);
  return summed(
    points,
    ({ leaveOneOut }) => leaveOneOut,
    ({ paretoShape, variance }) => paretoShape > limit && variance > negligibleVariance,
  );
}

export function widelyApplicable(points: readonly PointAccuracy[]): PredictiveAccuracy {
  return summed(
    points,
    ({ widelyApplicable }) => widelyApplicable,
    ({ variance }) => variance > LARGEST_VARIANCE,
  );
}

function summed(
  points: readonly PointAccuracy[],
  value: (point: PointAccuracy) => number,
  doubtful: (point: PointAccuracy) => boolean,
): PredictiveAccuracy {
  const values = points.map(value);
  const expected = values.reduce((a, b) => a + b, 0);
  return {
    expected,
    standardError: standardErrorOfSum(values),
    effectiveParameters: points.reduce((sum, { fitted }) => sum + fitted, 0) - expected,
    doubtful: points.flatMap((point, i) => (doubtful(point) ? [i] : [])),
  };
}

function standardErrorOfSum(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0));
}

/** One model beside the best of those compared. */
export interface ComparedModel {
  readonly model: string;
  readonly expected: number;
  readonly standardError: number;
  /** Expected log density below that of the best model, with the standard error of the paired differences. */
  readonly difference: number;
  readonly differenceError: number;
  /** Share of a pseudo-Bayesian average (Akaike weights of the expected log densities). */
  readonly weight: number;
}

/**
 * Models from the best to the worst by their expected log densities of the same observations.
 *
 * @param models - Expected log density for each observation, in the same order for every model.
 * @throws RangeError if the models are not about the same number of observations.
 */
export function compareAccuracy(models: Readonly<Record<string, ArrayLike<number>>>): ComparedModel[] {
  const entries = Object.entries(models).map(([model, values]) => {
    const points = Array.from(values);
    return { model, points, expected: points.reduce((a, b) => a + b, 0) };
  });
  const [first] = entries;
  const odd = entries.find(({ points }) => points.length !== first!.points.length);
  if (odd)
    throw new RangeError(
      `${odd.model} is about ${odd.points.length} observations, ${first!.model} about ${first!.points.length}; compare them on the same ones`,
    );
  entries.sort((a, b) => b.expected - a.expected);
  const best = entries[0];
  if (best === undefined) return [];
  const shares = entries.map(({ expected }) => exponential(expected - best.expected));
  const total = shares.reduce((a, b) => a + b, 0);
  return entries.map(({ model, points, expected }, i) => ({
    ...{ model, expected, standardError: standardErrorOfSum(points) },
    difference: best.expected - expected,
    differenceError: standardErrorOfSum(points.map((x, n) => best.points[n]! - x)),
    weight: shares[i]! / total,
  }));
}
