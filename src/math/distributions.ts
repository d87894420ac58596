/** Distribution functions of gamma and beta variables in binary64, the same bits in every engine. */
import { exponential, logarithm, logarithmOfGamma, logarithmOfOnePlus } from "./double.ts";

const ITERATIONS = 500;
const SMALLEST = 1e-300;
const PRECISION = 2 ** -53;

/**
 * P(a, x) = γ(a, x) / Γ(a), the distribution function of a gamma variable of shape a and rate 1.
 *
 * Series below x = a + 1, Lentz's continued fraction of the complement above (Gautschi 1979, doi:10.1145/355972.355975).
 */
export function regularisedGamma(a: number, x: number): number {
  if (!(a > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  const front = exponential(a * logarithm(x) - x - logarithmOfGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < ITERATIONS && term > sum * PRECISION; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.min(1, front * sum);
  }
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < ITERATIONS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 2 * PRECISION) break;
  }
  return 1 - front * fraction;
}

/**
 * I_x(a, b), the distribution function of a beta variable, by Lentz's continued fraction on the side where it converges
 * quickly (DLMF 8.17.22).
 */
export function regularisedBeta(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaByFraction(b, a, 1 - x);
  return betaByFraction(a, b, x);
}

function betaByFraction(a: number, b: number, x: number): number {
  const logFront =
    logarithmOfGamma(a + b) - logarithmOfGamma(a) - logarithmOfGamma(b) + a * logarithm(x) + b * logarithmOfOnePlus(-x);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < ITERATIONS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 2 * PRECISION) break;
  }
  return (exponential(logFront) * fraction) / a;
}

function awayFromZero(x: number): number {
  return Math.abs(x) < SMALLEST ? SMALLEST : x;
}
