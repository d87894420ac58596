import { exponential, logarithm } from "../../math/double.ts";
import { eigensystem, inverse, multiply } from "../../math/symmetricMatrix.ts";
import type { GroupDesign } from "./groupDesign.ts";
import { groupInformation } from "./groupInformation.ts";
import { type Group, groupMean, type PersonEstimate } from "./groupStep.ts";

/** Where a group may be. */
export interface GroupLimits {
  /** Of the effects, [coefficient, between column]. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Of the standard deviations, [coefficient]. */
  readonly floor: Float64Array;
  readonly ceiling: Float64Array;
}

export interface ScoringOptions {
  readonly group: Group;
  /** Σ⁻¹ of the group. */
  readonly precision: Float64Array;
  /** How much each person counts, [person]. */
  readonly weights: Float64Array;
  readonly limits: GroupLimits;
  /** How much a coefficient may differ between people, [coefficient]: an effect moves no farther in one step. */
  readonly scales: Float64Array;
  /** Share of the whole step, 0 … 1. */
  readonly share: number;
}

/** Where the slope of the group's likelihood leads. */
export interface ScoringStep {
  readonly group: Group;
  /** The whole step, the largest over the group's parameters, in units of their standard errors. */
  readonly size: number;
}

/** Farthest that the logarithm of a standard deviation moves. */
const FARTHEST_LOG = 1;

/**
 * A step by scoring towards the group under which people's estimates are most probable: its slope by Fisher's identity,
 * divided by the information in all people. It rests where expectation–maximisation rests, and gets there in a few steps
 * where that creeps: where people hardly differ, or their own data say little. Standard deviations vary independently.
 */
export function scoringStep(
  design: GroupDesign,
  people: readonly PersonEstimate[],
  options: ScoringOptions,
): ScoringStep {
  const { group, precision, weights, limits, scales, share } = options;
  const { values, names } = design.between;
  const columns = names.length;
  const count = design.coefficients.length;
  const size = count * columns;
  const spreads = Float64Array.from({ length: count }, (_, k) => Math.sqrt(group.covariance[k * count + k]!));
  const information = groupInformation(design, people, { precision, spreads, weights });
  const slope = new Float64Array(size);
  const ofSpreads = new Float64Array(count);
  const mean = new Float64Array(count);
  const pull = new Float64Array(count);
  people.forEach(({ mode, covariance }, p) => {
    if (weights[p] === 0) return;
    groupMean(design, group, p, mean);
    for (let k = 0; k < count; k++) mean[k] = mode[k]! - mean[k]!;
    multiply(precision, count, mean, pull);
    for (let k = 0; k < count; k++) {
      for (let j = 0; j < columns; j++) {
        const at = k * columns + j;
        slope[at] = slope[at]! + weights[p]! * values[p * columns + j]! * pull[k]!;
      }
      const seen = mean[k]! * mean[k]! + covariance[k * count + k]!;
      ofSpreads[k] = ofSpreads[k]! + weights[p]! * (seen / (spreads[k]! * spreads[k]!) - 1);
    }
  });

  const isHeld = (at: number) =>
    slope[at]! > 0 ? group.effects[at]! >= limits.highest[at]! : group.effects[at]! <= limits.lowest[at]!;
  const free = Array.from({ length: size }, (_, at) => at).filter((at) => !isHeld(at));
  const variances = positiveInverse(
    Float64Array.from(free.flatMap((row) => free.map((column) => information.effects[row * size + column]!))),
    Float64Array.from(free, (at) => scales[Math.floor(at / columns)]!),
  );
  const step = new Float64Array(free.length);
  multiply(
    variances,
    free.length,
    free.map((at) => slope[at]!),
    step,
  );
  let largest = 0;
  let shorter = share;
  step.forEach((x, i) => {
    largest = Math.max(largest, Math.abs(x) / Math.sqrt(variances[i * free.length + i]!));
    shorter = Math.min(shorter, scales[Math.floor(free[i]! / columns)]! / Math.abs(x));
  });
  const effects = group.effects.slice();
  free.forEach((at, i) => {
    const moved = effects[at]! + shorter * step[i]!;
    effects[at] = Math.min(limits.highest[at]!, Math.max(limits.lowest[at]!, moved));
  });
  const covariance = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    const known = Math.max(LEAST_INFORMATION, information.spreads[k * count + k]!);
    const rises = ofSpreads[k]! > 0;
    const isAtEnd = rises ? spreads[k]! >= limits.ceiling[k]! : spreads[k]! <= limits.floor[k]!;
    if (!isAtEnd) largest = Math.max(largest, Math.abs(ofSpreads[k]!) / Math.sqrt(known));
    const log = Math.max(-FARTHEST_LOG, Math.min(FARTHEST_LOG, ofSpreads[k]! / known));
    const spread = exponential(logarithm(spreads[k]!) + share * log);
    const kept = isAtEnd ? spreads[k]! : Math.min(limits.ceiling[k]!, Math.max(limits.floor[k]!, spread));
    covariance[k * count + k] = kept * kept;
  }
  return { group: { effects, covariance }, size: largest };
}

/** Least information about an effect that is reckoned with, in units of 1 / scale². */
const LEAST_INFORMATION = 0.01;

/** The inverse of information; where some of it is negative, as away from a peak, of its size. */
function positiveInverse(information: Float64Array, scales: Float64Array): Float64Array {
  const size = scales.length;
  const exact = inverse(information, size);
  if (exact) return exact;
  const scaled = information.map((x, at) => x * scales[Math.floor(at / size)]! * scales[at % size]!);
  const { values, vectors } = eigensystem(scaled, size);
  return information.map((_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    let sum = 0;
    values.forEach((value, k) => {
      const known = Math.max(Math.abs(value), LEAST_INFORMATION);
      sum += (vectors[row * size + k]! * vectors[column * size + k]!) / known;
    });
    return sum * scales[row]! * scales[column]!;
  });
}
