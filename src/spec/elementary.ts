/**
 * Elementary functions in double precision for constants, from operations that every machine rounds alike (the
 * functions of `Math` may differ in the last bit between JavaScript engines). Errors stay below 2 ulp.
 */

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

const bits = new DataView(new ArrayBuffer(8));

/** 2ⁿ for −1022 ≤ n ≤ 1023. */
function powerOfTwo(n: number): number {
  bits.setUint32(0, (n + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** eˣ. */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.7) return Number.POSITIVE_INFINITY;
  if (x < -745) return 0;
  const n = Math.round(x / Math.LN2);
  const r = x - n * ln2High - n * ln2Low;
  let sum = 1;
  for (let k = 18; k > 0; k--) sum = 1 + (r / k) * sum;
  const half = Math.trunc(n / 2);
  return sum * powerOfTwo(half) * powerOfTwo(n - half);
}

/** Natural logarithm. */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let scaled = x;
  let n = 0;
  if (scaled < 2.2250738585072014e-308) {
    scaled *= 18014398509481984;
    n = -54;
  }
  bits.setFloat64(0, scaled);
  const high = bits.getUint32(0);
  n += (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let m = bits.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    n += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 0;
  for (let k = 27; k >= 3; k -= 2) sum = z * (1 / k + sum);
  return n * ln2High + (2 * s + (2 * s * sum + n * ln2Low));
}

/** Hyperbolic tangent. */
export function hyperbolicTangent(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size > 22) return Number.isNaN(x) ? x : Math.sign(x);
  if (size < 0.25) {
    // sinh and cosh by their series: no cancellation near 0.
    const z = x * x;
    let sinh = 1;
    let cosh = 1;
    for (let k = 16; k > 0; k -= 2) {
      sinh = 1 + (z / (k * (k + 1))) * sinh;
      cosh = 1 + (z / (k * (k - 1))) * cosh;
    }
    return (x * sinh) / cosh;
  }
  const e = exponential(2 * size);
  const result = 1 - 2 / (e + 1);
  return x < 0 ? -result : result;
}
