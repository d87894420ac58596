import { exponential, logarithm, logistic } from "../../math/double.ts";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { cholesky, solveLower } from "../../math/symmetricMatrix.ts";
import { adjusted, type ReferenceTable, RegressionPosterior, type WeightedDraws } from "./regressionPosterior.ts";

/** Somebody whose posterior is wanted. */
export interface SequentialTarget {
  readonly summaries: Float64Array;
  /** Simulations from the prior: the first population, and what summaries are projected by. */
  readonly first: ReferenceTable;
}

export interface SequentialOptions {
  /** Populations after the first. */
  readonly populations: number;
  /** Parameter vectors that are proposed for each target in a population. */
  readonly proposals: number;
  readonly seed: number;
}

/**
 * Simulates proposed parameters, for all targets at once.
 *
 * @param shares - Shares of the range, [proposal][parameter].
 * @returns Summaries of the subjects simulated with each, [proposal][subject]; null if stopped.
 */
export type SimulateProposals = (
  shares: readonly Float64Array[],
  population: number,
) => Promise<readonly (readonly Float64Array[])[] | null>;

/** Share of a population, old and new together, that goes on. */
const kept = 0.5;
/** Proposals this far out on the logit scale are as good as at the range's ends (10⁻⁷ of it). */
const farthest = 16;

/** A simulated subject that is near a target. */
interface Particle {
  readonly shares: Float64Array;
  readonly logits: Float64Array;
  readonly projected: Float64Array;
  readonly distance: number;
  readonly weight: number;
}

/**
 * Sequential approximate Bayesian computation (Toni et al. 2009, doi 10.1098/rsif.2008.0172): populations of simulated
 * subjects come nearer to a target, each proposed from the one before by a normal kernel of twice its weighted covariance
 * and weighted by prior over proposal (Beaumont et al. 2009, doi 10.1093/biomet/asp052). The half of old and new particles
 * that is nearest goes on, so that every simulation counts and the tolerance follows by itself (Lenormand, Jabot &
 * Deffuant 2013, doi 10.1007/s00180-013-0428-3). What is left of the distances at the end is taken out by a linear
 * adjustment. Proposals of all targets are simulated together. Distances are between the projections of summaries onto
 * parameters, parameters are on the logit scale of their range, where the even prior has the density s (1 − s).
 *
 * @returns A posterior for each target; null if stopped.
 */
export async function sequentialPosteriors(
  targets: readonly SequentialTarget[],
  simulate: SimulateProposals,
  { populations, proposals, seed }: SequentialOptions,
): Promise<WeightedDraws[] | null> {
  const states = targets.map((target, number) => new Population(target, number, seed));
  for (let population = 1; population <= populations; population++) {
    const proposed = states.map((state) => state.propose(proposals, population));
    const summaries = await simulate(proposed.flat(), population);
    if (summaries === null) return null;
    states.forEach((state, place) => {
      state.take(proposed[place]!, summaries.slice(place * proposals, (place + 1) * proposals));
    });
  }
  return states.map((state) => state.posterior());
}

class Population {
  readonly #regression: RegressionPosterior;
  readonly #target: Float64Array;
  readonly #nearest: number;
  readonly #number: number;
  readonly #seed: number;
  readonly #size: number;
  #particles: readonly Particle[];
  /** Cholesky factor of the kernel's covariance, of the population that proposes. */
  #factor: Float64Array = new Float64Array();

  constructor({ summaries, first }: SequentialTarget, number: number, seed: number) {
    this.#regression = new RegressionPosterior(first);
    this.#target = this.#regression.project(summaries);
    this.#nearest = this.#regression.distanceTo(summaries);
    this.#number = number;
    this.#seed = seed;
    const all = first.parameters.map((shares, i) => this.#particle(shares, first.summaries[i]!, 1));
    this.#size = Math.max(1, Math.floor(kept * all.length));
    this.#particles = nearestOf(all, this.#size);
  }

  /** New parameters, each one of the population's moved by the kernel. */
  propose(count: number, population: number): Float64Array[] {
    this.#factor = kernelFactor(this.#particles);
    const random = new RandomSequence(seedWords(this.#seed), this.#number, `population ${population}`);
    const width = this.#target.length;
    return Array.from({ length: count }, () => {
      const from = drawn(this.#particles, random.uniform());
      const steps = Float64Array.from({ length: width }, () => random.normal());
      return Float64Array.from({ length: width }, (_, d) => {
        let logit = from.logits[d]!;
        for (let e = 0; e <= d; e++) logit += this.#factor[d * width + e]! * steps[e]!;
        return logistic(Math.max(-farthest, Math.min(farthest, logit)));
      });
    });
  }

  /** Takes in what was simulated with the proposals. */
  take(proposed: readonly Float64Array[], summaries: readonly (readonly Float64Array[])[]): void {
    const before = this.#particles;
    const fresh = proposed.flatMap((shares, place) => {
      const weight = this.#weightOf(shares, before);
      return summaries[place]!.map((own) => this.#particle(shares, own, weight));
    });
    // Old weights are of the prior (1 in the first population) over what proposed them, as the new ones are.
    this.#particles = nearestOf([...before, ...fresh], this.#size);
  }

  /** The last population, adjusted for what is left of the distances. */
  posterior(): WeightedDraws {
    const width = Math.max(...this.#particles.map(({ distance }) => distance), 1e-9) * (1 + 1e-9);
    const weights = Float64Array.from(
      this.#particles,
      ({ weight, distance }) => weight * (1 - (distance / width) ** 2),
    );
    return { draws: adjusted(this.#particles, weights, this.#target), weights, nearest: this.#nearest };
  }

  #particle(shares: Float64Array, summaries: Float64Array, weight: number): Particle {
    const projected = this.#regression.project(summaries);
    const squares = projected.reduce((sum, value, d) => sum + (value - this.#target[d]!) ** 2, 0);
    const logits = shares.map((share) => logarithm(share / (1 - share)));
    return { shares, logits, projected, distance: Math.sqrt(squares), weight };
  }

  /** Density of the prior by that of the proposal, both on the logit scale, relative to the prior itself as proposal. */
  #weightOf(shares: Float64Array, before: readonly Particle[]): number {
    const width = shares.length;
    const logits = shares.map((share) => logarithm(share / (1 - share)));
    let total = 0;
    let proposal = 0;
    for (const { logits: centre, weight } of before) {
      const apart = logits.map((logit, d) => logit - centre[d]!);
      solveLower(this.#factor, width, apart);
      proposal += weight * exponential(-0.5 * apart.reduce((sum, z) => sum + z * z, 0));
      total += weight;
    }
    let scale = 1;
    for (let d = 0; d < width; d++) scale *= this.#factor[d * width + d]! * Math.sqrt(2 * Math.PI);
    const prior = shares.reduce((product, share) => product * share * (1 - share), 1);
    return (prior * total * scale) / proposal;
  }
}

function nearestOf(particles: readonly Particle[], count: number): Particle[] {
  const order = particles.map((_, i) => i).sort((a, b) => particles[a]!.distance - particles[b]!.distance || a - b);
  return order.slice(0, count).map((i) => particles[i]!);
}

function drawn(particles: readonly Particle[], share: number): Particle {
  const total = particles.reduce((sum, { weight }) => sum + weight, 0);
  let left = share * total;
  for (const particle of particles) {
    left -= particle.weight;
    if (left < 0) return particle;
  }
  return particles.at(-1)!;
}

/** Factor of twice the weighted covariance; a little is added so that it exists where all particles are alike. */
function kernelFactor(particles: readonly Particle[]): Float64Array {
  const width = particles[0]!.logits.length;
  const total = particles.reduce((sum, { weight }) => sum + weight, 0);
  const mean = new Float64Array(width);
  for (const { logits, weight } of particles)
    for (let d = 0; d < width; d++) mean[d] = mean[d]! + (weight / total) * logits[d]!;
  const matrix = new Float64Array(width * width);
  for (const { logits, weight } of particles)
    for (let d = 0; d < width; d++)
      for (let e = 0; e <= d; e++)
        matrix[d * width + e] =
          matrix[d * width + e]! + ((2 * weight) / total) * (logits[d]! - mean[d]!) * (logits[e]! - mean[e]!);
  for (let d = 0; d < width; d++) matrix[d * width + d] = matrix[d * width + d]! + 1e-6;
  return cholesky(matrix, width)!;
}
