import { exponential, logarithm } from "../../math/double.ts";
import type { InverseMass } from "./massMatrix.ts";

/** Dual averaging of the step size (Hoffman & Gelman 2014, section 3.2), a plain state that can be kept. */
export interface StepSizeState {
  /** log of ten times the step at which the averaging began */
  centre: number;
  count: number;
  /** Mean of target − acceptance, weighted. */
  error: number;
  logStep: number;
  logAverage: number;
}

const SHRINKAGE = 0.05;
const DELAY = 10;
const FORGETTING = 0.75;

export function beginStepSize(step: number): StepSizeState {
  return { centre: logarithm(10 * step), count: 0, error: 0, logStep: logarithm(step), logAverage: 0 };
}

/** Takes in the acceptance of one iteration. @param target - Acceptance aimed at. */
export function learnStepSize(state: StepSizeState, acceptance: number, target: number): void {
  state.count++;
  const share = 1 / (state.count + DELAY);
  state.error += share * (target - acceptance - state.error);
  state.logStep = state.centre - (Math.sqrt(state.count) / SHRINKAGE) * state.error;
  const weight = exponential(-FORGETTING * logarithm(state.count));
  state.logAverage += weight * (state.logStep - state.logAverage);
}

/** Running mean and (co)variance (Welford 1962, doi:10.1080/00401706.1962.10490022), a plain state that can be kept. */
export interface CovarianceState {
  count: number;
  readonly mean: Float64Array;
  /** Sums of squared deviations [coordinate], or of products [row, column]. */
  readonly sums: Float64Array;
}

export function beginCovariance(kind: InverseMass["kind"], dimension: number): CovarianceState {
  const size = kind === "dense" ? dimension * dimension : dimension;
  return { count: 0, mean: new Float64Array(dimension), sums: new Float64Array(size) };
}

export function learnCovariance(state: CovarianceState, position: Float64Array): void {
  const { mean, sums } = state;
  const n = mean.length;
  state.count++;
  const before = position.map((x, i) => x - mean[i]!);
  for (let i = 0; i < n; i++) mean[i] = mean[i]! + before[i]! / state.count;
  if (sums.length === n) for (let i = 0; i < n; i++) sums[i] = sums[i]! + before[i]! * (position[i]! - mean[i]!);
  else
    for (let i = 0; i < n; i++) {
      const after = position[i]! - mean[i]!;
      for (let j = 0; j < n; j++) sums[i * n + j] = sums[i * n + j]! + after * before[j]!;
    }
}

/** Draws that the small multiple of the identity is worth. */
const WORTH = 5;
const FLOOR = 1e-3;

/**
 * The covariance seen, drawn towards what was expected: n/(n+w) S + w/(n+w) E. Without an expectation E is 10⁻³ I and
 * w is 5, as in Stan; a first guess is worth 5 draws for each coordinate by itself, and as many draws as there are
 * coordinates for a dense matrix, which fewer draws do not determine.
 */
export function regularisedCovariance(
  { count, mean, sums }: CovarianceState,
  guess: InverseMass | null = null,
): InverseMass {
  const n = mean.length;
  const dense = sums.length !== n;
  const worth = dense && guess ? Math.max(WORTH, n) : WORTH;
  const share = count / (count + worth);
  const values = sums.map((sum) => (share * sum) / Math.max(1, count - 1));
  if (guess) for (let i = 0; i < values.length; i++) values[i] = values[i]! + (1 - share) * guess.values[i]!;
  else for (let i = 0; i < values.length; i += dense ? n + 1 : 1) values[i] = values[i]! + (1 - share) * FLOOR;
  if (dense)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) {
        const middle = 0.5 * (values[i * n + j]! + values[j * n + i]!);
        values[i * n + j] = middle;
        values[j * n + i] = middle;
      }
  return { kind: dense ? "dense" : "diagonal", values };
}

/** Which part of the warm-up an iteration belongs to. */
export interface WarmupPlan {
  /** Iterations at the beginning in which only the step size is learned. */
  readonly first: number;
  /** Iterations after which the mass matrix is renewed, counted from 1. */
  readonly renewals: readonly number[];
  /** The covariance is learned up to here. */
  readonly last: number;
}

/**
 * Stan's three parts: fast (75 iterations), slow in windows that double (from 25), fast (50); 15 %, 75 %, 10 % where
 * the warm-up is shorter than all three; nothing but the step size below 20.
 */
export function warmupPlan(warmup: number): WarmupPlan {
  if (warmup < 20) return { first: warmup, renewals: [], last: warmup };
  let [first, end, width] = [75, 50, 25];
  if (first + width + end > warmup) {
    first = Math.floor(0.15 * warmup);
    end = Math.floor(0.1 * warmup);
    width = warmup - first - end;
  }
  const last = warmup - end;
  const renewals: number[] = [];
  for (let at = first; at < last; width *= 2) {
    const next = at + width;
    const stop = next + 2 * width > last ? last : next;
    renewals.push(stop);
    at = stop;
  }
  return { first, renewals, last };
}
