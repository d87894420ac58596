import { logarithm } from "../../math/double.ts";
import { cholesky, inverseFromCholesky } from "../../math/symmetricMatrix.ts";
import { negativeHessian } from "./curvature.ts";
import { type Group, groupMean, type PersonEstimate } from "./groupStep.ts";
import { runInLanes } from "./lanes.ts";
import type { PersonPosterior } from "./personPosterior.ts";
import { possibleStarts } from "./possibleStarts.ts";
import { climb, isImpossible } from "./quasiNewton.ts";

const LOG_TWO_PI = 1.8378770664093453;

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

function nearby(mean: Float64Array, covariance: Float64Array): Float64Array {
  return mean.map((x, k) => x + Math.sqrt(covariance[k * mean.length + k]!) * (k % 2 === 0 ? 1 : -1));
}

/**
 * People under a group.
 *
 * @param query.people - By number.
 * @param query.before - As they were before, in the order of `people`; null at the beginning.
 * @returns In the order of `people`; null if stopped
 */
export function estimatePeople(
  posterior: PersonPosterior,
  query: {
    readonly people: readonly number[];
    readonly group: Group;
    readonly before: readonly (PersonEstimate | null)[] | null;
  },
  signal?: AbortSignal,
): (PersonEstimate | null)[] | null {
  const { people, group, before } = query;
  posterior.setGroup(group.covariance);
  const found: (PersonEstimate | null)[] = [];
  for (const [i, person] of people.entries()) {
    if (signal?.aborted) return null;
    found.push(estimatePerson(posterior, { group, person, before: before?.[i] ?? null }));
  }
  return found;
}
