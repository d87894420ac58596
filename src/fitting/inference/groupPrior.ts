import { exponential } from "../../math/double.ts";
import type { FittedParameter } from "../likelihood.ts";
import { emptyPlace, type Transform } from "../transform.ts";
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

/** Points of the integral. */
const POINTS = 400;
/** Probability outside the integral at either end: what is there would matter only where the moments do not exist. */
const OUTSIDE = 1e-4;

/** Mean and standard deviation of a parameter's prior on the unbounded scale. */
export function unboundedMoments(
  parameter: FittedParameter,
  transform: Transform,
): { readonly mean: number; readonly standardDeviation: number } {
  const prior = parameterPrior(parameter);
  const low = transform.unbounded(prior.quantile(OUTSIDE));
  const high = transform.unbounded(prior.quantile(1 - OUTSIDE));
  const [from, to] = low < high ? [low, high] : [high, low];
  const place = emptyPlace();
  let [total, sum, squares] = [0, 0, 0];
  for (let i = 0; i < POINTS; i++) {
    const u = from + ((i + 0.5) / POINTS) * (to - from);
    transform.place(u, place);
    const density = exponential(prior.logDensity(place.natural)) * Math.abs(place.slope);
    total += density;
    sum += density * u;
    squares += density * u * u;
  }
  const mean = sum / total;
  return { mean, standardDeviation: Math.sqrt(Math.max(0, squares / total - mean * mean)) };
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
