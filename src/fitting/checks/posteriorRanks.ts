import { RandomSequence, seedWords } from "../../math/random.ts";
import { cholesky } from "../../math/symmetricMatrix.ts";
import { bulkEffectiveSize } from "../inference/convergence.ts";
import { fitSubjects, type SubjectFit } from "../inference/fitSubjects.ts";
import type { InverseMass } from "../inference/massMatrix.ts";
import { newChains, sample } from "../inference/sample.ts";
import { SubjectPosterior } from "../inference/subjectPosterior.ts";
import { LANES, type Likelihood } from "../likelihood.ts";

/** Draws kept of each posterior, thinned until they are nearly independent; ranks go from 0 to this. */
export const KEPT = 63;
/** Chains of each posterior, unless others are asked for. */
export const CHAINS = LANES;
const STARTS = 3;
const MORE_STARTS = 200;

/** A simulated person whose posterior is drawn. */
export interface RankedSet {
  /** Of the likelihood. */
  readonly record: number;
  /** Natural scale, [parameter]. */
  readonly truth: Float64Array;
  readonly seed: number;
}

/** How a posterior is drawn. */
export interface RankSettings {
  readonly chains: number;
  /** Iterations of each chain that are thrown away, and draws that are kept. */
  readonly warmup: number;
  readonly draws: number;
}

/** Where the truth lies in a posterior. */
export interface PosteriorRanks {
  /** Of the parameters, then of the posterior's own density: how many of the kept draws lie below the truth. */
  readonly ranks: readonly number[];
  /** Smallest effective size over parameters before thinning. */
  readonly effective: number;
}

/** Draws a person's posterior and ranks the truth in it; null if it cannot be drawn from. */
export function posteriorRanks(
  likelihood: Likelihood,
  { record, truth, seed }: RankedSet,
  { chains, warmup, draws }: RankSettings,
): PosteriorRanks | null {
  const found = posteriorDraws(likelihood, record, { chains, warmup, draws, seed });
  return found && { ranks: ranksOf(found, truth), effective: found.effective };
}

/** A person's posterior as drawn. */
interface PosteriorDraws {
  readonly density: SubjectPosterior;
  /** Thinned, unbounded scale, [draw][parameter]. */
  readonly positions: readonly Float64Array[];
  /** [draw] */
  readonly logDensities: readonly number[];
  /** Smallest effective size over parameters before thinning. */
  readonly effective: number;
}

function posteriorDraws(
  likelihood: Likelihood,
  subject: number,
  { chains: number, warmup, draws, seed }: RankSettings & { readonly seed: number },
): PosteriorDraws | null {
  const fit = peakOf(likelihood, subject, seed);
  if (fit === null) return null;
  const density = new SubjectPosterior(likelihood, "posterior");
  density.subject = subject;
  const starts = new Map(Array.from({ length: number }, (_, chain) => [chain, startOf(density, fit, seed, chain)]));
  const options = { warmup, draws, seed, ...firstMass(fit, density.dimension) };
  const states = newChains(starts, options);
  sample(density, states, options);
  const chains = states.map((state) => state.draws);
  const effective = Array.from({ length: density.dimension }, (_, d) =>
    bulkEffectiveSize(
      chains.map(({ positions }) =>
        Float64Array.from({ length: draws }, (_, i) => positions[i * density.dimension + d]!),
      ),
    ),
  );
  const total = number * draws;
  const kept = Array.from({ length: KEPT }, (_, i) => Math.floor(((i + 0.5) * total) / KEPT));
  return {
    density,
    positions: kept.map((at) => {
      const { positions } = chains[Math.floor(at / draws)]!;
      return positions.slice((at % draws) * density.dimension, ((at % draws) + 1) * density.dimension);
    }),
    logDensities: kept.map((at) => chains[Math.floor(at / draws)]!.logDensity[at % draws]!),
    effective: Math.min(...effective),
  };
}

/** Where chains start; with many starts where few are possible, as with a non-decision time above the fastest response. */
function peakOf(likelihood: Likelihood, subject: number, seed: number): SubjectFit | null {
  for (const starts of [STARTS, MORE_STARTS]) {
    const [fit] = fitSubjects(likelihood, { subjects: [subject], starts, seed })!;
    if (Number.isFinite(fit!.logLikelihood)) return fit!;
  }
  return null;
}

/** Ranks of the true parameters and of their density among the draws'. */
function ranksOf({ density, positions, logDensities }: PosteriorDraws, truth: Float64Array): number[] {
  const unbounded = truth.map((value, d) => density.transforms[d]!.unbounded(value));
  const below = Array.from(unbounded, (value, d) => positions.filter((position) => position[d]! < value).length);
  const own = logDensityAt(density, unbounded);
  return [...below, logDensities.filter((value) => value < own).length];
}

function logDensityAt(density: SubjectPosterior, position: Float64Array): number {
  const points = Float64Array.from({ length: position.length * LANES }, (_, i) => position[Math.floor(i / LANES)]!);
  const result = new Float64Array((1 + position.length) * LANES);
  density.evaluate(points, result);
  return result[0]!;
}

/** A point of the normal approximation around the peak; the peak itself where that is impossible. */
function startOf(density: SubjectPosterior, fit: SubjectFit, seed: number, chain: number): Float64Array {
  const factor = fit.covariance && cholesky(fit.covariance, density.dimension);
  if (!factor) return fit.unbounded.slice();
  const random = new RandomSequence(seedWords(seed), chain, "start of a calibration chain");
  const normals = fit.unbounded.map(() => random.normal());
  const start = fit.unbounded.map((value, d) => {
    let moved = value;
    for (let k = 0; k <= d; k++) moved += factor[d * density.dimension + k]! * normals[k]!;
    return moved;
  });
  return Number.isFinite(logDensityAt(density, start)) ? start : fit.unbounded.slice();
}

function firstMass({ covariance }: SubjectFit, dimension: number): { inverseMass?: InverseMass } {
  if (covariance === null) return {};
  const values = Float64Array.from({ length: dimension }, (_, d) => covariance[d * dimension + d]!);
  return values.every((value) => value > 0) ? { inverseMass: { kind: "diagonal", values } } : {};
}
