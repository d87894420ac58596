import { exponential, logarithm } from "../../math/double.ts";
import type { Likelihood } from "../likelihood.ts";
import { chainStarts } from "./chainStarts.ts";
import { fitGroup, type GroupFit } from "./empiricalBayes.ts";
import { type GroupDesign, groupDesign } from "./groupDesign.ts";
import { type GroupPrior, groupPriorOf } from "./groupPrior.ts";
import { hierarchicalLayout } from "./hierarchicalPosterior.ts";
import { PersonLikelihood } from "./personLikelihood.ts";
import { PersonPosterior } from "./personPosterior.ts";
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
  /** By empirical Bayes, in at most `PLAN_ITERATIONS` iterations; default: made here. */
  readonly fit?: GroupFit;
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

/** Iterations of the approximation: it need not come to rest. */
export const PLAN_ITERATIONS = 25;

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
  const fit = options.fit ?? fitGroup(likelihood, { design, iterations: PLAN_ITERATIONS, ...(signal && { signal }) });
  if (fit === null) return null;
  const impossible = design.people.filter((_, p) => fit.people[p] === null);
  if (impossible.length > 0) throw new ImpossibleResponses(impossible);

  const count = design.coefficients.length;
  const centring = new Float64Array(count).map((_, k) => centringOf(fit, k, options.centring ?? "adapted"));
  const { group, variances } = approximate(fit, { prior, centring });
  const starts = chainStarts(new PersonPosterior(new PersonLikelihood(likelihood, design)), {
    ...{ fit, prior, centring, deviations: group, chains, seed, ...(signal && { signal }) },
  });
  return starts && { design, prior, centring, variances, starts };
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
