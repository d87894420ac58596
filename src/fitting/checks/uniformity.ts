import { regularisedBeta, regularisedGamma } from "../../math/distributions.ts";
import { logarithm } from "../../math/double.ts";

/** Whether ranks are spread as evenly as calibrated ones. */
export interface Uniformity {
  /** Counts, [bin]. */
  readonly histogram: readonly number[];
  readonly chiSquare: number;
  /** Of a χ² at least as large, with bins − 1 degrees. */
  readonly probability: number;
  /** Largest distance between the distribution functions of the ranks and of even ones. */
  readonly distance: number;
  /** Distance that even ranks exceed with a probability of at most 1 %. */
  readonly bound: number;
  /** 99 % of the counts of one bin lie here. */
  readonly band: readonly [number, number];
}

const LEVEL = 0.01;
/** Fewest ranks that a bin should have on average. */
const FEWEST_IN_BIN = 10;

/** Bins for so many ranks among `places` places: a power of two that divides the places. */
export function binsFor(count: number, places: number): number {
  let bins = 2;
  while (places % (bins * 2) === 0 && count / (bins * 2) >= FEWEST_IN_BIN && bins < 32) bins *= 2;
  return bins;
}

/**
 * Tests ranks 0 … places − 1 against equal probabilities: by χ² over bins, and by the largest distance of the
 * distribution functions, whose bound holds for every number of ranks (Massart 1990, doi:10.1214/aop/1176990746).
 */
export function uniformity(ranks: readonly number[], places: number): Uniformity {
  const bins = binsFor(ranks.length, places);
  const histogram = new Array<number>(bins).fill(0);
  for (const rank of ranks) histogram[Math.floor((rank * bins) / places)]!++;
  const expected = ranks.length / bins;
  const chiSquare = histogram.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const ascending = [...ranks].sort((a, b) => a - b);
  let distance = 0;
  let below = 0;
  for (let place = 0; place < places; place++) {
    while (below < ascending.length && ascending[below]! <= place) below++;
    distance = Math.max(distance, Math.abs(below / ranks.length - (place + 1) / places));
  }
  return {
    ...{ histogram, chiSquare, distance },
    probability: 1 - regularisedGamma(0.5 * (bins - 1), 0.5 * chiSquare),
    bound: Math.sqrt(logarithm(2 / LEVEL) / (2 * ranks.length)),
    band: binomialBand(ranks.length, 1 / bins),
  };
}

/** Numbers of successes between which at least 99 % lie, with equal tails. */
function binomialBand(count: number, p: number): readonly [number, number] {
  /** Probability of at most k successes. */
  const upTo = (k: number) => (k >= count ? 1 : regularisedBeta(count - k, k + 1, 1 - p));
  let low = 0;
  while (upTo(low) < LEVEL / 2) low++;
  let high = low;
  while (upTo(high) < 1 - LEVEL / 2) high++;
  return [low, high];
}
