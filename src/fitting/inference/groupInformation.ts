import { cholesky, eigensystem, inverseFromCholesky } from "../../math/symmetricMatrix.ts";
import type { GroupDesign } from "./groupDesign.ts";
import type { PersonEstimate } from "./groupStep.ts";

/** Standard errors of a group's parameters; NaN where the data do not determine one. */
export interface GroupErrors {
  /** [coefficient, between column] */
  readonly effects: Float64Array;
  /** Covariance of the effects' estimates, [(coefficient, between column), the same], over what the data determine. */
  readonly covariance: Float64Array;
  /** Of the standard deviations, [coefficient]. */
  readonly spreads: Float64Array;
}

/** What all people together tell about their group (Louis 1982, doi:10.1111/j.2517-6161.1982.tb01203.x). */
export interface GroupInformation {
  /** Of the effects, [(coefficient, between column), the same]; need not be positive definite away from a peak. */
  readonly effects: Float64Array;
  /** Of the logarithms of the standard deviations, [coefficient, coefficient]. */
  readonly spreads: Float64Array;
}

export interface InformationOptions {
  /** Σ⁻¹ of the group. */
  readonly precision: Float64Array;
  /** σ, [coefficient] */
  readonly spreads: Float64Array;
  /** How much each person counts, [person]. */
  readonly weights: Float64Array;
}

/**
 * A person known with covariance V gives Σ⁻¹ − Σ⁻¹ V Σ⁻¹ about the mean, which is the inverse of Σ plus the error of
 * the person's own estimate, and half its elementwise square about the variances.
 */
export function groupInformation(
  design: GroupDesign,
  people: readonly PersonEstimate[],
  { precision, spreads, weights }: InformationOptions,
): GroupInformation {
  const { values, names } = design.between;
  const columns = names.length;
  const count = design.coefficients.length;
  const size = count * columns;
  const ofEffects = new Float64Array(size * size);
  const ofSpreads = new Float64Array(count * count);
  people.forEach(({ covariance }, p) => {
    if (weights[p] === 0) return;
    const known = knownBy(precision, covariance, count);
    for (let k = 0; k < count; k++)
      for (let l = 0; l < count; l++) {
        const at = k * count + l;
        const share = known[at]! * spreads[k]! * spreads[l]!;
        ofSpreads[at] = ofSpreads[at]! + 2 * weights[p]! * share * share;
        for (let i = 0; i < columns; i++)
          for (let j = 0; j < columns; j++) {
            const to = (k * columns + i) * size + l * columns + j;
            const row = values[p * columns + i]! * values[p * columns + j]!;
            ofEffects[to] = ofEffects[to]! + weights[p]! * row * known[at]!;
          }
      }
  });
  return { effects: ofEffects, spreads: ofSpreads };
}

/** Σ⁻¹ − Σ⁻¹ V Σ⁻¹ */
function knownBy(precision: Float64Array, covariance: Float64Array, n: number): Float64Array {
  const half = new Float64Array(n * n);
  const known = precision.slice();
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) half[i * n + j] = half[i * n + j]! + precision[i * n + k]! * covariance[k * n + j]!;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) known[i * n + j] = known[i * n + j]! - half[i * n + k]! * precision[k * n + j]!;
  return known;
}

/**
 * Errors from the information.
 *
 * @param scales - What each effect could be before the data, [coefficient, between column]: directions in which an
 * effect is not known to within this many times `UNKNOWN` are not determined.
 */
export function groupErrors(
  { effects, spreads: ofSpreads }: GroupInformation,
  { spreads, scales }: { readonly spreads: Float64Array; readonly scales: Float64Array },
): GroupErrors {
  const ones = new Float64Array(spreads.length).fill(1);
  const { errors, covariance } = errorsFrom(effects, scales);
  return {
    ...{ effects: errors, covariance },
    spreads: errorsFrom(ofSpreads, ones).errors.map((error, k) => error * spreads[k]!),
  };
}

/** Times what was possible before the data: with a larger error nothing is known. */
const UNKNOWN = 10;
/** Share of an error's square that may come from directions that are not determined. */
const NEGLIGIBLE = 0.01;

/**
 * Inverse of the information, and the roots of its diagonal; NaN for whatever has a part in directions about which the
 * data say nothing. These are not in the covariance.
 */
export function errorsFrom(
  information: Float64Array,
  scales: Float64Array,
): { readonly errors: Float64Array; readonly covariance: Float64Array } {
  const size = scales.length;
  const scaled = information.map((x, at) => x * scales[Math.floor(at / size)]! * scales[at % size]!);
  const factor = cholesky(scaled, size);
  const least = 1 / (UNKNOWN * UNKNOWN);
  if (factor) {
    const inverse = inverseFromCholesky(factor, size);
    const errors = scales.map((scale, i) => scale * Math.sqrt(inverse[i * size + i]!));
    if (errors.every((error, i) => error <= UNKNOWN * scales[i]!))
      return { errors, covariance: unscaled(inverse, scales) };
  }
  const { values, vectors } = eigensystem(scaled, size);
  const covariance = new Float64Array(size * size);
  values.forEach((value, k) => {
    if (value <= least) return;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        covariance[i * size + j] =
          covariance[i * size + j]! + (vectors[i * size + k]! * vectors[j * size + k]!) / value;
  });
  const errors = scales.map((scale, i) => {
    let [known, unknown] = [0, 0];
    values.forEach((value, k) => {
      const part = vectors[i * size + k]! * vectors[i * size + k]!;
      if (value > least) known += part / value;
      else unknown += part / least;
    });
    return unknown > NEGLIGIBLE * known ? Number.NaN : scale * Math.sqrt(known);
  });
  return { errors, covariance: unscaled(covariance, scales) };
}

function unscaled(covariance: Float64Array, scales: Float64Array): Float64Array {
  const size = scales.length;
  return covariance.map((x, at) => x * scales[Math.floor(at / size)]! * scales[at % size]!);
}
