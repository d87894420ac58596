/**
 * What the elementary functions in binary64 are made of. Each operation is IEEE 754's, rounded once, so that a function
 * written in these operations gives the same bits wherever it runs: on numbers here, on vectors in generated code.
 */
export interface Arithmetic<Real, Truth> {
  constant(value: number): Real;
  add(a: Real, b: Real): Real;
  subtract(a: Real, b: Real): Real;
  multiply(a: Real, b: Real): Real;
  divide(a: Real, b: Real): Real;
  negate(a: Real): Real;
  absolute(a: Real): Real;
  squareRoot(a: Real): Real;
  floor(a: Real): Real;
  /** `b < a ? b : a`: a NaN in `a` stays, a NaN in `b` is ignored. */
  minimum(a: Real, b: Real): Real;
  /** `a < b ? b : a`: a NaN in `a` stays, a NaN in `b` is ignored. */
  maximum(a: Real, b: Real): Real;
  less(a: Real, b: Real): Truth;
  lessOrEqual(a: Real, b: Real): Truth;
  equal(a: Real, b: Real): Truth;
  both(a: Truth, b: Truth): Truth;
  either(a: Truth, b: Truth): Truth;
  not(a: Truth): Truth;
  select(condition: Truth, whenTrue: Real, whenFalse: Real): Real;
  /** 2ⁿ⁻¹ for the whole number n, −1022 < n ≤ 1024, given as n + `ROUNDING`. */
  halfPowerOfTwo(shifted: Real): Real;
  /** For a positive normal x = m · 2ᵏ with m in about √½ … √2: k. */
  exponent(x: Real): Real;
  /** For a positive normal x = m · 2ᵏ with m in about √½ … √2: m. */
  mantissa(x: Real): Real;
  /** The number with the last 27 bits of its mantissa set to 0: its square is exact. */
  leading(x: Real): Real;
}

/** Adding 1.5 · 2⁵² rounds to a whole number, half to even. */
export const ROUNDING = 1.5 * 2 ** 52;

/** Upper words of the bits of √½, and of what shifts a mantissa's border from 1 to √½. */
export const SPLIT = { squareRootOfHalf: 0x3fe6a09e, shift: 0x3ff00000 - 0x3fe6a09e, mantissa: 0xfffff } as const;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Index of the word with the exponent. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** Arithmetic on JavaScript's numbers. */
export const plain: Arithmetic<number, boolean> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  absolute: Math.abs,
  squareRoot: Math.sqrt,
  floor: Math.floor,
  // biome-ignore lint/complexity/useMathMinMax: Math.min treats NaN and -0 otherwise.
  minimum: (a, b) => (b < a ? b : a),
  // biome-ignore lint/complexity/useMathMinMax: Math.max treats NaN and -0 otherwise.
  maximum: (a, b) => (a < b ? b : a),
  less: (a, b) => a < b,
  lessOrEqual: (a, b) => a <= b,
  equal: (a, b) => a === b,
  both: (a, b) => a && b,
  either: (a, b) => a || b,
  not: (a) => !a,
  select: (condition, whenTrue, whenFalse) => (condition ? whenTrue : whenFalse),
  halfPowerOfTwo(shifted) {
    words[1 - UPPER] = 0;
    words[UPPER] = (shifted - ROUNDING + 1022) << 20;
    return float[0]!;
  },
  exponent(x) {
    float[0] = x;
    return ((words[UPPER]! + SPLIT.shift) >>> 20) - 1023;
  },
  mantissa(x) {
    float[0] = x;
    words[UPPER] = ((words[UPPER]! + SPLIT.shift) & SPLIT.mantissa) + SPLIT.squareRootOfHalf;
    return float[0]!;
  },
  leading(x) {
    float[0] = x;
    words[1 - UPPER] = (words[1 - UPPER]! & 0xf8000000) >>> 0;
    return float[0]!;
  },
};
