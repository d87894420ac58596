import { regularisedBeta, regularisedGamma } from "../../math/distributions.ts";
import { logarithm, logarithmOfGamma, logarithmOfOnePlus, normalCumulative } from "../../math/double.ts";
import type { FittedParameter } from "../likelihood.ts";
import type { Prior } from "../prior.ts";
import { transformOf } from "../transform.ts";

/** A prior cut to its parameter's range and scaled to 1 there. */
export interface ParameterPrior {
  /** −∞ outside the range, and at a bound towards which the density is infinite. */
  logDensity(natural: number): number;
  /** Derivative of `logDensity`. */
  logDensityDerivative(natural: number): number;
  /** Probability of a value up to `natural`. */
  cumulative(natural: number): number;
  /** The value below which a share of the prior lies. @param probability - 0 … 1 */
  quantile(probability: number): number;
}

/** A distribution over all numbers, before it is cut. */
interface Family {
  logDensity(x: number): number;
  derivative(x: number): number;
  cumulative(x: number): number;
}

const LOG_ROOT_TWO_PI = 0.9189385332046727;
const LOG_TWO = Math.LN2;
const LOG_PI = 1.1447298858494002;

/** @throws RangeError where the prior gives the parameter's range no probability. */
export function parameterPrior(parameter: Pick<FittedParameter, "name" | "lower" | "upper" | "prior">): ParameterPrior {
  const { name, lower, upper, prior } = parameter;
  const family = familyOf(prior);
  const below = lower === Number.NEGATIVE_INFINITY ? 0 : family.cumulative(lower);
  const above = upper === Number.POSITIVE_INFINITY ? 1 : family.cumulative(upper);
  const inside = above - below;
  if (!(inside > 0))
    throw new RangeError(
      `${name}: its prior (${prior.kind}) gives the range [${lower}, ${upper}] no probability; widen the prior or the range`,
    );
  const logInside = logarithm(inside);
  const transform = transformOf(lower, upper);
  const within = (x: number) => x >= lower && x <= upper;
  const cumulative = (x: number): number => {
    if (x <= lower) return 0;
    if (x >= upper) return 1;
    return (family.cumulative(x) - below) / inside;
  };
  return {
    logDensity: (x) => {
      const log = within(x) ? family.logDensity(x) : Number.NEGATIVE_INFINITY;
      // A density that grows without limit towards a bound gives the bound itself no probability.
      return log < Number.POSITIVE_INFINITY ? log - logInside : Number.NEGATIVE_INFINITY;
    },
    logDensityDerivative: (x) => family.derivative(x),
    cumulative,
    quantile: (probability) => {
      if (probability <= 0) return lower;
      if (probability >= 1) return upper;
      // With an upper bound alone the natural value falls as u rises.
      const sign = Number.isFinite(upper) && !Number.isFinite(lower) ? -1 : 1;
      const natural = (u: number) => transform.natural(sign * u);
      return natural(bisect((u) => cumulative(natural(u)) - probability));
    },
  };
}

/** The zero of an increasing function of u, to the last bits. */
function bisect(increasing: (u: number) => number): number {
  let low = -1;
  let high = 1;
  while (increasing(low) > 0 && low > -1e6) low *= 2;
  while (increasing(high) < 0 && high < 1e6) high *= 2;
  for (;;) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high || high - low < 1e-14) return middle;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
}

function familyOf(prior: Prior): Family {
  switch (prior.kind) {
    case "normal":
      return normal(prior.mean, prior.standardDeviation);
    case "logNormal":
      return logNormal(prior.mean, prior.standardDeviation);
    case "halfNormal":
      return halfNormal(prior.standardDeviation);
    case "gamma":
      return gamma(prior.shape, prior.rate);
    case "beta":
      return beta(prior.first, prior.second);
    case "studentT":
      return studentT(prior.degrees, prior.location, prior.scale);
    case "uniform":
      return uniform(prior.lower, prior.upper);
  }
}

function normal(mean: number, deviation: number): Family {
  const logScale = LOG_ROOT_TWO_PI + logarithm(deviation);
  return {
    logDensity: (x) => {
      const distance = (x - mean) / deviation;
      return -0.5 * distance * distance - logScale;
    },
    derivative: (x) => -(x - mean) / (deviation * deviation),
    cumulative: (x) => normalCumulative((x - mean) / deviation),
  };
}

function logNormal(mean: number, deviation: number): Family {
  const logarithmic = normal(mean, deviation);
  return {
    logDensity: (x) => {
      if (!(x > 0)) return Number.NEGATIVE_INFINITY;
      const log = logarithm(x);
      return logarithmic.logDensity(log) - log;
    },
    derivative: (x) => (logarithmic.derivative(logarithm(x)) - 1) / x,
    cumulative: (x) => (x > 0 ? logarithmic.cumulative(logarithm(x)) : 0),
  };
}

function halfNormal(deviation: number): Family {
  const whole = normal(0, deviation);
  return {
    logDensity: (x) => (x < 0 ? Number.NEGATIVE_INFINITY : whole.logDensity(x) + LOG_TWO),
    derivative: whole.derivative,
    cumulative: (x) => (x > 0 ? 2 * whole.cumulative(x) - 1 : 0),
  };
}

function gamma(shape: number, rate: number): Family {
  const logScale = shape * logarithm(rate) - logarithmOfGamma(shape);
  return {
    logDensity: (x) => {
      if (x < 0) return Number.NEGATIVE_INFINITY;
      return (shape === 1 ? 0 : (shape - 1) * logarithm(x)) - rate * x + logScale;
    },
    derivative: (x) => (shape === 1 ? 0 : (shape - 1) / x) - rate,
    cumulative: (x) => regularisedGamma(shape, rate * x),
  };
}

function beta(first: number, second: number): Family {
  const logScale = logarithmOfGamma(first + second) - logarithmOfGamma(first) - logarithmOfGamma(second);
  return {
    logDensity: (x) => {
      if (!(x >= 0 && x <= 1)) return Number.NEGATIVE_INFINITY;
      const low = first === 1 ? 0 : (first - 1) * logarithm(x);
      const high = second === 1 ? 0 : (second - 1) * logarithmOfOnePlus(-x);
      return low + high + logScale;
    },
    derivative: (x) => (first === 1 ? 0 : (first - 1) / x) - (second === 1 ? 0 : (second - 1) / (1 - x)),
    cumulative: (x) => regularisedBeta(first, second, x),
  };
}

function studentT(degrees: number, location: number, scale: number): Family {
  const logScale =
    logarithmOfGamma(0.5 * (degrees + 1)) -
    logarithmOfGamma(0.5 * degrees) -
    0.5 * (logarithm(degrees) + LOG_PI) -
    logarithm(scale);
  return {
    logDensity: (x) => {
      const t = (x - location) / scale;
      return logScale - 0.5 * (degrees + 1) * logarithmOfOnePlus((t * t) / degrees);
    },
    derivative: (x) => {
      const t = (x - location) / scale;
      return (-(degrees + 1) * t) / (degrees + t * t) / scale;
    },
    cumulative: (x) => {
      const t = (x - location) / scale;
      const tail = 0.5 * regularisedBeta(0.5 * degrees, 0.5, degrees / (degrees + t * t));
      return t > 0 ? 1 - tail : tail;
    },
  };
}

function uniform(lower: number, upper: number): Family {
  const logScale = -logarithm(upper - lower);
  return {
    logDensity: (x) => (x >= lower && x <= upper ? logScale : Number.NEGATIVE_INFINITY),
    derivative: () => 0,
    cumulative: (x) => Math.min(1, Math.max(0, (x - lower) / (upper - lower))),
  };
}
