import { type Arithmetic, ROUNDING } from "./arithmetic.ts";
import { EXPONENTIAL, LN2_HIGH, LN2_LOW, LOGARITHM_EVEN, LOGARITHM_ODD, LOWEST, SMALLEST_NORMAL } from "./constants.ts";

/**
 * Elementary functions in binary64 over any `Arithmetic`. Reductions and the rational approximation of the logarithm are
 * those of fdlibm (Sun Microsystems 1993); the exponential is a polynomial, because it may not wait for a division; log(1 + x) corrects the rounding of 1 + x (Kahan, in the HP-15C handbook 1982).
 */

const SINE = [
  1.58969099521155e-10, -2.5050760253406863e-8, 2.7557313707070068e-6, -0.0001984126982985795, 0.00833333333332249,
];
const SINE_FIRST = -0.16666666666666632;
const COSINE = [
  -1.1359647557788195e-11, 2.087572321298175e-9, -2.7557314351390663e-7, 2.480158728947673e-5, -0.001388888888887411,
  0.0416666666666666,
];
/** π/2 in two parts of 33 bits and a rest. */
const HALF_PI = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;
/** Largest |x| of sine and cosine. */
const FARTHEST_ANGLE = 2 ** 20;

/** c₀xⁿ + … + cₙ by Horner's rule. */
export function polynomial<R, T>(of: Arithmetic<R, T>, x: R, coefficients: readonly number[]): R {
  let p = of.constant(coefficients[0]!);
  for (let i = 1; i < coefficients.length; i++) p = of.add(of.multiply(p, x), of.constant(coefficients[i]!));
  return p;
}

/** c₀ + c₁x of the exponential's series, from a given coefficient on. */
function exponentialPair<R, T>(of: Arithmetic<R, T>, x: R, first: number): R {
  return of.add(of.constant(EXPONENTIAL[first]!), of.multiply(of.constant(EXPONENTIAL[first + 1]!), x));
}

/**
 * (eˣ − 1 − x) / x² by pairs (Estrin 1960, doi:10.1145/1460361.1460365): fewer operations wait for each other than in
 * Horner's rule. Written out, since on plain numbers lists would cost more than the sums.
 */
function exponentialSeries<R, T>(of: Arithmetic<R, T>, x: R): R {
  const square = of.multiply(x, x);
  const fourth = of.multiply(square, square);
  const low = of.add(exponentialPair(of, x, 0), of.multiply(exponentialPair(of, x, 2), square));
  const middle = of.add(exponentialPair(of, x, 4), of.multiply(exponentialPair(of, x, 6), square));
  const sum = of.add(low, of.multiply(middle, fourth));
  return of.add(sum, of.multiply(exponentialPair(of, x, 8), of.multiply(fourth, fourth)));
}

/** n + `ROUNDING` and eʳ − 1, where x = n ln 2 + r and |r| ≤ ½ ln 2. */
function reduced<R, T>(of: Arithmetic<R, T>, x: R): { readonly shifted: R; readonly excess: R } {
  const shifted = of.add(of.multiply(x, of.constant(Math.LOG2E)), of.constant(ROUNDING));
  const n = of.subtract(shifted, of.constant(ROUNDING));
  const high = of.subtract(x, of.multiply(n, of.constant(LN2_HIGH)));
  const r = of.subtract(high, of.multiply(n, of.constant(LN2_LOW)));
  const series = of.multiply(of.multiply(r, r), exponentialSeries(of, r));
  return { shifted, excess: of.add(r, series) };
}

/** eˣ; 0 where it would be below 3.3·10⁻³⁰⁸. */
export function exponential<R, T>(of: Arithmetic<R, T>, x: R): R {
  return scaled(of, x, of.minimum(x, of.constant(710)));
}

/** eˣ for x ≤ 0, with the bits of `exponential`. */
function exponentialOfNegative<R, T>(of: Arithmetic<R, T>, x: R): R {
  return scaled(of, x, x);
}

/** @param limited - x, but at most 710. */
function scaled<R, T>(of: Arithmetic<R, T>, x: R, limited: R): R {
  const { shifted, excess } = reduced(of, limited);
  const p = of.add(of.constant(1), excess);
  // Twice and half, so that 2¹⁰²⁴ need not be a number.
  const result = of.multiply(of.add(p, p), of.halfPowerOfTwo(shifted));
  return of.select(of.less(x, of.constant(LOWEST)), of.constant(0), result);
}

/** eˣ − 1, accurate near 0. */
export function exponentialMinusOne<R, T>(of: Arithmetic<R, T>, x: R): R {
  const { shifted, excess } = reduced(of, of.minimum(x, of.constant(710)));
  const half = of.halfPowerOfTwo(shifted);
  // 2ⁿ p + (2ⁿ − 1); where 2ⁿ alone decides, −1 is too small to matter.
  const near = of.add(of.multiply(of.add(excess, excess), half), of.subtract(of.add(half, half), of.constant(1)));
  const far = of.multiply(of.multiply(of.add(of.constant(1), excess), half), of.constant(2));
  const result = of.select(of.less(of.constant(700), x), far, near);
  return of.select(of.less(x, of.constant(-40)), of.constant(-1), result);
}

/** log(1 + f) + k ln 2 for 1 + f in √½ … √2. */
function logarithmNearOne<R, T>(of: Arithmetic<R, T>, f: R, k: R): R {
  const s = of.divide(f, of.add(of.constant(2), f));
  const z = of.multiply(s, s);
  const w = of.multiply(z, z);
  const even = of.multiply(w, polynomial(of, w, LOGARITHM_EVEN));
  const odd = of.multiply(z, polynomial(of, w, LOGARITHM_ODD));
  const half = of.multiply(of.multiply(of.constant(0.5), f), f);
  const rest = of.add(of.multiply(s, of.add(half, of.add(even, odd))), of.multiply(k, of.constant(LN2_LOW)));
  return of.subtract(of.multiply(k, of.constant(LN2_HIGH)), of.subtract(of.subtract(half, rest), f));
}

/** Natural logarithm; −∞ at 0 and for numbers below 2⁻¹⁰²², NaN for negative ones. */
export function logarithm<R, T>(of: Arithmetic<R, T>, x: R): R {
  const normal = logarithmNearOne(of, of.subtract(of.mantissa(x), of.constant(1)), of.exponent(x));
  const negative = of.less(x, of.constant(0));
  const special = of.select(negative, of.constant(Number.NaN), of.constant(Number.NEGATIVE_INFINITY));
  const below = of.select(of.less(x, of.constant(SMALLEST_NORMAL)), special, normal);
  return of.select(of.less(x, of.constant(Number.POSITIVE_INFINITY)), below, x);
}

/** log(1 + x), accurate near 0. */
export function logarithmOfOnePlus<R, T>(of: Arithmetic<R, T>, x: R): R {
  const u = of.add(of.constant(1), x);
  const missing = of.subtract(x, of.subtract(u, of.constant(1)));
  const correction = of.divide(missing, of.maximum(u, of.constant(2 ** -60)));
  const small = of.less(x, of.constant(2 ** 53));
  return of.add(logarithm(of, u), of.select(small, correction, of.constant(0)));
}

/** log(1 + x) for 0 ≤ x ≤ 1. */
function logarithmOfOnePlusFraction<R, T>(of: Arithmetic<R, T>, x: R): R {
  const large = of.less(of.constant(Math.SQRT2 - 1), x);
  const halved = of.subtract(of.multiply(of.constant(0.5), x), of.constant(0.5));
  const k = of.select(large, of.constant(1), of.constant(0));
  return logarithmNearOne(of, of.select(large, halved, x), k);
}

/** 1 / (1 + e⁻ˣ) */
export function logistic<R, T>(of: Arithmetic<R, T>, x: R): R {
  const e = exponentialOfNegative(of, of.negate(of.absolute(x)));
  const numerator = of.select(of.less(x, of.constant(0)), e, of.constant(1));
  return of.divide(numerator, of.add(of.constant(1), e));
}

/** log(1 / (1 + e⁻ˣ)), without overflow. */
export function logarithmOfLogistic<R, T>(of: Arithmetic<R, T>, x: R): R {
  const e = exponentialOfNegative(of, of.negate(of.absolute(x)));
  return of.subtract(of.minimum(x, of.constant(0)), logarithmOfOnePlusFraction(of, e));
}

/** Hyperbolic tangent. */
export function hyperbolicTangent<R, T>(of: Arithmetic<R, T>, x: R): R {
  const a = of.absolute(x);
  const e = exponentialMinusOne(of, of.minimum(of.add(a, a), of.constant(50)));
  const t = of.divide(e, of.add(e, of.constant(2)));
  // The equal case keeps the sign of 0.
  const exact = of.select(of.equal(x, of.constant(0)), x, t);
  return of.select(of.less(x, of.constant(0)), of.negate(t), exact);
}

/**
 * xʸ: 1 for y = 0; for negative x only with whole y, else NaN. The relative error grows with |y log x|, about
 * 2·10⁻¹⁶ times it.
 */
export function power<R, T>(of: Arithmetic<R, T>, x: R, y: R): R {
  const zero = of.constant(0);
  const size = exponential(of, of.multiply(y, logarithm(of, of.absolute(x))));
  const whole = of.equal(of.floor(y), y);
  const half = of.multiply(y, of.constant(0.5));
  const odd = of.not(of.equal(of.floor(half), half));
  const signed = of.select(odd, of.negate(size), size);
  const negative = of.select(whole, signed, of.constant(Number.NaN));
  const result = of.select(of.less(x, zero), negative, size);
  return of.select(of.equal(y, zero), of.constant(1), result);
}

/** sin x, cos x, and the quarter turn: 0 … 3. */
function turn<R, T>(of: Arithmetic<R, T>, x: R): { readonly sine: R; readonly cosine: R; readonly quarter: R } {
  const [first, second, third] = HALF_PI;
  const n = of.subtract(of.add(of.multiply(x, of.constant(2 / Math.PI)), of.constant(ROUNDING)), of.constant(ROUNDING));
  const a = of.subtract(x, of.multiply(n, of.constant(first)));
  const w = of.multiply(n, of.constant(second));
  const r = of.subtract(a, w);
  const rest = of.subtract(of.subtract(of.subtract(a, r), w), of.multiply(n, of.constant(third)));
  const y = of.add(r, rest);
  const tail = of.add(of.subtract(r, y), rest);
  const z = of.multiply(y, y);
  const cube = of.multiply(z, y);
  const half = of.constant(0.5);
  const inner = of.subtract(of.multiply(half, tail), of.multiply(cube, polynomial(of, z, SINE)));
  const sine = of.subtract(
    y,
    of.subtract(of.subtract(of.multiply(z, inner), tail), of.multiply(cube, of.constant(SINE_FIRST))),
  );
  const halfSquare = of.multiply(half, z);
  const one = of.constant(1);
  const c = of.subtract(one, halfSquare);
  const series = of.multiply(z, of.multiply(z, polynomial(of, z, COSINE)));
  const correction = of.subtract(series, of.multiply(y, tail));
  const cosine = of.add(c, of.add(of.subtract(of.subtract(one, c), halfSquare), correction));
  const quarter = of.subtract(n, of.multiply(of.constant(4), of.floor(of.multiply(n, of.constant(0.25)))));
  return { sine, cosine, quarter };
}

/** Sine; NaN for |x| > 2²⁰. */
export function sine<R, T>(of: Arithmetic<R, T>, x: R): R {
  const { sine: s, cosine: c, quarter } = turn(of, x);
  const odd = of.either(of.equal(quarter, of.constant(1)), of.equal(quarter, of.constant(3)));
  const value = of.select(odd, c, s);
  const signed = of.select(of.less(quarter, of.constant(2)), value, of.negate(value));
  return of.select(of.lessOrEqual(of.absolute(x), of.constant(FARTHEST_ANGLE)), signed, of.constant(Number.NaN));
}

/** Cosine; NaN for |x| > 2²⁰. */
export function cosine<R, T>(of: Arithmetic<R, T>, x: R): R {
  const { sine: s, cosine: c, quarter } = turn(of, x);
  const first = of.equal(quarter, of.constant(1));
  const odd = of.either(first, of.equal(quarter, of.constant(3)));
  const value = of.select(odd, s, c);
  const negative = of.either(first, of.equal(quarter, of.constant(2)));
  const signed = of.select(negative, of.negate(value), value);
  return of.select(of.lessOrEqual(of.absolute(x), of.constant(FARTHEST_ANGLE)), signed, of.constant(Number.NaN));
}
