import { ROUNDING, SPLIT } from "./arithmetic.ts";
import { EXPONENTIAL, LN2_HIGH, LN2_LOW, LOGARITHM_EVEN, LOGARITHM_ODD, LOWEST, SMALLEST_NORMAL } from "./constants.ts";

/**
 * The functions of `elementary.ts` that inference calls most, written out for JavaScript's numbers: the same operations
 * in the same order, hence the same bits, in a tenth of the time. Powers of two are looked up: to put one together from
 * two words makes the processor wait until both are written.
 */

const [E0, E1, E2, E3, E4, E5, E6, E7, E8, E9] = EXPONENTIAL;
const [EVEN0, EVEN1, EVEN2] = LOGARITHM_EVEN;
const [ODD0, ODD1, ODD2, ODD3] = LOGARITHM_ODD;
const LEAST_POWER = -1074;
/** 2ⁿ for n from `LEAST_POWER` to 1023. */
const POWERS = new Float64Array(1024 - LEAST_POWER);
for (let i = 0, power = Number.MIN_VALUE; i < POWERS.length; i++, power *= 2) POWERS[i] = power;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Index of the word with the exponent. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** `exponential` of `elementary.ts`. */
export function exponential(x: number): number {
  if (x < LOWEST) return 0;
  const bounded = Math.min(x, 710);
  const n = bounded * Math.LOG2E + ROUNDING - ROUNDING;
  const r = bounded - n * LN2_HIGH - n * LN2_LOW;
  const square = r * r;
  const fourth = square * square;
  const low = E0 + E1 * r + (E2 + E3 * r) * square;
  const middle = E4 + E5 * r + (E6 + E7 * r) * square;
  const series = low + middle * fourth + (E8 + E9 * r) * (fourth * fourth);
  const p = 1 + (r + square * series);
  return (p + p) * POWERS[(n - (1 + LEAST_POWER)) | 0]!;
}

/** `logarithm` of `elementary.ts`. */
export function logarithm(x: number): number {
  if (!(x < Number.POSITIVE_INFINITY)) return x;
  if (x < SMALLEST_NORMAL) return x < 0 ? Number.NaN : Number.NEGATIVE_INFINITY;
  float[0] = x;
  const k = ((words[UPPER]! + SPLIT.shift) >>> 20) - 1023;
  const f = x * POWERS[-k - LEAST_POWER]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * ((EVEN0 * w + EVEN1) * w + EVEN2);
  const odd = z * (((ODD0 * w + ODD1) * w + ODD2) * w + ODD3);
  const half = 0.5 * f * f;
  const rest = s * (half + (even + odd)) + k * LN2_LOW;
  return k * LN2_HIGH - (half - rest - f);
}

/** `logarithmOfOnePlus` of `elementary.ts`. */
export function logarithmOfOnePlus(x: number): number {
  const u = 1 + x;
  const missing = x - (u - 1);
  return logarithm(u) + (x < 2 ** 53 ? missing / Math.max(u, 2 ** -60) : 0);
}
