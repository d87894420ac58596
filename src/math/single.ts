/**
 * Elementary functions in IEEE 754 binary32, defined operation by operation so that every machine gives the same bits.
 *
 * Arguments are binary32 values held in JavaScript numbers; each operation is rounded once (`Math.fround`). The
 * compiler emits the same operations in the same order on four lanes. Cody–Waite reduction and minimax polynomials of
 * the Cephes library (S. L. Moshier, *Methods and Programs for Mathematical Functions*, 1989).
 */

const fround = Math.fround;
const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

function single(values: readonly number[]): readonly number[] {
  return values.map(fround);
}

/** Constants of {@link exponential}. Adding `shift` (1.5 · 2²³) rounds to a whole number, half to even. */
export const EXPONENTIAL = {
  highest: 88,
  lowest: -87,
  log2e: fround(Math.LOG2E),
  shift: 12582912,
  ln2High: fround(0.693359375),
  ln2Low: fround(-2.1219444e-4),
  polynomial: single([
    1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
  ]),
} as const;

/** Constants of {@link logarithm}; `squareRootOfHalf` is the bit pattern of √½. */
export const LOGARITHM = {
  squareRootOfHalf: 0x3f3504f3,
  mantissa: 0x7fffff,
  smallestNormal: 2 ** -126,
  scale: 2 ** 23,
  logarithmOfScale: fround(23 * Math.LN2),
  polynomial: single([
    7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
    2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
  ]),
} as const;

/** Constants of {@link tanh}. */
export const TANH = {
  border: fround(0.625),
  farthest: 40,
  polynomial: single([-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1]),
} as const;

/** Constants of the sine and cosine of {@link boxMuller}; `angle` turns 24 bits with sign into −π/4 … π/4. */
export const SINE = {
  angle: fround(Math.PI / 4 / 2 ** 23),
  sine: single([-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]),
  cosine: single([2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]),
} as const;

/** `b < a ? b : a`: a NaN in `a` stays, a NaN in `b` is ignored. */
export function minimum(a: number, b: number): number {
  // biome-ignore lint/complexity/useMathMinMax: Math.min treats NaN and -0 otherwise.
  return b < a ? b : a;
}

/** `a < b ? b : a`: a NaN in `a` stays, a NaN in `b` is ignored. */
export function maximum(a: number, b: number): number {
  // biome-ignore lint/complexity/useMathMinMax: Math.max treats NaN and -0 otherwise.
  return a < b ? b : a;
}

function horner(x: number, coefficients: readonly number[]): number {
  let p = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) p = fround(fround(p * x) + coefficients[i]!);
  return p;
}

/**
 * eˣ, at most 1 unit in the last place from the true value for −87 ≤ x ≤ 88; outside it keeps the value at the border
 * (1.6·10⁻³⁸ and 1.7·10³⁸), so it is never 0 and never infinite.
 */
export function exponential(x: number): number {
  const c = EXPONENTIAL;
  const limited = maximum(minimum(x, c.highest), c.lowest);
  const shifted = fround(fround(limited * c.log2e) + c.shift);
  const n = fround(shifted - c.shift);
  const r = fround(fround(limited - fround(n * c.ln2High)) - fround(n * c.ln2Low));
  const p = fround(fround(fround(horner(r, c.polynomial) * fround(r * r)) + r) + 1);
  word[0] = (n + 127) << 23;
  return fround(p * float[0]!);
}

/** Natural logarithm of a positive normal number. */
export function logarithmOfNormal(x: number): number {
  const c = LOGARITHM;
  float[0] = x;
  const offset = (word[0]! - c.squareRootOfHalf) | 0;
  const k = offset >> 23;
  word[0] = (offset & c.mantissa) + c.squareRootOfHalf;
  const m = fround(float[0]! - 1);
  const z = fround(m * m);
  let y = fround(fround(horner(m, c.polynomial) * m) * z);
  y = fround(y + fround(k * EXPONENTIAL.ln2Low));
  y = fround(y - fround(z * 0.5));
  return fround(fround(m + y) + fround(k * EXPONENTIAL.ln2High));
}

/**
 * Natural logarithm, at most 1 unit in the last place from the true value; −∞ at 0, NaN below 0. Subnormal arguments
 * are scaled by 2²³ first, so they are served as well.
 */
export function logarithm(x: number): number {
  if (!(x < Number.POSITIVE_INFINITY)) return x;
  if (x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x < LOGARITHM.smallestNormal) {
    return fround(logarithmOfNormal(fround(x * LOGARITHM.scale)) - LOGARITHM.logarithmOfScale);
  }
  return logarithmOfNormal(x);
}

/** Hyperbolic tangent, at most 1.5 units in the last place from the true value. */
export function tanh(x: number): number {
  const a = Math.abs(x);
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  if (a < TANH.border) {
    const z = fround(a * a);
    return sign * fround(fround(fround(horner(z, TANH.polynomial) * z) * a) + a);
  }
  const e = exponential(minimum(fround(a + a), TANH.farthest));
  return sign * fround(1 - fround(2 / fround(e + 1)));
}

/** Sine of |x| ≤ π/4. */
export function sineOfEighth(x: number): number {
  const z = fround(x * x);
  return fround(fround(fround(horner(z, SINE.sine) * z) * x) + x);
}

/** Cosine of |x| ≤ π/4. */
export function cosineOfEighth(x: number): number {
  const z = fround(x * x);
  return fround(fround(fround(fround(horner(z, SINE.cosine) * z) * z) - fround(z * 0.5)) + 1);
}
