import { exponential, exponentialMinusOne, logarithm, logarithmOfOnePlus } from "../../math/double.ts";

/** The smallest normal binary64 number as a logarithm: weights below it are no tail. */
const SMALLEST = -708.3964185322641;
/** The smallest relative difference of binary64 numbers. */
const EPSILON = 2 ** -52;

/**
 * Pareto-smoothed importance sampling (Vehtari, Simpson, Gelman, Yao & Gabry 2024, arXiv:1507.02646): the largest
 * weights are replaced by quantiles of a generalised Pareto distribution that is fitted to them.
 *
 * @param logWeights - [draw]; overwritten by the smoothed ones, whose weights add up to 1.
 * @param relativeEfficiency - Effective size of the draws divided by their number.
 * @returns The Pareto distribution's shape k; ∞ where there is no tail to fit.
 */
export function smoothWeights(logWeights: Float64Array, relativeEfficiency: number): number {
  const count = logWeights.length;
  let largest = Number.NEGATIVE_INFINITY;
  for (const w of logWeights) largest = Math.max(largest, w);
  for (let i = 0; i < count; i++) logWeights[i] = logWeights[i]! - largest;
  const ascending = logWeights.slice().sort();
  const wanted = Math.ceil(Math.min(count / 5, 3 * Math.sqrt(count / relativeEfficiency)));
  const cut = Math.max(ascending[count - wanted - 1] ?? Number.NEGATIVE_INFINITY, SMALLEST);
  const tail: number[] = [];
  for (let i = 0; i < count; i++) if (logWeights[i]! > cut) tail.push(i);

  let shape = Number.POSITIVE_INFINITY;
  if (tail.length > 4) {
    tail.sort((a, b) => logWeights[a]! - logWeights[b]!);
    const base = exponential(cut);
    const fit = fitGeneralisedPareto(Float64Array.from(tail, (i) => exponential(logWeights[i]!) - base));
    shape = fit.shape;
    if (Number.isFinite(shape))
      tail.forEach((i, rank) => {
        const excess = paretoQuantile((rank + 0.5) / tail.length, fit);
        logWeights[i] = Math.min(0, logarithm(excess + base));
      });
  }
  const total = logarithmOfSum(logWeights);
  for (let i = 0; i < count; i++) logWeights[i] = logWeights[i]! - total;
  return shape;
}

export interface GeneralisedPareto {
  readonly shape: number;
  readonly scale: number;
}

/**
 * Fit by empirical Bayes (Zhang & Stephens 2009, doi:10.1198/tech.2009.08017), the shape drawn towards 0.5 by a weak
 * prior worth ten points (Vehtari et al. 2024, appendix C).
 *
 * @param excess - Ascending, ≥ 0.
 */
export function fitGeneralisedPareto(excess: Float64Array): GeneralisedPareto {
  const n = excess.length;
  const points = 30 + Math.floor(Math.sqrt(n));
  const quarter = excess[Math.floor(n / 4 + 0.5) - 1]!;
  const rates = Float64Array.from(
    { length: points },
    (_, i) => (1 - Math.sqrt(points / (i + 0.5))) / (3 * quarter) + 1 / excess[n - 1]!,
  );
  const shapeAt = (rate: number) => {
    let sum = 0;
    for (const x of excess) sum += logarithmOfOnePlus(-rate * x);
    return sum / n;
  };
  const profile = rates.map((rate) => {
    const shape = shapeAt(rate);
    return n * (logarithm(-rate / shape) - shape - 1);
  });
  const weights = profile.map((at) => {
    let sum = 0;
    for (const other of profile) sum += exponential(other - at);
    return 1 / sum;
  });
  let [total, rate] = [0, 0];
  weights.forEach((weight, i) => {
    if (!(weight >= 10 * EPSILON)) return;
    total += weight;
    rate += weight * rates[i]!;
  });
  rate /= total;
  const shape = shapeAt(rate);
  return { shape: (n * shape + 5) / (n + 10), scale: -shape / rate };
}

function paretoQuantile(probability: number, { shape, scale }: GeneralisedPareto): number {
  if (!(scale > 0)) return Number.NaN;
  const log = logarithmOfOnePlus(-probability);
  return scale * (Math.abs(shape) < EPSILON ? -log : exponentialMinusOne(-shape * log) / shape);
}

/** log Σ exp(x) */
export function logarithmOfSum(values: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const x of values) largest = Math.max(largest, x);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const x of values) sum += exponential(x - largest);
  return largest + logarithm(sum);
}
