import { inverse, multiply } from "../../math/symmetricMatrix.ts";
import type { GroupDesign } from "./groupDesign.ts";

/** A group on the unbounded scale. */
export interface Group {
  /** B, [coefficient, between column] */
  readonly effects: Float64Array;
  /** Σ, [coefficient, coefficient] */
  readonly covariance: Float64Array;
}

/** A person's coefficients as a normal distribution around their peak. */
export interface PersonEstimate {
  /** [coefficient] */
  readonly mode: Float64Array;
  /** [coefficient, coefficient] */
  readonly covariance: Float64Array;
  /** Logarithm of the person's likelihood, integrated over the coefficients. */
  readonly logMarginal: number;
}

export interface GroupStepOptions {
  /** `diagonal`: coefficients vary independently. */
  readonly shape: "diagonal" | "full";
  /** Smallest standard deviation of each coefficient, [coefficient]. */
  readonly floor: Float64Array;
  /** How much each person counts, [person]; 0 leaves them out. */
  readonly weights: Float64Array;
}

/** Mean of a person's coefficients under a group, into `mean`. */
export function groupMean(design: GroupDesign, { effects }: Group, person: number, mean: Float64Array): void {
  const { values, names } = design.between;
  for (let k = 0; k < mean.length; k++) {
    mean[k] = 0;
    for (let j = 0; j < names.length; j++)
      mean[k] = mean[k]! + effects[k * names.length + j]! * values[person * names.length + j]!;
  }
}

/** The group under which people's estimates are most probable (Huys et al. 2011, equations of the M step). */
export function groupStep(
  design: GroupDesign,
  people: readonly PersonEstimate[],
  { shape, floor, weights }: GroupStepOptions,
): Group {
  const { values, names } = design.between;
  const columns = names.length;
  const count = design.coefficients.length;
  const products = new Float64Array(columns * columns);
  people.forEach((_, p) => {
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        products[i * columns + j] =
          products[i * columns + j]! + weights[p]! * values[p * columns + i]! * values[p * columns + j]!;
  });
  const solve = inverse(products, columns);
  if (solve === null)
    throw new RangeError("group design: with the people who could be fitted, its columns can't be told apart");
  const effects = new Float64Array(count * columns);
  const sums = new Float64Array(columns);
  const solved = new Float64Array(columns);
  for (let k = 0; k < count; k++) {
    sums.fill(0);
    people.forEach(({ mode }, p) => {
      for (let j = 0; j < columns; j++) sums[j] = sums[j]! + weights[p]! * values[p * columns + j]! * mode[k]!;
    });
    multiply(solve, columns, sums, solved);
    effects.set(solved, k * columns);
  }

  const covariance = new Float64Array(count * count);
  const mean = new Float64Array(count);
  let total = 0;
  people.forEach(({ mode, covariance: own }, p) => {
    groupMean(design, { effects, covariance }, p, mean);
    total += weights[p]!;
    for (let k = 0; k < count; k++)
      for (let l = 0; l < count; l++) {
        if (shape === "diagonal" && k !== l) continue;
        const seen = (mode[k]! - mean[k]!) * (mode[l]! - mean[l]!) + own[k * count + l]!;
        covariance[k * count + l] = covariance[k * count + l]! + weights[p]! * seen;
      }
  });
  for (let i = 0; i < covariance.length; i++) covariance[i] = covariance[i]! / total;
  for (let k = 0; k < count; k++)
    covariance[k * count + k] = Math.max(covariance[k * count + k]!, floor[k]! * floor[k]!);
  return { effects, covariance };
}
