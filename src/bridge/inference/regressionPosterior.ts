import { logarithm, logistic } from "../../math/double.ts";
import { cholesky, solveLower, solveLowerTransposed } from "../../math/symmetricMatrix.ts";

/** Simulations with what they were simulated with. */
export interface ReferenceTable {
  /** Summaries, [simulation][summary]; NaN where a simulation has none. */
  readonly summaries: readonly Float64Array[];
  /** Parameters as shares of their range, [simulation][parameter], between 0 and 1. */
  readonly parameters: readonly Float64Array[];
}

/** A posterior as weighted draws. */
export interface WeightedDraws {
  /** Shares of the range, [draw][parameter] */
  readonly draws: readonly Float64Array[];
  readonly weights: Float64Array;
  /** Distance of the nearest simulation, in standard deviations of the summaries. */
  readonly nearest: number;
}

/** Share of the simulations that is accepted, and the fewest. */
const accepted = 0.3;
const fewest = 60;
const ridge = 1;

/**
 * Approximate Bayesian computation with a linear adjustment (Beaumont, Zhang & Balding 2002,
 * doi 10.1093/genetics/162.4.2025) on summaries that are themselves regressions of the parameters (Fearnhead & Prangle
 * 2012, doi 10.1111/j.1467-9868.2011.01010.x). Parameters are taken on the logit scale of their range, so that adjusted
 * draws stay inside.
 */
export class RegressionPosterior {
  readonly #centre: Float64Array;
  readonly #scale: Float64Array;
  readonly #logits: readonly Float64Array[];
  readonly #coefficients: readonly Float64Array[];
  /** Predicted logits, [simulation][parameter], in units of their residual deviation. */
  readonly #predicted: readonly Float64Array[];
  readonly #residual: Float64Array;
  readonly #rows: readonly Float64Array[];

  constructor({ summaries, parameters }: ReferenceTable) {
    const width = summaries[0]!.length;
    this.#centre = new Float64Array(width);
    this.#scale = new Float64Array(width).fill(1);
    for (let s = 0; s < width; s++) {
      const known = summaries.map((row) => row[s]!).filter(Number.isFinite);
      const mean = known.reduce((sum, x) => sum + x, 0) / Math.max(1, known.length);
      const variance = known.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, known.length - 1);
      this.#centre[s] = Number.isFinite(mean) ? mean : 0;
      if (variance > 0) this.#scale[s] = Math.sqrt(variance);
    }
    this.#rows = summaries.map((row) => this.#standardised(row));
    this.#logits = parameters.map((shares) => shares.map((share) => logarithm(share / (1 - share))));
    const features = this.#rows.map(withSquares);
    const count = parameters[0]!.length;
    this.#coefficients = Array.from({ length: count }, (_, d) =>
      ridgeRegression(
        features,
        this.#logits.map((row) => row[d]!),
      ),
    );
    const raw = features.map((row) => this.#coefficients.map((own) => dot(own, row)));
    this.#residual = Float64Array.from({ length: count }, (_, d) => {
      const squares = raw.reduce((sum, row, i) => sum + (row[d]! - this.#logits[i]![d]!) ** 2, 0);
      return Math.sqrt(Math.max(squares / raw.length, 1e-12));
    });
    this.#predicted = raw.map((row) => Float64Array.from(row, (value, d) => value / this.#residual[d]!));
  }

  /** Summaries as predicted logits, in units of their residual deviation, [parameter]. */
  project(summaries: Float64Array): Float64Array {
    const features = withSquares(this.#standardised(summaries));
    return Float64Array.from(this.#coefficients, (own, d) => dot(own, features) / this.#residual[d]!);
  }

  /** Distance of the nearest simulation, in standard deviations of the summaries. */
  distanceTo(summaries: Float64Array): number {
    const row = this.#standardised(summaries);
    const nearest = this.#rows.reduce(
      (least, other) => Math.min(least, distance(other, row)),
      Number.POSITIVE_INFINITY,
    );
    return nearest / Math.sqrt(row.length);
  }

  /** The posterior given one subject's summaries. */
  given(summaries: Float64Array): WeightedDraws {
    const target = this.project(summaries);
    const distances = this.#predicted.map((predicted) => distance(predicted, target));
    const order = distances.map((_, i) => i).sort((a, b) => distances[a]! - distances[b]! || a - b);
    const kept = order.slice(0, Math.max(Math.min(fewest, order.length), Math.floor(accepted * order.length)));
    const width = Math.max(distances[kept[kept.length - 1]!]!, 1e-9) * (1 + 1e-9);
    const weights = Float64Array.from(kept, (i) => 1 - (distances[i]! / width) ** 2);
    const draws = adjusted(
      kept.map((i) => ({ logits: this.#logits[i]!, projected: this.#predicted[i]! })),
      weights,
      target,
    );
    return { draws, weights, nearest: this.distanceTo(summaries) };
  }

  /** Missing summaries stand at the mean. */
  #standardised(row: Float64Array): Float64Array {
    return row.map((value, s) => (Number.isFinite(value) ? (value - this.#centre[s]!) / this.#scale[s]! : 0));
  }
}

/** Parameters moved along their local regression on projected summaries to where the target is; shares of the range. */
export function adjusted(
  particles: readonly { readonly logits: Float64Array; readonly projected: Float64Array }[],
  weights: Float64Array,
  target: Float64Array,
): Float64Array[] {
  const rows = particles.map(({ projected }) => Float64Array.from([1, ...projected]));
  const at = Float64Array.from([1, ...target]);
  const fits = Array.from(target, (_, d) =>
    weightedRegression(
      rows,
      particles.map(({ logits }) => logits[d]!),
      weights,
    ),
  );
  return particles.map(({ logits }, place) =>
    Float64Array.from(fits, (fit, d) => logistic(logits[d]! + dot(fit, at) - dot(fit, rows[place]!))),
  );
}

/** Weighted quantile of one parameter. */
export function posteriorQuantile({ draws, weights }: WeightedDraws, d: number, probability: number): number {
  const order = draws.map((_, i) => i).sort((a, b) => draws[a]![d]! - draws[b]![d]!);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= probability * total) return draws[i]![d]!;
  }
  return draws[order[order.length - 1]!]![d]!;
}

export function posteriorMean({ draws, weights }: WeightedDraws, d: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return draws.reduce((sum, draw, i) => sum + weights[i]! * draw[d]!, 0) / total;
}

/** Share of the posterior below a value. */
export function posteriorBelow({ draws, weights }: WeightedDraws, d: number, value: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return draws.reduce((sum, draw, i) => sum + (draw[d]! < value ? weights[i]! : 0), 0) / total;
}

function withSquares(row: Float64Array): Float64Array {
  return Float64Array.from([1, ...row, ...row.map((x) => Math.max(-3, Math.min(3, x)) ** 2)]);
}

function ridgeRegression(rows: readonly Float64Array[], values: readonly number[]): Float64Array {
  return regression(rows, values, null, ridge);
}

function weightedRegression(
  rows: readonly Float64Array[],
  values: readonly number[],
  weights: Float64Array,
): Float64Array {
  return regression(rows, values, weights, 1e-6);
}

/** Least squares with a penalty on all coefficients but the first. */
function regression(
  rows: readonly Float64Array[],
  values: readonly number[],
  weights: Float64Array | null,
  penalty: number,
): Float64Array {
  const n = rows[0]!.length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  rows.forEach((row, i) => {
    const weight = weights?.[i] ?? 1;
    for (let a = 0; a < n; a++) {
      right[a] = right[a]! + weight * row[a]! * values[i]!;
      for (let b = 0; b <= a; b++) matrix[a * n + b] = matrix[a * n + b]! + weight * row[a]! * row[b]!;
    }
  });
  for (let a = 0; a < n; a++) matrix[a * n + a] = matrix[a * n + a]! + (a === 0 ? 1e-9 : penalty);
  const factor = cholesky(matrix, n)!;
  solveLower(factor, n, right);
  solveLowerTransposed(factor, n, right);
  return right;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
