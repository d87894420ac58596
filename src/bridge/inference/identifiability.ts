import { correlation } from "../../fitting/checks/correlation.ts";
import { type Uniformity, uniformity } from "../../fitting/checks/uniformity.ts";
import { regularisedBeta } from "../../math/distributions.ts";
import {
  posteriorBelow,
  posteriorMean,
  posteriorQuantile,
  type ReferenceTable,
  RegressionPosterior,
  type WeightedDraws,
} from "./regressionPosterior.ts";

/** How well one parameter comes back from simulated subjects, each left out of what it is inferred from. */
export interface Identifiability {
  /** Correlation of true values and posterior means; null where nothing varies. */
  readonly recovery: number | null;
  /** Share of true values inside 50 and 95 % intervals. */
  readonly coverage50: number;
  readonly coverage95: number;
  /** Whether true values have even ranks in their posteriors. */
  readonly ranks: Uniformity;
  /** Why it is not to be inferred from this task; null if it may be. */
  readonly refusal: string | null;
}

/** What leaving each simulated subject out shows. */
export interface Validation {
  /** For each parameter. */
  readonly parameters: readonly Identifiability[];
  /** Posterior means, shares of the range, [simulation][parameter]. */
  readonly means: readonly Float64Array[];
  /** Distance from each simulation to the nearest of the others, in standard deviations of the summaries. */
  readonly nearest: Float64Array;
}

/** Recovery below which a parameter is not inferred. */
export const leastRecovery = 0.5;
/** Coverage of 95 % intervals that is allowed. */
const allowedCoverage = [0.88, 0.99] as const;
const folds = 10;
const places = 64;

/**
 * Infers each simulated subject from those simulated with other parameters (ten folds, each with all subjects of a
 * draw), and compares.
 *
 * @param drawOf - Draw from the prior that a simulation belongs to, [simulation].
 * @returns For each parameter.
 */
export function identifiability(table: ReferenceTable, drawOf: readonly number[]): Validation {
  const posteriors: WeightedDraws[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const { kept, out } = split(drawOf, (draw) => draw % folds === fold);
    const posterior = new RegressionPosterior(part(table, kept));
    for (const i of out) posteriors[i] = posterior.given(table.summaries[i]!);
  }
  return judge(table.parameters, posteriors, drawOf);
}

/** Simulations with and without those of some draws. */
export function split(
  drawOf: readonly number[],
  isOut: (draw: number) => boolean,
): { readonly kept: readonly number[]; readonly out: readonly number[] } {
  const all = drawOf.map((_, i) => i);
  return { kept: all.filter((i) => !isOut(drawOf[i]!)), out: all.filter((i) => isOut(drawOf[i]!)) };
}

/** Some simulations of a table. */
export function part({ summaries, parameters }: ReferenceTable, simulations: readonly number[]): ReferenceTable {
  return {
    summaries: simulations.map((i) => summaries[i]!),
    parameters: simulations.map((i) => parameters[i]!),
  };
}

/**
 * Compares posteriors with the true parameters of those of whom they are.
 *
 * @param drawOf - Draw from the prior of each: of those that share one, one stands for it among the ranks.
 */
export function judge(
  truth: readonly Float64Array[],
  posteriors: readonly WeightedDraws[],
  drawOf: readonly number[],
): Validation {
  const count = truth[0]!.length;
  const means = posteriors.map((draws) => Float64Array.from({ length: count }, (_, d) => posteriorMean(draws, d)));
  const first = new Set(new Map(drawOf.map((draw, i) => [draw, i] as const).reverse()).values());
  const parameters = Array.from({ length: count }, (_, d): Identifiability => {
    const inside = (share: number) => {
      const hits = posteriors.filter(
        (draws, i) =>
          posteriorQuantile(draws, d, 0.5 - share / 2) <= truth[i]![d]! &&
          truth[i]![d]! <= posteriorQuantile(draws, d, 0.5 + share / 2),
      );
      return hits.length / truth.length;
    };
    const ranks = posteriors.flatMap((draws, i) =>
      first.has(i) ? [Math.min(places - 1, Math.floor(places * posteriorBelow(draws, d, truth[i]![d]!)))] : [],
    );
    const recovery = correlation(
      truth.map((row) => row[d]!),
      means.map((row) => row[d]!),
    );
    const facts = { recovery, coverage50: inside(0.5), coverage95: inside(0.95), ranks: uniformity(ranks, places) };
    return { ...facts, refusal: refusalOf(facts, truth.length) };
  });
  return { parameters, means, nearest: Float64Array.from(posteriors, ({ nearest }) => nearest) };
}

function refusalOf({ recovery, coverage95, ranks }: Omit<Identifiability, "refusal">, subjects: number): string | null {
  if (recovery === null || recovery < leastRecovery)
    return `not identifiable from this task: recovery r = ${recovery === null ? "none" : recovery.toFixed(2)}, at least ${leastRecovery} is needed`;
  const [low, high] = allowedCoverage;
  // Of few subjects all may be inside by chance.
  if ((coverage95 < low || coverage95 > high) && byChance(Math.round(coverage95 * subjects), subjects) < 0.01)
    return `not calibrated: 95 % intervals hold ${(100 * coverage95).toFixed(0)} % of the true values; simulate more (--draws)`;
  if (ranks.probability < 0.001)
    return `not calibrated: ranks of the true values are uneven (p ${ranks.probability.toExponential(1)}); simulate more (--draws)`;
  return null;
}

/** Probability of so many or more extreme numbers of hits where each of `count` has 95 %. */
function byChance(hits: number, count: number): number {
  // P(X ≤ k) = I(0.05; n − k, k + 1)
  const below = (k: number) => (k < 0 ? 0 : k >= count ? 1 : regularisedBeta(count - k, k + 1, 0.05));
  return 2 * Math.min(below(hits), 1 - below(hits - 1));
}
