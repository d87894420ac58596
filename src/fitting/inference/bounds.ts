import type { Transform } from "../transform.ts";
import type { ParameterPrior } from "./parameterPrior.ts";

/** A parameter whose estimate has run to the end of its range. */
export interface BoundReached {
  readonly parameter: number;
  readonly end: "lower" | "upper";
}

/** Natural values beyond which a parameter counts as at an end of its range. */
export interface BoundLimits {
  readonly low: number;
  readonly high: number;
}

/** Of the range's width (or of the prior's median, where there is no width): nearer than this is at the bound. */
const NEAR = 1e-4;
/** Times the prior's outermost quantile: beyond it an unbounded parameter has run away. */
const AWAY = 10;
const OUTERMOST = 1e-4;

/** Where each parameter is at an end, or, where its range is open, far outside everything that its prior holds possible. */
export function boundLimits({ lower, upper }: Transform, prior: ParameterPrior): BoundLimits {
  const below = lower > Number.NEGATIVE_INFINITY;
  const above = upper < Number.POSITIVE_INFINITY;
  const median = prior.quantile(0.5);
  const width = below && above ? upper - lower : Math.abs(median - (below ? lower : upper));
  return {
    low: below ? lower + NEAR * width : median - AWAY * (median - prior.quantile(OUTERMOST)),
    high: above ? upper - NEAR * width : median + AWAY * (prior.quantile(1 - OUTERMOST) - median),
  };
}

export function boundsReached(natural: ArrayLike<number>, limits: readonly BoundLimits[]): BoundReached[] {
  return limits.flatMap(({ low, high }, parameter): BoundReached[] => {
    if (natural[parameter]! < low) return [{ parameter, end: "lower" }];
    return natural[parameter]! > high ? [{ parameter, end: "upper" }] : [];
  });
}
