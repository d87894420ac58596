import { exponential, logarithm } from "../../math/double.ts";
import { cholesky, inverseFromCholesky } from "../../math/symmetricMatrix.ts";
import type { Likelihood } from "../likelihood.ts";
import { negativeHessian } from "./curvature.ts";
import { effectName, type GroupDesign, groupDesign, recordsOf } from "./groupDesign.ts";
import { groupPriorOf } from "./groupPrior.ts";
import {
  type Group,
  type GroupErrors,
  type GroupStepOptions,
  groupErrors,
  groupMean,
  groupStep,
  type PersonEstimate,
} from "./groupStep.ts";
import { runInLanes } from "./lanes.ts";
import { PersonLikelihood } from "./personLikelihood.ts";
import { PersonPosterior } from "./personPosterior.ts";
import { possibleStarts } from "./possibleStarts.ts";
import { climb, isImpossible } from "./quasiNewton.ts";

export interface EmpiricalBayesOptions {
  /** Default: every record a person, no conditions. */
  readonly design?: GroupDesign;
  /** Whether coefficients vary independently of each other (default) or with a full covariance. */
  readonly covariance?: GroupStepOptions["shape"];
  /** Change of B and σ, in units of σ, below which the fit ends. Default 1e-3. */
  readonly tolerance?: number;
  /** Default 300. */
  readonly iterations?: number;
  readonly onIteration?: (iteration: number, logMarginal: number) => void;
  readonly signal?: AbortSignal;
}

/** A group and its people by empirical Bayes. */
export interface GroupFit extends Group {
  readonly design: GroupDesign;
  /** σ, [coefficient] */
  readonly spreads: Float64Array;
  readonly errors: GroupErrors;
  /** In the order of the design's people; null for those who could not be fitted. */
  readonly people: readonly (PersonEstimate | null)[];
  /** Logarithm of the likelihood of all people, integrated over their coefficients by Laplace's method. */
  readonly logMarginal: number;
  /** Parameters of the group. */
  readonly parameters: number;
  /** −2 log marginal + parameters · log(observations) (Huys et al. 2011); smaller is better. */
  readonly integratedBic: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** In plain words. */
  readonly warnings: readonly string[];
}

const LOG_TWO_PI = 1.8378770664093453;
/** Share of the prior's spread below which people are taken for equal. */
const SMALLEST_SPREAD = 0.03;
/** Share of the prior's spread beyond which no leap goes. */
const MOST_SPREAD = 20;

/**
 * Hierarchical fit by expectation–maximisation with Laplace's method (Huys et al. 2011,
 * doi:10.1371/journal.pcbi.1002028; Piray et al. 2019, doi:10.1371/journal.pcbi.1007043): each person's coefficients as
 * a normal distribution around their most probable values under the group, then the group that suits them best, until
 * neither moves. Every second step is a leap along the last two, unless that would lose likelihood.
 *
 * @returns null if stopped by `signal`.
 */
export function fitGroup(likelihood: Likelihood, options: EmpiricalBayesOptions = {}): GroupFit | null {
  const { tolerance = 1e-3, iterations: limit = 300, signal } = options;
  const design = options.design ?? groupDesign(likelihood);
  const people = new PersonLikelihood(likelihood, design);
  const posterior = new PersonPosterior(people);
  const prior = groupPriorOf(likelihood.parameters, people.transforms, design);
  const count = design.coefficients.length;
  const columns = design.between.names.length;
  const shape = options.covariance ?? "diagonal";
  const floor = prior.spread.map((spread) => SMALLEST_SPREAD * spread);

  let found: (PersonEstimate | null)[] = design.people.map(() => null);
  let weights = new Float64Array(0);
  let logMarginal = Number.NEGATIVE_INFINITY;
  /** Estimates everybody under a group. @returns Whether it was not stopped. */
  const estimateAll = (group: Group): boolean => {
    posterior.setGroup(group.covariance);
    const known: (PersonEstimate | null)[] = [];
    for (let person = 0; person < design.people.length; person++) {
      if (signal?.aborted) return false;
      known.push(estimatePerson(posterior, { group, person, before: found[person] ?? null }));
    }
    found = known;
    weights = Float64Array.from(found, (estimate) => (estimate === null ? 0 : 1));
    if (!weights.includes(1))
      throw new RangeError("no person could be fitted: the responses are impossible under the model");
    logMarginal = found.reduce((sum, estimate) => sum + (estimate?.logMarginal ?? 0), 0);
    return true;
  };
  const suited = (): Group => groupStep(design, filled(found, count), { shape, floor, weights });

  let group: Group = { effects: prior.mean.slice(), covariance: diagonal(prior.spread) };
  let iterations = 0;
  let converged = false;
  /** The last two groups before `group`, as long as each came from the one before by a plain step. */
  let path: Group[] = [];
  let reached = Number.NEGATIVE_INFINITY;
  let plain: Group | null = null;
  while (!converged && iterations < limit) {
    if (!estimateAll(group)) return null;
    iterations++;
    if (plain !== null && logMarginal < reached) {
      // The leap went too far.
      group = plain;
      plain = null;
      continue;
    }
    plain = null;
    reached = logMarginal;
    const next = suited();
    converged = change(group, next, count, columns) < tolerance;
    options.onIteration?.(iterations, logMarginal);
    path.push(group);
    const leap =
      shape === "diagonal" && path.length === 2 && !converged ? leapOf([...path, next], prior.spread, floor) : null;
    if (path.length === 2) path = [];
    group = leap ?? next;
    if (leap !== null) plain = next;
  }

  const spreads = Float64Array.from({ length: count }, (_, k) => Math.sqrt(group.covariance[k * count + k]!));
  const observations = recordsOf(design).reduce(
    (sum, records, p) => sum + weights[p]! * records.reduce((n, record) => n + likelihood.observations[record]!, 0),
    0,
  );
  const parameters = count * columns + (shape === "diagonal" ? count : (count * (count + 1)) / 2);
  posterior.setGroup(group.covariance);
  const errors = groupErrors(design, filled(found, count), { precision: posterior.precision, spreads, weights });
  return {
    ...{ design, ...group, spreads, people: found, logMarginal, parameters, iterations, converged, errors },
    integratedBic: -2 * logMarginal + parameters * logarithm(Math.max(1, observations)),
    warnings: [
      ...(converged
        ? []
        : [
            `the fit did not come to rest in ${limit} iterations: the data tell too little about how people differ; take a simpler model, or sample it (NUTS)`,
          ]),
      ...design.people.flatMap((name, p) =>
        found[p] === null ? [`${name} is left out: the responses are impossible under the model at every start`] : [],
      ),
      ...design.coefficients.flatMap((_, k) =>
        spreads[k]! > errors.spreads[k]!
          ? []
          : [`${effectName(design, k, 0)}: differences between people can't be told from noise`],
      ),
    ],
  };
}

/**
 * A person's most probable coefficients under a group, from the group's mean and from where they were before (or, where
 * these are impossible, from points over the priors), and the curvature there; null where the responses are impossible.
 */
export function estimatePerson(
  posterior: PersonPosterior,
  { group, person, before }: { group: Group; person: number; before: PersonEstimate | null },
): PersonEstimate | null {
  const n = posterior.dimension;
  posterior.person = person;
  groupMean(posterior.people.design, group, person, posterior.mean);
  const starts = [posterior.mean.slice(), before?.mode ?? nearby(posterior.mean, group.covariance)];
  const climbFrom = (from: readonly Float64Array[]) =>
    runInLanes(
      posterior,
      from.map((start) => climb(start)),
    )!;
  let peaks = climbFrom(starts);
  if (peaks.every(isImpossible)) peaks = climbFrom(possibleStarts(posterior, posterior.people.spread()));
  if (peaks.every(isImpossible)) return null;
  const best = peaks.reduce((a, b) => (b.logDensity > a.logDensity ? b : a));
  const factor = cholesky(negativeHessian(posterior, best.position), n);
  if (factor === null) {
    // Not a peak in every direction: nothing is known there but the group.
    const logMarginal = best.logDensity - posterior.logPeakOfGroup;
    return { mode: best.position, covariance: group.covariance.slice(), logMarginal };
  }
  let logMarginal = best.logDensity + 0.5 * n * LOG_TWO_PI;
  for (let i = 0; i < n; i++) logMarginal -= logarithm(factor[i * n + i]!);
  return { mode: best.position, covariance: inverseFromCholesky(factor, n), logMarginal };
}

/**
 * Extrapolates two steps of a slow iteration (squared extrapolation, step length S3 of Varadhan & Roland 2008,
 * doi:10.1111/j.1467-9469.2007.00585.x), on effects in units of the priors' spreads and on logarithms of the spreads.
 *
 * @param path - A group and the two that followed from it.
 * @returns null where it would not go farther than they did.
 */
function leapOf(path: readonly Group[], priorSpread: Float64Array, floor: Float64Array): Group | null {
  const count = priorSpread.length;
  const columns = path[0]!.effects.length / count;
  const [first, second, third] = path.map(({ effects, covariance }) =>
    Float64Array.from({ length: effects.length + count }, (_, at) =>
      at < effects.length
        ? effects[at]! / priorSpread[Math.floor(at / columns)]!
        : 0.5 * logarithm(covariance[(at - effects.length) * (count + 1)]!),
    ),
  ) as [Float64Array, Float64Array, Float64Array];
  let step = 0;
  let bend = 0;
  for (let at = 0; at < first.length; at++) {
    const r = second[at]! - first[at]!;
    const v = third[at]! - second[at]! - r;
    step += r * r;
    bend += v * v;
  }
  const length = Math.sqrt(step / bend);
  if (!(length > 1) || !Number.isFinite(length)) return null;
  const leapt = first.map((start, at) => {
    const r = second[at]! - start;
    const v = third[at]! - second[at]! - r;
    return start + 2 * length * r + length * length * v;
  });
  const effects = path[0]!.effects.map((_, at) => leapt[at]! * priorSpread[Math.floor(at / columns)]!);
  const spreads = floor.map((least, k) =>
    Math.min(MOST_SPREAD * priorSpread[k]!, Math.max(least, exponential(leapt[effects.length + k]!))),
  );
  return { effects, covariance: diagonal(spreads) };
}

function nearby(mean: Float64Array, covariance: Float64Array): Float64Array {
  return mean.map((x, k) => x + Math.sqrt(covariance[k * mean.length + k]!) * (k % 2 === 0 ? 1 : -1));
}

function diagonal(spread: Float64Array): Float64Array {
  const matrix = new Float64Array(spread.length * spread.length);
  spread.forEach((x, k) => {
    matrix[k * spread.length + k] = x * x;
  });
  return matrix;
}

function filled(people: readonly (PersonEstimate | null)[], count: number): PersonEstimate[] {
  const none = { mode: new Float64Array(count), covariance: new Float64Array(count * count), logMarginal: 0 };
  return people.map((estimate) => estimate ?? none);
}

/** The largest change of an effect or a standard deviation, in units of the standard deviation. */
function change(before: Group, after: Group, count: number, columns: number): number {
  let most = 0;
  for (let k = 0; k < count; k++) {
    const spread = Math.sqrt(after.covariance[k * count + k]!);
    most = Math.max(most, Math.abs(Math.sqrt(before.covariance[k * count + k]!) / spread - 1));
    for (let j = k * columns; j < (k + 1) * columns; j++)
      most = Math.max(most, Math.abs(after.effects[j]! - before.effects[j]!) / spread);
  }
  return most;
}
