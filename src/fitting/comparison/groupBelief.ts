import { digamma, logarithm, logarithmOfGamma } from "../../math/double.ts";
import type { PersonEstimate } from "../inference/groupStep.ts";

/**
 * What is believed of a group that follows one model: mean μ and precision τ of each parameter on the unbounded scale,
 * τ ~ Gamma(shape, rate), μ ~ N(mean, 1 / (strength · τ)).
 */
export interface GroupBelief {
  /** [parameter] */
  readonly mean: Float64Array;
  readonly strength: number;
  readonly shape: number;
  /** [parameter] */
  readonly rate: Float64Array;
}

/**
 * Before any data: worth one person at the mean of the parameter's prior, with the prior's variance.
 *
 * @param mean - Of the parameters' priors on the unbounded scale.
 * @param standardDeviation - The same.
 */
export function beginBelief(mean: Float64Array, standardDeviation: Float64Array): GroupBelief {
  return {
    mean: mean.slice(),
    strength: 1,
    shape: 1,
    rate: standardDeviation.map((deviation) => deviation * deviation),
  };
}

/** Variance of people's parameters that is expected, 1 / E[τ], as a diagonal matrix. */
export function expectedCovariance({ shape, rate }: GroupBelief): Float64Array {
  const n = rate.length;
  const matrix = new Float64Array(n * n);
  rate.forEach((r, d) => {
    matrix[d * n + d] = r / shape;
  });
  return matrix;
}

/** What uncertainty about the group costs each person's log evidence: ½ D (ψ(shape) − log shape) − D / (2 strength). */
export function uncertaintyCost({ mean, strength, shape }: GroupBelief): number {
  return 0.5 * mean.length * (digamma(shape) - logarithm(shape) - 1 / strength);
}

/** The belief after people's estimates, each counted with the probability that the person belongs to the group. */
export function updateBelief(
  prior: GroupBelief,
  people: readonly PersonEstimate[],
  weight: (person: number) => number,
): GroupBelief {
  const n = prior.mean.length;
  const count = people.reduce((sum, _, p) => sum + weight(p), 0);
  const strength = prior.strength + count;
  const mean = new Float64Array(n);
  const rate = new Float64Array(n);
  for (let d = 0; d < n; d++) {
    let sum = prior.strength * prior.mean[d]!;
    people.forEach(({ mode }, p) => {
      sum += weight(p) * mode[d]!;
    });
    mean[d] = sum / strength;
    const apart = prior.mean[d]! - mean[d]!;
    let squares = prior.strength * apart * apart;
    people.forEach(({ mode, covariance }, p) => {
      const distance = mode[d]! - mean[d]!;
      squares += weight(p) * (distance * distance + covariance[d * n + d]!);
    });
    rate[d] = prior.rate[d]! + 0.5 * squares;
  }
  return { mean, strength, shape: prior.shape + 0.5 * count, rate };
}

/** Kullback–Leibler divergence of a belief from the prior. */
export function divergence(belief: GroupBelief, prior: GroupBelief): number {
  const { mean, strength, shape, rate } = belief;
  const ratio = prior.strength / strength;
  let sum = 0;
  for (let d = 0; d < mean.length; d++) {
    const distance = mean[d]! - prior.mean[d]!;
    sum += 0.5 * ((prior.strength * distance * distance * shape) / rate[d]! + ratio - 1 - logarithm(ratio));
    sum += (shape - prior.shape) * digamma(shape) - logarithmOfGamma(shape) + logarithmOfGamma(prior.shape);
    sum += prior.shape * logarithm(rate[d]! / prior.rate[d]!) + (shape * (prior.rate[d]! - rate[d]!)) / rate[d]!;
  }
  return sum;
}
