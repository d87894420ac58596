import { RandomSequence, seedWords } from "../../math/random.ts";
import { cholesky } from "../../math/symmetricMatrix.ts";
import type { ModelCalibration } from "../fitSummary.ts";
import { bulkEffectiveSize } from "../inference/convergence.ts";
import { fitSubjects, type SubjectFit } from "../inference/fitSubjects.ts";
import type { InverseMass } from "../inference/massMatrix.ts";
import { newChains, sample } from "../inference/sample.ts";
import { SubjectPosterior } from "../inference/subjectPosterior.ts";
import { createLikelihood } from "../kernel/createLikelihood.ts";
import { LANES, type Likelihood } from "../likelihood.ts";
import type { BehaviourDefinition, ModelEnvironment } from "../model/definition.ts";
import { settingOf } from "../model/simulate.ts";
import { type DrawnPeople, drawPeople, seedOf } from "./drawnPeople.ts";
import { turns } from "./turns.ts";
import { type Uniformity, uniformity } from "./uniformity.ts";

export interface CalibrationOptions {
  readonly where?: string | Partial<ModelEnvironment>;
  /** Data sets, each of one person. Default 320. */
  readonly simulations?: number;
  readonly seed?: number;
  /** Iterations of each of two chains that are thrown away. Default 150. */
  readonly warmup?: number;
  /** Draws of each of two chains. Default 512. */
  readonly draws?: number;
  /** People with known parameters, one for each data set; default: drawn from the model's priors, as calibration asks. */
  readonly people?: DrawnPeople;
  /** Called with the number of data sets done. */
  readonly onSimulation?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Draws kept of each posterior, thinned until they are nearly independent; ranks go from 0 to this. */
const KEPT = 63;
const CHAINS = LANES;
const STARTS = 3;
const MORE_STARTS = 200;
/** Probability below which the even spread of ranks is rejected, over all quantities of a model together. */
const LEVEL = 0.01;
/** Effective draws below which thinned draws of a posterior are still dependent. */
const ENOUGH = 2 * KEPT;

/**
 * Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): parameters from the prior, one person's data from
 * the parameters, draws from the posterior; over many data sets the true value's rank among the draws is equally often
 * every number, if simulator, likelihood, gradient and sampler agree. Besides the parameters the posterior's own density
 * is ranked, which notices a likelihood that ignores data (Modrák et al. 2023, doi:10.1214/23-BA1404).
 *
 * @returns null if stopped by `signal`.
 */
export async function calibrate(
  definition: BehaviourDefinition,
  options: CalibrationOptions = {},
): Promise<ModelCalibration | null> {
  const { simulations = 320, seed = 1, warmup = 150, draws = 512, signal } = options;
  if (CHAINS * draws < KEPT + 1) throw new RangeError(`draws is ${draws}; at least ${(KEPT + 1) / CHAINS} are needed`);
  const setting = settingOf(definition, options.where);
  const people = options.people ?? (await drawPeople(setting, { people: simulations, seed, signal }));
  if (people === null) return null;
  const likelihood = await createLikelihood(setting.lowered.program, definition.parameters, people.rows);
  const ranks: number[][] = Array.from({ length: definition.parameters.length + 1 }, () => []);
  const turn = turns(signal);
  let poor = 0;
  let without = 0;
  for (let number = 0; number < simulations; number++) {
    if (await turn()) return null;
    const found = posteriorDraws(likelihood, number, { warmup, draws, seed: seedOf(seed, number) });
    if (found === null) without++;
    else {
      ranksOf(found, people.truth[number]!).forEach((own, quantity) => {
        ranks[quantity]!.push(own);
      });
      if (!(found.effective >= ENOUGH)) poor++;
    }
    options.onSimulation?.(number + 1, simulations);
  }
  const tested = ranks.map((own) => uniformity(own, KEPT + 1));
  const names = [
    ...definition.parameters.map(({ name, symbol }) => ({ name, symbol })),
    { name: "posteriorDensity", symbol: "log p" },
  ];
  return {
    ...{ model: definition.id, environment: setting.environment.id, trials: setting.trials },
    ...{ simulations: simulations - without, draws: KEPT, bins: tested[0]!.histogram.length, seed },
    parameters: tested.map((found, quantity) => ({ ...names[quantity]!, ...found })),
    passes: without === 0 && passes(tested),
    notes: [
      ...(without > 0 ? [`${without} data sets had no posterior that could be drawn from`] : []),
      ...(poor > 0
        ? [`${poor} posteriors gave fewer than ${ENOUGH} effective draws; more draws make ranks surer`]
        : []),
      ...(people.redrawn > 0
        ? [`${people.redrawn} draws from the prior were impossible for the model and were drawn anew`]
        : []),
    ],
  };
}

/** Both tests, each held to 1 % over all quantities (Bonferroni). */
function passes(tested: readonly Uniformity[]): boolean {
  return tested.every(({ probability, distance, bound }) => probability * tested.length >= LEVEL && distance <= bound);
}

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
  { warmup, draws, seed }: { warmup: number; draws: number; seed: number },
): PosteriorDraws | null {
  const fit = peakOf(likelihood, subject, seed);
  if (fit === null) return null;
  const density = new SubjectPosterior(likelihood, "posterior");
  density.subject = subject;
  const starts = new Map(Array.from({ length: CHAINS }, (_, chain) => [chain, startOf(density, fit, seed, chain)]));
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
  const total = CHAINS * draws;
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
