import { logarithm } from "../../math/double.ts";
import { normalQuantile } from "../../math/normalQuantile.ts";
import { quantile, sorted } from "../../math/statistics.ts";

/**
 * Whether chains have mixed and how much their draws are worth, after Vehtari et al. 2021 (doi:10.1214/20-BA1221), in
 * the form of ArviZ.
 *
 * Chains are arrays of draws of one quantity, all of the same length. Every function gives NaN where a draw is not
 * finite or where there are fewer than 4 draws in a chain.
 */
export type Chains = readonly Float64Array[];

/** The shortest chains of which anything can be said. */
const FEWEST = 4;

/** Rank-normalised split-R̂: the larger of bulk and (folded) tails. NaN for a single chain. */
export function potentialScaleReduction(chains: Chains): number {
  if (unusable(chains) || chains.length < 2) return Number.NaN;
  const halves = splitChains(chains);
  const middle = quantile(sorted(pooled(chains)), 0.5);
  const folded = halves.map((half) => half.map((x) => Math.abs(x - middle)));
  return Math.max(scaleReduction(normalScores(halves)), scaleReduction(normalScores(folded)));
}

/** Effective number of independent draws for the middle of the distribution. */
export function bulkEffectiveSize(chains: Chains): number {
  return unusable(chains) ? Number.NaN : effectiveSize(normalScores(splitChains(chains)));
}

/** Effective number of independent draws for the 5 % and 95 % quantiles, the smaller. */
export function tailEffectiveSize(chains: Chains): number {
  if (unusable(chains)) return Number.NaN;
  const ascending = sorted(pooled(chains));
  const below = (probability: number) => {
    const limit = quantile(ascending, probability);
    return effectiveSize(splitChains(chains.map((chain) => chain.map((x) => (x <= limit ? 1 : 0)))));
  };
  return Math.min(below(0.05), below(0.95));
}

/** Effective number of independent draws for the mean. */
export function meanEffectiveSize(chains: Chains): number {
  return unusable(chains) ? Number.NaN : effectiveSize(splitChains(chains));
}

/** Monte Carlo standard errors of the mean and of the standard deviation. */
export function monteCarloErrors(chains: Chains): { readonly mean: number; readonly standardDeviation: number } {
  if (unusable(chains)) return { mean: Number.NaN, standardDeviation: Number.NaN };
  const all = pooled(chains);
  const centre = meanOf(all);
  const squares = chains.map((chain) => chain.map((x) => (x - centre) * (x - centre)));
  const spread = meanOf(pooled(squares));
  const fourth = meanOf(pooled(squares.map((chain) => chain.map((x) => x * x))));
  const count = all.length;
  return {
    mean: Math.sqrt((spread * count) / (count - 1) / meanEffectiveSize(chains)),
    standardDeviation: Math.sqrt((fourth - spread * spread) / meanEffectiveSize(squares) / spread / 4),
  };
}

/** Share of the energy's variance that one draw of momenta renews (E-BFMI, Betancourt 2016, arXiv:1604.00695). */
export function missingInformation(energy: ArrayLike<number>): number {
  let steps = 0;
  for (let i = 1; i < energy.length; i++) {
    const step = energy[i]! - energy[i - 1]!;
    steps += step * step;
  }
  return steps / (energy.length - 1) / varianceOf(Float64Array.from(energy));
}

function unusable(chains: Chains): boolean {
  if (chains.length === 0 || chains[0]!.length < FEWEST) return true;
  return chains.some((chain) => chain.some((x) => !Number.isFinite(x)));
}

/** First and last halves as chains of their own; the middle draw of an odd number is left out. */
function splitChains(chains: Chains): Float64Array[] {
  const half = Math.floor(chains[0]!.length / 2);
  return [...chains.map((chain) => chain.slice(0, half)), ...chains.map((chain) => chain.slice(chain.length - half))];
}

function pooled(chains: Chains): Float64Array {
  const length = chains[0]!.length;
  const all = new Float64Array(chains.length * length);
  chains.forEach((chain, i) => {
    all.set(chain, i * length);
  });
  return all;
}

/** Ranks over all chains (ties get their mean) as quantiles of the normal distribution (Blom 1958). */
function normalScores(chains: Chains): Float64Array[] {
  const values = pooled(chains);
  const count = values.length;
  const order = new Uint32Array(count).map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const scores = new Float64Array(count);
  for (let first = 0; first < count; ) {
    let end = first + 1;
    while (end < count && values[order[end]!] === values[order[first]!]) end++;
    const rank = 0.5 * (first + 1 + end);
    const score = normalQuantile((rank - 0.375) / (count + 0.25));
    for (let i = first; i < end; i++) scores[order[i]!] = score;
    first = end;
  }
  const length = chains[0]!.length;
  return chains.map((_, i) => scores.slice(i * length, (i + 1) * length));
}

function scaleReduction(chains: Chains): number {
  const draws = chains[0]!.length;
  const between = draws * varianceOf(Float64Array.from(chains, meanOf));
  const within = meanOf(Float64Array.from(chains, varianceOf));
  return Math.sqrt((between / within + draws - 1) / draws);
}

/** Effective size over all chains with Geyer's initial monotone sequence (Geyer 1992, doi:10.1214/ss/1177011137). */
function effectiveSize(chains: Chains): number {
  const draws = chains[0]!.length;
  const total = chains.length * draws;
  const all = pooled(chains);
  if (all.every((x) => Math.abs(x - all[0]!) < 1e-15)) return total;
  const centred = chains.map((chain) => {
    const mean = meanOf(chain);
    return chain.map((x) => x - mean);
  });
  /** Autocovariance at a lag, mean over chains. */
  const covariance = (lag: number): number => {
    let sum = 0;
    for (const chain of centred) for (let i = lag; i < draws; i++) sum += chain[i]! * chain[i - lag]!;
    return sum / draws / chains.length;
  };
  const within = (covariance(0) * draws) / (draws - 1);
  let variance = covariance(0);
  if (chains.length > 1) variance += varianceOf(Float64Array.from(chains, meanOf));
  const correlation = (lag: number) => 1 - (within - covariance(lag)) / variance;

  // Correlations in pairs, for as long as the pairs' sums are positive.
  const rho = [1, correlation(1)];
  let [even, odd] = [rho[0]!, rho[1]!];
  let lag = 1;
  while (lag < draws - 3 && even + odd > 0) {
    even = correlation(lag + 1);
    odd = correlation(lag + 2);
    if (even + odd >= 0) rho.push(even, odd);
    else rho.push(0, 0);
    lag += 2;
  }
  const last = lag - 2;
  if (even > 0) rho[last + 1] = even;
  // No pair's sum above the one before.
  for (let i = 1; i <= last - 2; i += 2)
    if (rho[i + 1]! + rho[i + 2]! > rho[i - 1]! + rho[i]!) {
      rho[i + 1] = 0.5 * (rho[i - 1]! + rho[i]!);
      rho[i + 2] = rho[i + 1]!;
    }
  let time = -1;
  for (let i = 0; i <= last; i++) time += 2 * rho[i]!;
  time += rho[last + 1]!;
  return total / Math.max(time, Math.LN10 / logarithm(total));
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const x of values) sum += x;
  return sum / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  let sum = 0;
  for (const x of values) sum += (x - mean) * (x - mean);
  return sum / (values.length - 1);
}
