import { correlation } from "../../fitting/checks/correlation.ts";
import { type Uniformity, uniformity } from "../../fitting/checks/uniformity.ts";
import {
  posteriorBelow,
  posteriorMean,
  posteriorQuantile,
  type ReferenceTable,
  RegressionPosterior,
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
  const count = table.parameters[0]!.length;
  const truth = table.parameters;
  const means = truth.map(() => new Float64Array(count));
  const nearest = new Float64Array(truth.length);
  const within50 = new Float64Array(count);
  const within95 = new Float64Array(count);
  const ranks: number[][] = Array.from({ length: count }, () => []);
  const ranked = new Set<number>();
  for (let fold = 0; fold < folds; fold++) {
    const isOut = (i: number) => drawOf[i]! % folds === fold;
    const kept = truth.map((_, i) => i).filter((i) => !isOut(i));
    const posterior = new RegressionPosterior({
      summaries: kept.map((i) => table.summaries[i]!),
      parameters: kept.map((i) => truth[i]!),
    });
    for (let i = 0; i < truth.length; i++) {
      if (!isOut(i)) continue;
      const draws = posterior.given(table.summaries[i]!);
      nearest[i] = draws.nearest;
      // Subjects of one draw share their parameters: one of them stands for the draw among the ranks.
      const isFirst = ranked.size !== ranked.add(drawOf[i]!).size;
      for (let d = 0; d < count; d++) {
        means[i]![d] = posteriorMean(draws, d);
        const value = truth[i]![d]!;
        const inside = (share: number) =>
          posteriorQuantile(draws, d, 0.5 - share / 2) <= value &&
          value <= posteriorQuantile(draws, d, 0.5 + share / 2);
        if (inside(0.5)) within50[d] = within50[d]! + 1;
        if (inside(0.95)) within95[d] = within95[d]! + 1;
        if (isFirst) ranks[d]!.push(Math.min(places - 1, Math.floor(places * posteriorBelow(draws, d, value))));
      }
    }
  }
  const parameters = Array.from({ length: count }, (_, d): Identifiability => {
    const recovery = correlation(
      truth.map((row) => row[d]!),
      means.map((row) => row[d]!),
    );
    const even = uniformity(ranks[d]!, places);
    const coverage95 = within95[d]! / truth.length;
    const facts = { recovery, coverage50: within50[d]! / truth.length, coverage95, ranks: even };
    return { ...facts, refusal: refusalOf(facts) };
  });
  return { parameters, means, nearest };
}

function refusalOf({ recovery, coverage95, ranks }: Omit<Identifiability, "refusal">): string | null {
  if (recovery === null || recovery < leastRecovery)
    return `not identifiable from this task: recovery r = ${recovery === null ? "none" : recovery.toFixed(2)}, at least ${leastRecovery} is needed`;
  const [low, high] = allowedCoverage;
  if (coverage95 < low || coverage95 > high)
    return `not calibrated: 95 % intervals hold ${(100 * coverage95).toFixed(0)} % of the true values; simulate more (--draws)`;
  if (ranks.probability < 0.001)
    return `not calibrated: ranks of the true values are uneven (p ${ranks.probability.toExponential(1)}); simulate more (--draws)`;
  return null;
}
