import { exponential, logarithm } from "../math/double.ts";

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
  /** Writes the natural value, its derivative by u, and the derivative of the logarithm of that derivative by u. */
  place(u: number, into: Placed): void;
  /** The u of a natural value; ±∞ at a bound. NaN outside the range. */
  unbounded(natural: number): number;
}

/** A natural value with what a density needs that is moved to the unbounded scale. */
export interface Placed {
  natural: number;
  /** d natural / du; a density on the unbounded scale gains its absolute value as a factor. */
  slope: number;
  /** d log |slope| / du */
  logSlopeDerivative: number;
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
    place(u, into) {
      into.natural = u;
      into.slope = 1;
      into.logSlopeDerivative = 0;
    },
    unbounded: (natural) => natural,
  };
}

function shiftedExponential(lower: number, upper: number, end: number, sign: number): Transform {
  return {
    lower,
    upper,
    natural: (u) => end + sign * exponential(u),
    place(u, into) {
      into.slope = sign * exponential(u);
      into.natural = end + into.slope;
      into.logSlopeDerivative = 1;
    },
    unbounded: (natural) => logarithm(sign * (natural - end)),
  };
}

function scaledLogistic(lower: number, upper: number): Transform {
  const width = upper - lower;
  /** The smaller of the two shares, at −|u|. */
  const share = (u: number): number => {
    const small = exponential(-Math.abs(u));
    return small / (1 + small);
  };
  return {
    lower,
    upper,
    natural: (u) => (u < 0 ? lower + width * share(u) : upper - width * share(u)),
    place(u, into) {
      const small = share(u);
      const difference = 1 - 2 * small;
      into.natural = u < 0 ? lower + width * small : upper - width * small;
      into.slope = width * small * (1 - small);
      into.logSlopeDerivative = u < 0 ? difference : -difference;
    },
    unbounded: (natural) => logarithm((natural - lower) / (upper - natural)),
  };
}

export function emptyPlace(): Placed {
  return { natural: 0, slope: 0, logSlopeDerivative: 0 };
}
