import { logarithm } from "../math/double.ts";

/** What the strategy's updates are weighted with; follows from dimension and population alone. */
export interface StrategyConstants {
  /** Number of points that move the mean. */
  readonly parents: number;
  /** For the points in order of their values; the first `parents` are positive and sum to 1, the others negative. */
  readonly weights: readonly number[];
  /** Variance-effective number of parents. */
  readonly effective: number;
  /** Rates of the path of the step size, its damping, and the path of the covariance. */
  readonly stepRate: number;
  readonly stepDamping: number;
  readonly pathRate: number;
  /** Rates of the rank-one and the rank-µ update. */
  readonly rankOne: number;
  readonly rankMany: number;
  /** Expected length of a standard normal vector. */
  readonly expectedLength: number;
}

/** Default population of a dimension. @see Hansen 2016, arXiv:1604.00772, equation 48 */
export function defaultPopulation(dimension: number): number {
  return 4 + Math.floor(3 * logarithm(dimension));
}

/** The default constants. @see Hansen 2016, arXiv:1604.00772, table 1 (equations 49 to 58) */
export function strategyConstants(dimension: number, population: number): StrategyConstants {
  const n = dimension;
  const raw = Array.from({ length: population }, (_, i) => logarithm((population + 1) / 2) - logarithm(i + 1));
  const parents = Math.floor(population / 2);
  const [better, worse] = [raw.slice(0, parents), raw.slice(parents)];
  const effective = square(sum(better)) / sum(better.map((weight) => weight * weight));
  const effectiveWorse = square(sum(worse)) / sum(worse.map((weight) => weight * weight));
  const stepRate = (effective + 2) / (n + effective + 5);
  const stepDamping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate;
  const pathRate = (4 + effective / n) / (n + 4 + (2 * effective) / n);
  const rankOne = 2 / (square(n + 1.3) + effective);
  const rankMany = Math.min(1 - rankOne, (2 * (0.25 + effective + 1 / effective - 2)) / (square(n + 2) + effective));
  const limit = Math.min(
    1 + rankOne / rankMany,
    1 + (2 * effectiveWorse) / (effective + 2),
    (1 - rankOne - rankMany) / (n * rankMany),
  );
  const [totalBetter, totalWorse] = [sum(better), sum(worse.map(Math.abs))];
  return {
    parents,
    weights: raw.map((weight, i) =>
      i < parents ? weight / totalBetter : totalWorse === 0 ? 0 : (limit * weight) / totalWorse,
    ),
    effective,
    stepRate,
    stepDamping,
    pathRate,
    rankOne,
    rankMany,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function square(value: number): number {
  return value * value;
}
