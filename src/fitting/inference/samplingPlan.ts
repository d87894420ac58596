import { exponential, logarithm } from "../../math/double.ts";
import { seedWords } from "../../math/random.ts";
import { cholesky } from "../../math/symmetricMatrix.ts";
import type { Likelihood } from "../likelihood.ts";
import { ChainRandom } from "./chainRandom.ts";
import { fitGroup, type GroupFit } from "./empiricalBayes.ts";
import { type GroupDesign, groupDesign } from "./groupDesign.ts";
import { type GroupPrior, groupPriorOf } from "./groupPrior.ts";
import { groupMean } from "./groupStep.ts";
import { hierarchicalLayout } from "./hierarchicalPosterior.ts";
import { PersonLikelihood } from "./personLikelihood.ts";
import { transformsOf } from "./subjectPosterior.ts";

/** All that threads need to draw the chains of a hierarchical fit; can be sent by structured cloning. */
export interface SamplingPlan {
  readonly design: GroupDesign;
  readonly prior: GroupPrior;
  /** See `HierarchicalPosterior`; [coefficient]. */
  readonly centring: Float64Array;
  /** First guess at the variances of the posterior, [coordinate]. */
  readonly variances: Float64Array;
  /** Where each chain starts, [chain][coordinate]. */
  readonly starts: readonly Float64Array[];
}

export interface SamplingPlanOptions {
  readonly chains: number;
  readonly seed: number;
  readonly design?: GroupDesign;
  /** Default: from the parameters' own priors. */
  readonly prior?: GroupPrior;
  /** `adapted` (default): each coefficient as far as the data speak about it; or the same number for all, 0 … 1. */
  readonly centring?: "adapted" | number;
  readonly signal?: AbortSignal;
}

/** Some people's responses can't happen under the model, whatever its parameters. */
export class ImpossibleResponses extends RangeError {
  override readonly name = "ImpossibleResponses";
  readonly people: readonly string[];
  constructor(people: readonly string[]) {
    super(`${people.join(", ")}: the responses are impossible under the model; leave them out`);
    this.people = people;
  }
}

/** Starts are drawn with these times the deviations of the normal approximation, so that chains begin apart. */
const APART = 2;
/** Of the way from the peak to an impossible draw; nearer than this the peak itself is taken. */
const LEAST_SHARE = 1 / 64;
/** Iterations of the approximation: it need not come to rest. */
const ITERATIONS = 25;

/**
 * Prepares a hierarchical fit by NUTS from a quick fit by empirical Bayes: where chains start, how far each coordinate
 * reaches, and how far each coefficient is centred. People about whom the data say much are sampled as they are, those
 * about whom they say little as deviations from their group; the posterior is the same.
 *
 * @returns null if stopped by `signal`.
 * @throws ImpossibleResponses naming people who have to be left out first.
 */
export function planSampling(likelihood: Likelihood, options: SamplingPlanOptions): SamplingPlan | null {
  const { chains, seed, signal } = options;
  if (!(Number.isInteger(chains) && chains >= 1)) throw new RangeError(`chains is ${chains}; at least 1 is needed`);
  const design = options.design ?? groupDesign(likelihood);
  const transforms = transformsOf(likelihood.parameters);
  const prior = options.prior ?? groupPriorOf(likelihood.parameters, transforms, design);
  const fit = fitGroup(likelihood, { design, iterations: ITERATIONS, ...(signal && { signal }) });
  if (fit === null) return null;
  const impossible = design.people.filter((_, p) => fit.people[p] === null);
  if (impossible.length > 0) throw new ImpossibleResponses(impossible);

  const count = design.coefficients.length;
  const centring = new Float64Array(count).map((_, k) => centringOf(fit, k, options.centring ?? "adapted"));
  const { group, variances } = approximate(fit, { prior, centring });
  const people = new PersonLikelihood(likelihood, design);
  return {
    ...{ design, prior, centring, variances },
    starts: Array.from({ length: chains }, (_, chain) => start(fit, { people, group, centring, chain, seed })),
  };
}

/** Mean share of what is known about people's coefficient that comes from their own data. */
function centringOf(fit: GroupFit, k: number, asked: "adapted" | number): number {
  if (asked !== "adapted") {
    if (!(asked >= 0 && asked <= 1)) throw new RangeError(`centring is ${asked}; 0 … 1 is allowed`);
    return asked;
  }
  const count = fit.design.coefficients.length;
  const variance = fit.spreads[k]! * fit.spreads[k]!;
  let share = 0;
  for (const person of fit.people) share += Math.max(0, 1 - person!.covariance[k * count + k]! / variance);
  return share / fit.people.length;
}

interface Approximation {
  /** Standard deviations of B and log σ, [coordinate before people]. */
  readonly group: Float64Array;
  readonly variances: Float64Array;
}

function approximate(fit: GroupFit, { prior, centring }: { prior: GroupPrior; centring: Float64Array }): Approximation {
  const { design, spreads, errors } = fit;
  const layout = hierarchicalLayout(design);
  const count = design.coefficients.length;
  const group = new Float64Array(layout.people);
  for (let i = 0; i < layout.spreads; i++) group[i] = least(errors.effects[i]!, prior.standardDeviation[i]!);
  for (let k = 0; k < count; k++) group[layout.spreads + k] = least(errors.spreads[k]! / spreads[k]!, 1);
  const variances = new Float64Array(layout.dimension);
  group.forEach((deviation, i) => {
    variances[i] = deviation * deviation;
  });
  fit.people.forEach((person, p) => {
    for (let k = 0; k < count; k++) {
      const scale = exponential((1 - centring[k]!) * logarithm(spreads[k]!));
      variances[layout.people + p * count + k] = person!.covariance[k * count + k]! / (scale * scale);
    }
  });
  return { group, variances };
}

/** The smaller, or the second where the first is not a number. */
function least(a: number, b: number): number {
  return Number.isNaN(a) ? b : Math.min(a, b);
}

interface StartOptions extends Pick<Approximation, "group"> {
  readonly people: PersonLikelihood;
  readonly centring: Float64Array;
  readonly chain: number;
  readonly seed: number;
}

/** A draw from the normal approximation; nearer to the peak for people for whom the draw is impossible. */
function start(fit: GroupFit, { people, group, centring, chain, seed }: StartOptions): Float64Array {
  const { design } = fit;
  const layout = hierarchicalLayout(design);
  const count = design.coefficients.length;
  const random = new ChainRandom(seedWords(seed), chain, "start");
  random.begin(0);
  const position = new Float64Array(layout.dimension);
  for (let i = 0; i < layout.spreads; i++) position[i] = fit.effects[i]! + APART * group[i]! * random.normal();
  for (let i = layout.spreads; i < layout.people; i++)
    position[i] = logarithm(fit.spreads[i - layout.spreads]!) + group[i]! * random.normal();
  const effects = position.slice(0, layout.spreads);
  const mean = new Float64Array(count);
  fit.people.forEach((person, p) => {
    groupMean(design, { effects, covariance: fit.covariance }, p, mean);
    const factor = cholesky(person!.covariance, count)!;
    const normals = mean.map(() => random.normal());
    const own = new Float64Array(count);
    for (let share = 1; ; share = share > LEAST_SHARE ? 0.5 * share : 0) {
      for (let k = 0; k < count; k++) {
        own[k] = person!.mode[k]!;
        for (let l = 0; l <= k; l++) own[k] = own[k]! + share * factor[k * count + l]! * normals[l]!;
      }
      if (share === 0 || people.isPossible(p, own)) break;
    }
    for (let k = 0; k < count; k++) {
      const scale = exponential((1 - centring[k]!) * position[layout.spreads + k]!);
      position[layout.people + p * count + k] = centring[k]! * mean[k]! + (own[k]! - mean[k]!) / scale;
    }
  });
  return position;
}
