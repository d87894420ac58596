import type { Arithmetic } from "./arithmetic.ts";
import { exponential, logarithm, logarithmOfOnePlus, polynomial } from "./elementary.ts";

/**
 * The normal distribution and the gamma function in binary64 over any `Arithmetic`.
 *
 * e^(z²) erfc(z) (1 + 2z) is a polynomial in (z − 3.75) / (z + 3.75) for all z ≥ 0 (Schonfelder 1978,
 * doi:10.1090/S0025-5718-1978-0494846-8); its coefficients come from `tools/doubles/coefficients.py`. The gamma function
 * and its logarithm's derivative are Stirling's series after a shift to arguments of at least 8.
 */

const SCALED_ERROR = [
  3.1114333809799254e-10, -2.623107347133476e-9, -3.744210080962018e-9, 3.197926671666804e-8, 2.3263508708859124e-8,
  -2.4857126248016745e-7, -5.7218230603224086e-8, 1.7419821586224816e-6, -9.73559896736775e-7, -1.1438048033346894e-5,
  2.238423915508223e-5, 5.164652974177416e-5, -0.0002901540805408417, 0.000293714378044958, 0.0017556258528952954,
  -0.009746579683265262, 0.028362277418956406, -0.05869339857664934, 0.09230432116037748, -0.10880393014244462,
  0.0822767384901452, 0.0035854154854790257, -0.14024059858554697, 1.2375126308378275,
];
/** Coefficients of y⁻¹, y⁻³, … of Stirling's series for log Γ, last one first. */
const STIRLING = [-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
/** Coefficients of y⁻², y⁻⁴, … of the series for ψ, last one first. */
const DIGAMMA = [3617 / 8160, -1 / 12, 691 / 32760, -1 / 132, 1 / 240, -1 / 252, 1 / 120, -1 / 12];
const HALF_LOG_TWO_PI = 0.9189385332046728;
const SHIFTS = 8;

/** e^(z²) erfc(z) for z ≥ 0. */
function scaledErrorFunction<R, T>(of: Arithmetic<R, T>, z: R): R {
  const far = of.constant(3.75);
  const t = of.divide(of.subtract(z, far), of.add(z, far));
  return of.divide(polynomial(of, t, SCALED_ERROR), of.add(of.constant(1), of.add(z, z)));
}

/** e^(−f a²) for a ≥ 0, f = 1 or ½: the square in two parts, so that its rounding does not count. */
function bell<R, T>(of: Arithmetic<R, T>, a: R, factor: number): R {
  const f = of.constant(factor);
  const limited = of.minimum(a, of.constant(40));
  const lead = of.leading(limited);
  const y = of.multiply(f, of.multiply(of.subtract(limited, lead), of.add(limited, lead)));
  // e^(−y) for y below 4·10⁻⁵
  const correction = polynomial(of, y, [-1 / 6, 0.5, -1, 1]);
  return of.multiply(exponential(of, of.negate(of.multiply(f, of.multiply(lead, lead)))), correction);
}

/** Complementary error function. */
export function complementaryErrorFunction<R, T>(of: Arithmetic<R, T>, x: R): R {
  const a = of.minimum(of.absolute(x), of.constant(1e100));
  const tail = of.multiply(bell(of, a, 1), scaledErrorFunction(of, a));
  return of.select(of.less(x, of.constant(0)), of.subtract(of.constant(2), tail), tail);
}

interface Tail<R, T> {
  readonly negative: T;
  /** e^(x²/2) Φ(−|x|) */
  readonly scaled: R;
  /** e^(−x²/2) */
  readonly bell: R;
  /** Φ(−|x|) */
  readonly tail: R;
}

function normalTail<R, T>(of: Arithmetic<R, T>, x: R): Tail<R, T> {
  const a = of.minimum(of.absolute(x), of.constant(1e100));
  const z = of.multiply(a, of.constant(Math.SQRT1_2));
  const scaled = of.multiply(of.constant(0.5), scaledErrorFunction(of, z));
  const curve = bell(of, a, 0.5);
  return { negative: of.less(x, of.constant(0)), scaled, bell: curve, tail: of.multiply(curve, scaled) };
}

/** Φ(x) of the standard normal distribution. */
export function normalCumulative<R, T>(of: Arithmetic<R, T>, x: R): R {
  const { negative, tail } = normalTail(of, x);
  return of.select(negative, tail, of.subtract(of.constant(1), tail));
}

/** log Φ(x), accurate in both tails. */
export function logarithmOfNormalCumulative<R, T>(of: Arithmetic<R, T>, x: R): R {
  const { negative, scaled, tail } = normalTail(of, x);
  const argument = of.select(negative, of.subtract(scaled, of.constant(1)), of.negate(tail));
  const square = of.multiply(of.multiply(of.constant(0.5), x), x);
  const outside = of.select(negative, square, of.constant(0));
  return of.subtract(logarithmOfOnePlus(of, argument), outside);
}

/** φ(x) / Φ(x), the derivative of log Φ(x). */
export function normalHazard<R, T>(of: Arithmetic<R, T>, x: R): R {
  const { negative, scaled, bell: curve, tail } = normalTail(of, x);
  const density = of.constant(0.3989422804014327);
  const numerator = of.select(negative, density, of.multiply(density, curve));
  return of.divide(numerator, of.select(negative, scaled, of.subtract(of.constant(1), tail)));
}

/** log Γ(x) for x > 0, with an error of 4·10⁻¹⁵ or 10⁻¹⁵ times the value; ∞ at 0, NaN below. */
export function logarithmOfGamma<R, T>(of: Arithmetic<R, T>, x: R): R {
  const one = of.constant(1);
  let y = x;
  let product = one;
  for (let i = 0; i < SHIFTS; i++) {
    const small = of.less(y, of.constant(SHIFTS));
    product = of.multiply(product, of.select(small, y, one));
    y = of.select(small, of.add(y, one), y);
  }
  const inverse = of.divide(one, y);
  const series = of.multiply(inverse, polynomial(of, of.multiply(inverse, inverse), STIRLING));
  const half = of.constant(0.5);
  const main = of.subtract(of.multiply(of.subtract(y, half), of.subtract(logarithm(of, y), one)), half);
  const shifted = of.add(main, of.add(of.constant(HALF_LOG_TWO_PI), series));
  return of.select(of.less(x, of.constant(0)), of.constant(Number.NaN), of.subtract(shifted, logarithm(of, product)));
}

/** ψ(x), the derivative of log Γ(x), for x > 0; NaN below. */
export function digamma<R, T>(of: Arithmetic<R, T>, x: R): R {
  const one = of.constant(1);
  const zero = of.constant(0);
  let y = x;
  let sum = zero;
  for (let i = 0; i < SHIFTS; i++) {
    const small = of.less(y, of.constant(SHIFTS));
    sum = of.add(sum, of.select(small, of.divide(one, y), zero));
    y = of.select(small, of.add(y, one), y);
  }
  const inverse = of.divide(one, y);
  const square = of.multiply(inverse, inverse);
  const series = of.multiply(square, polynomial(of, square, DIGAMMA));
  const main = of.add(of.subtract(logarithm(of, y), of.multiply(of.constant(0.5), inverse)), series);
  return of.select(of.less(x, zero), of.constant(Number.NaN), of.subtract(main, sum));
}
