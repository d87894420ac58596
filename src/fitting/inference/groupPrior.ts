import type { FittedParameter } from "../likelihood.ts";
import type { Transform } from "../transform.ts";
import type { GroupDesign } from "./groupDesign.ts";
import { parameterPrior } from "./parameterPrior.ts";

/** What is held possible of a group before its data, on the unbounded scale. */
export interface GroupPrior {
  /** Normal prior of B, [coefficient, between column]. */
  readonly mean: Float64Array;
  readonly standardDeviation: Float64Array;
  /** Standard deviation of the half-normal prior of each coefficient's σ, [coefficient]. */
  readonly spread: Float64Array;
}

/** Points at which the prior's quantiles are taken. */
const POINTS = 400;

/** Mean and standard deviation of a parameter's prior on the unbounded scale, over its quantiles. */
export function unboundedMoments(
  parameter: FittedParameter,
  transform: Transform,
): { readonly mean: number; readonly standardDeviation: number } {
  const prior = parameterPrior(parameter);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < POINTS; i++) {
    const u = transform.unbounded(prior.quantile((i + 0.5) / POINTS));
    sum += u;
    squares += u * u;
  }
  const mean = sum / POINTS;
  return { mean, standardDeviation: Math.sqrt(Math.max(0, squares / POINTS - mean * mean)) };
}

/**
 * The group's prior from the parameters' own: what one subject may be, the group's mean may be; people may differ by as
 * much; and an effect may be as large as people's differences, in either direction.
 */
export function groupPriorOf(
  parameters: readonly FittedParameter[],
  transforms: readonly Transform[],
  design: GroupDesign,
): GroupPrior {
  const moments = parameters.map((parameter, d) => unboundedMoments(parameter, transforms[d]!));
  const columns = design.between.names.length;
  const count = design.coefficients.length;
  const mean = new Float64Array(count * columns);
  const standardDeviation = new Float64Array(count * columns);
  const spread = new Float64Array(count);
  design.coefficients.forEach(({ parameter, within }, k) => {
    const own = moments[parameter]!;
    spread[k] = own.standardDeviation;
    standardDeviation.fill(own.standardDeviation, k * columns, (k + 1) * columns);
    if (within === 0) mean[k * columns] = own.mean;
  });
  return { mean, standardDeviation, spread };
}
