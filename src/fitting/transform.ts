import { exponential, logarithm, logarithmOfOnePlus } from "../math/double.ts";

/**
 * A parameter's natural range mapped onto all real numbers u.
 *
 * | range | natural value |
 * |---|---|
 * | (−∞, ∞) | u |
 * | [a, ∞) | a + exp(u) |
 * | (−∞, b] | b − exp(u) |
 * | [a, b] | a + (b − a) / (1 + exp(−u)) |
 */
export interface Transform {
  readonly lower: number;
  readonly upper: number;
  /** Natural value at u. */
  natural(u: number): number;
  /** d natural / du at u. */
  slope(u: number): number;
  /** log |d natural / du| at u: what a density gains when it is taken on the unbounded scale. */
  logSlope(u: number): number;
  /** Derivative of `logSlope` by u. */
  logSlopeDerivative(u: number): number;
  /** The u of a natural value; ±∞ at a bound. NaN outside the range. */
  unbounded(natural: number): number;
}

/** @throws RangeError unless lower < upper */
export function transformOf(lower: number, upper: number): Transform {
  if (!(lower < upper)) throw new RangeError(`range [${lower}, ${upper}]: the lower end must be below the upper one`);
  const below = lower > Number.NEGATIVE_INFINITY;
  const above = upper < Number.POSITIVE_INFINITY;
  if (below && above) return scaledLogistic(lower, upper);
  if (below) return shiftedExponential(lower, upper, lower, 1);
  if (above) return shiftedExponential(lower, upper, upper, -1);
  return {
    lower,
    upper,
    natural: (u) => u,
    slope: () => 1,
    logSlope: () => 0,
    logSlopeDerivative: () => 0,
    unbounded: (natural) => natural,
  };
}

function shiftedExponential(lower: number, upper: number, end: number, sign: number): Transform {
  return {
    lower,
    upper,
    natural: (u) => end + sign * exponential(u),
    slope: (u) => sign * exponential(u),
    logSlope: (u) => u,
    logSlopeDerivative: () => 1,
    unbounded: (natural) => logarithm(sign * (natural - end)),
  };
}

function scaledLogistic(lower: number, upper: number): Transform {
  const width = upper - lower;
  const logWidth = logarithm(width);
  /** The smaller of the two shares, at −|u|. */
  const share = (u: number): number => {
    const small = exponential(-Math.abs(u));
    return small / (1 + small);
  };
  return {
    lower,
    upper,
    natural: (u) => (u < 0 ? lower + width * share(u) : upper - width * share(u)),
    slope: (u) => {
      const small = share(u);
      return width * small * (1 - small);
    },
    logSlope: (u) => logWidth - Math.abs(u) - 2 * logarithmOfOnePlus(exponential(-Math.abs(u))),
    logSlopeDerivative: (u) => {
      const difference = 1 - 2 * share(u);
      return u < 0 ? difference : -difference;
    },
    unbounded: (natural) => logarithm((natural - lower) / (upper - natural)),
  };
}
