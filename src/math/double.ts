import { plain } from "./double/arithmetic.ts";
import * as elementary from "./double/elementary.ts";
import * as special from "./double/special.ts";
import * as writtenOut from "./double/writtenOut.ts";

/**
 * Elementary functions in IEEE 754 binary64, defined operation by operation so that every machine gives the same bits.
 * Errors are in `docs/numerics.md`.
 */

/** eˣ; 0 where it would be below 3.3·10⁻³⁰⁸. */
export function exponential(x: number): number {
  return writtenOut.exponential(x);
}

/** eˣ − 1, accurate near 0. */
export function exponentialMinusOne(x: number): number {
  return elementary.exponentialMinusOne(plain, x);
}

/** Natural logarithm; −∞ at 0 and for numbers below 2⁻¹⁰²², NaN for negative ones. */
export function logarithm(x: number): number {
  return writtenOut.logarithm(x);
}

/** log(1 + x), accurate near 0. */
export function logarithmOfOnePlus(x: number): number {
  return writtenOut.logarithmOfOnePlus(x);
}

/** 1 / (1 + e⁻ˣ) */
export function logistic(x: number): number {
  return elementary.logistic(plain, x);
}

/** log(1 / (1 + e⁻ˣ)), without overflow. */
export function logarithmOfLogistic(x: number): number {
  return elementary.logarithmOfLogistic(plain, x);
}

/** Hyperbolic tangent. */
export function hyperbolicTangent(x: number): number {
  return elementary.hyperbolicTangent(plain, x);
}

/** xʸ; NaN for negative x unless y is whole. */
export function power(x: number, y: number): number {
  return elementary.power(plain, x, y);
}

/** Sine; NaN for |x| > 2²⁰. */
export function sine(x: number): number {
  return elementary.sine(plain, x);
}

/** Cosine; NaN for |x| > 2²⁰. */
export function cosine(x: number): number {
  return elementary.cosine(plain, x);
}

/** Complementary error function. */
export function complementaryErrorFunction(x: number): number {
  return special.complementaryErrorFunction(plain, x);
}

/** Φ(x) of the standard normal distribution. */
export function normalCumulative(x: number): number {
  return special.normalCumulative(plain, x);
}

/** log Φ(x), accurate in both tails. */
export function logarithmOfNormalCumulative(x: number): number {
  return special.logarithmOfNormalCumulative(plain, x);
}

/** φ(x) / Φ(x), the derivative of log Φ(x). */
export function normalHazard(x: number): number {
  return special.normalHazard(plain, x);
}

/** log Γ(x) for x > 0; ∞ at 0, NaN below. */
export function logarithmOfGamma(x: number): number {
  return special.logarithmOfGamma(plain, x);
}

/** ψ(x), the derivative of log Γ(x), for x > 0; NaN below. */
export function digamma(x: number): number {
  return special.digamma(plain, x);
}
