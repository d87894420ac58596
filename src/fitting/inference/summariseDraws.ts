import { samplingLimits } from "../../analysis/trustLimits.ts";
import { quantile, sorted } from "../../math/statistics.ts";
import type { ChainDraws } from "./chain.ts";
import {
  bulkEffectiveSize,
  type Chains,
  missingInformation,
  monteCarloErrors,
  potentialScaleReduction,
  tailEffectiveSize,
} from "./convergence.ts";
import { divergentPlaces, separatePlaces, stuckChains, type WatchedQuantity } from "./samplingTrouble.ts";

/** What is known of one quantity after sampling. */
export interface QuantitySummary {
  readonly name: string;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly median: number;
  /** Ends of the interval with equal tails, by default 2.5 % and 97.5 %. */
  readonly lower: number;
  readonly upper: number;
  readonly errorOfMean: number;
  readonly errorOfStandardDeviation: number;
  readonly bulkEffectiveSize: number;
  readonly tailEffectiveSize: number;
  readonly scaleReduction: number;
}

/** @param chains - Draws of the quantity. @param coverage - Probability inside the interval. */
export function summariseQuantity(name: string, chains: Chains, coverage = 0.95): QuantitySummary {
  const ascending = sorted(Float64Array.from(chains.flatMap((chain) => [...chain])));
  let sum = 0;
  for (const x of ascending) sum += x;
  const mean = sum / ascending.length;
  let squares = 0;
  for (const x of ascending) squares += (x - mean) * (x - mean);
  const errors = monteCarloErrors(chains);
  return {
    ...{ name, mean, standardDeviation: Math.sqrt(squares / (ascending.length - 1)) },
    median: quantile(ascending, 0.5),
    lower: quantile(ascending, 0.5 - 0.5 * coverage),
    upper: quantile(ascending, 0.5 + 0.5 * coverage),
    ...{ errorOfMean: errors.mean, errorOfStandardDeviation: errors.standardDeviation },
    ...{ bulkEffectiveSize: bulkEffectiveSize(chains), tailEffectiveSize: tailEffectiveSize(chains) },
    scaleReduction: potentialScaleReduction(chains),
  };
}

/** One quantity out of draws that hold several, as chains. @param draws - [chain][draw, quantity] */
export function quantityOf(draws: readonly Float64Array[], quantities: number, quantity: number): Float64Array[] {
  return draws.map((values) =>
    Float64Array.from({ length: values.length / quantities }, (_, i) => values[i * quantities + quantity]!),
  );
}

/** How the sampling went, over all chains. */
export interface SamplingReport {
  readonly chains: number;
  readonly draws: number;
  readonly divergences: number;
  /** Iterations whose trajectory was as long as allowed. */
  readonly atMaximumDepth: number;
  /** Energy that one draw of momenta renews, [chain]. */
  readonly missingInformation: readonly number[];
  readonly acceptance: number;
  readonly largestScaleReduction: number;
  readonly smallestEffectiveSize: number;
  /** In plain words, with what to do; empty if all is well. */
  readonly warnings: readonly string[];
}

/**
 * @param quantities - Summaries of everything that will be looked at.
 * @param options.watched - Quantities in whose draws the place of troubles is looked for.
 */
export function reportSampling(
  chains: readonly ChainDraws[],
  quantities: readonly QuantitySummary[],
  { maximumDepth, watched = [] }: { readonly maximumDepth: number; readonly watched?: readonly WatchedQuantity[] },
): SamplingReport {
  const draws = chains.reduce((sum, { count }) => sum + count, 0);
  const divergences = sumOver(chains, ({ divergent }, i) => divergent[i]!);
  const atMaximumDepth = sumOver(chains, ({ depth }, i) => (depth[i]! >= maximumDepth ? 1 : 0));
  const information = chains.map(({ energy, count }) => missingInformation(energy.subarray(0, count)));
  const report = {
    ...{ chains: chains.length, draws, divergences, atMaximumDepth, missingInformation: information },
    acceptance: sumOver(chains, ({ acceptance }, i) => acceptance[i]!) / draws,
    largestScaleReduction: quantities.reduce((most, { scaleReduction }) => larger(most, scaleReduction), Number.NaN),
    smallestEffectiveSize: quantities.reduce(
      (least, { bulkEffectiveSize, tailEffectiveSize }) =>
        -larger(-least, -Math.min(bulkEffectiveSize, tailEffectiveSize)),
      Number.NaN,
    ),
  };
  return { ...report, warnings: warningsOf(report, quantities, { chains, watched }) };
}

function warningsOf(
  report: Omit<SamplingReport, "warnings">,
  quantities: readonly QuantitySummary[],
  draws: { readonly chains: readonly ChainDraws[]; readonly watched: readonly WatchedQuantity[] },
): string[] {
  const { chains, draws: total, divergences, atMaximumDepth } = report;
  const fewest = samplingLimits.effectiveSizePerChain * chains;
  const warnings: string[] = [];
  const stuck = stuckChains(draws.chains);
  if (stuck !== null) warnings.push(stuck);
  const apart = quantities.filter(({ scaleReduction }) => scaleReduction > samplingLimits.scaleReduction);
  if (apart.length > 0) {
    const places = stuck === null ? separatePlaces(draws.chains, draws.watched) : null;
    const advice =
      stuck !== null
        ? "which follows from the stuck chain"
        : places === null
          ? "draw more, with a longer warm-up"
          : `${places}; draw more with a longer warm-up, and if they stay apart narrow the priors or take a simpler model`;
    warnings.push(
      `the chains disagree about ${listed(apart)} (R̂ up to ${report.largestScaleReduction.toFixed(3)}, at most ${samplingLimits.scaleReduction} is sound): ${advice}`,
    );
  }
  const poor = quantities.filter((q) => !(Math.min(q.bulkEffectiveSize, q.tailEffectiveSize) >= fewest));
  if (poor.length > 0 && stuck === null)
    warnings.push(
      `too few effective draws of ${listed(poor)} (down to ${Math.round(report.smallestEffectiveSize)}, at least ${fewest} are needed): draw more`,
    );
  if (divergences > 0) {
    const places = stuck === null ? divergentPlaces(draws.chains, draws.watched) : null;
    const where = places === null ? "" : `, ${places}`;
    warnings.push(
      `${divergences} of ${total} trajectories diverged${where}: part of the posterior may be missing; ask for a higher acceptance (--acceptance 0.95, 0.99), or check whether the parameters can be told apart (--recover)`,
    );
  }
  if (atMaximumDepth > 0.01 * total)
    warnings.push(
      `${atMaximumDepth} of ${total} trajectories were cut at the greatest depth: sampling is slow, not wrong; a dense mass matrix or other priors may help`,
    );
  const slow = report.missingInformation.filter((x) => x < samplingLimits.missingInformation).length;
  if (slow > 0 && stuck === null)
    warnings.push(
      `the energy hardly moves in ${slow} of ${chains} chains (E-BFMI below ${samplingLimits.missingInformation}): heavy tails are explored badly; draw more, or use narrower priors for the spreads`,
    );
  if (chains < samplingLimits.chains)
    warnings.push("one chain can't show whether chains agree: draw at least two, better four");
  return warnings;
}

function sumOver(chains: readonly ChainDraws[], of: (chain: ChainDraws, draw: number) => number): number {
  let sum = 0;
  for (const chain of chains) for (let i = 0; i < chain.count; i++) sum += of(chain, i);
  return sum;
}

/** The larger of two, where NaN is less than any number. */
function larger(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.max(a, b);
}

function listed(quantities: readonly QuantitySummary[]): string {
  const names = quantities.slice(0, 3).map(({ name }) => name);
  const more = quantities.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
