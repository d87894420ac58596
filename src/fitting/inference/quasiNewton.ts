import type { Query, Search } from "./lanes.ts";

/** The highest point that a search found. */
export interface Peak {
  /** [coordinate] */
  readonly position: Float64Array;
  /** What is left of the slope there: [coordinate] */
  readonly gradient: Float64Array;
  /** Logarithm of the density there; −∞ where the density was zero at the start. */
  readonly logDensity: number;
  /** Whether the search ended because nothing more could be gained, not because its evaluations were used up. */
  readonly converged: boolean;
  readonly evaluations: number;
}

/** Whether a search began where the density is zero, and found nothing. */
export function isImpossible({ logDensity }: Peak): boolean {
  return logDensity === Number.NEGATIVE_INFINITY;
}

export interface ClimbOptions {
  /** Gain still expected, in units of the logarithm, at which the search ends. Default 1e-9. */
  readonly tolerance?: number;
  /** Default 500. */
  readonly evaluations?: number;
}

/** Of the gain that the slope promises, the share that a step must give (Armijo's condition). */
const SUFFICIENT_GAIN = 1e-4;
/** Share of the slope that may remain after a step (Wolfe's condition). */
const REMAINING_SLOPE = 0.9;
/** No coordinate moves farther in one step than this: a logistic scale is saturated by then. */
const FARTHEST = 10;

/**
 * Climbs to a peak of a density by BFGS with a weak Wolfe line search by bisection (Nocedal & Wright 2006,
 * doi:10.1007/978-0-387-40065-5; Lewis & Overton 2013, doi:10.1007/s10107-012-0514-2).
 *
 * Points where the density is zero or cannot be computed count as too far.
 */
export function* climb(start: ArrayLike<number>, options: ClimbOptions = {}): Search<Peak> {
  const { tolerance = 1e-9, evaluations: limit = 500 } = options;
  const n = start.length;
  const here = Float64Array.from(start);
  const query: Query = { position: Float64Array.from(start), gradient: new Float64Array(n) };
  let value = yield query;
  let evaluations = 1;
  const gradient = Float64Array.from(query.gradient);
  const result = (converged: boolean): Peak => ({
    ...{ position: here, gradient, logDensity: value },
    ...{ converged, evaluations },
  });
  if (!(value > Number.NEGATIVE_INFINITY) || !query.gradient.every(Number.isFinite)) {
    value = Number.NEGATIVE_INFINITY;
    return result(false);
  }

  const direction = new Float64Array(n);
  const change = new Float64Array(n);
  const weighted = new Float64Array(n);
  const inverse = new Float64Array(n * n);
  let fresh = true;
  while (true) {
    if (fresh) setToSteepest(inverse, gradient);
    const slope = product(inverse, gradient, direction);
    if (!(slope > 0)) {
      if (fresh) return result(true);
      fresh = true;
      continue;
    }
    if (0.5 * slope < tolerance && !fresh) return result(true);
    if (fresh && largest(gradient) < 1e-10) return result(true);

    let step = Math.min(1, FARTHEST / largest(direction));
    let nearest = 0;
    let farthest = Number.POSITIVE_INFINITY;
    let tried = value;
    let found = false;
    for (let attempt = 0; attempt < 40 && evaluations < limit; attempt++) {
      for (let i = 0; i < n; i++) query.position[i] = here[i]! + step * direction[i]!;
      tried = yield query;
      evaluations++;
      if (!(tried >= value + SUFFICIENT_GAIN * step * slope) || !query.gradient.every(Number.isFinite)) farthest = step;
      else if (dot(query.gradient, direction) > REMAINING_SLOPE * slope) {
        nearest = step;
        if (step * largest(direction) >= FARTHEST) {
          found = true;
          break;
        }
      } else {
        found = true;
        break;
      }
      step = farthest < Number.POSITIVE_INFINITY ? 0.5 * (nearest + farthest) : 2 * step;
    }
    if (!found) {
      if (evaluations >= limit) return result(false);
      if (fresh || 0.5 * slope < 1e3 * tolerance) return result(0.5 * slope < 1e3 * tolerance);
      fresh = true;
      continue;
    }

    let curvature = 0;
    for (let i = 0; i < n; i++) {
      change[i] = query.position[i]! - here[i]!;
      weighted[i] = gradient[i]! - query.gradient[i]!;
      curvature += change[i]! * weighted[i]!;
    }
    here.set(query.position);
    gradient.set(query.gradient);
    value = tried;
    if (curvature > 0) {
      if (fresh) setDiagonal(inverse, n, curvature / dot(weighted, weighted));
      update(inverse, change, weighted, curvature);
      fresh = false;
    } else fresh = true;
    if (evaluations >= limit) return result(false);
  }
}

/** A first step of length 1 along the gradient, or shorter where the gradient is small. */
function setToSteepest(inverse: Float64Array, gradient: Float64Array): void {
  setDiagonal(inverse, gradient.length, 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))));
}

function setDiagonal(matrix: Float64Array, size: number, value: number): void {
  matrix.fill(0);
  for (let i = 0; i < size; i++) matrix[i * size + i] = value;
}

/** BFGS update of the inverse of the negative Hessian. */
function update(inverse: Float64Array, change: Float64Array, weighted: Float64Array, curvature: number): void {
  const n = change.length;
  const turned = new Float64Array(n);
  const quadratic = product(inverse, weighted, turned);
  const scale = (1 + quadratic / curvature) / curvature;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      inverse[i * n + j] =
        inverse[i * n + j]! +
        scale * change[i]! * change[j]! -
        (turned[i]! * change[j]! + change[i]! * turned[j]!) / curvature;
}

/** Matrix times vector into `into`; returns vectorᵀ matrix vector. */
function product(matrix: Float64Array, vector: Float64Array, into: Float64Array): number {
  const n = vector.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * vector[j]!;
    into[i] = sum;
    total += sum * vector[i]!;
  }
  return total;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const x of vector) most = Math.max(most, Math.abs(x));
  return most;
}
