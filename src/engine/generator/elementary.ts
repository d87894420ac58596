import { PHILOX } from "../../math/random.ts";
import { EXPONENTIAL, LOGARITHM, SINE, TANH } from "../../math/single.ts";
import type { Code, Value } from "./code.ts";

/**
 * The functions of `math/single.ts` and `math/random.ts` on four lanes: the same operations in the same order.
 */

const ONE = 0x3f800000;
const SIGN = 0x80000000;

function add(code: Code, a: Value, b: Value): Value {
  return code.operation("f32x4.add", a, b);
}

function subtract(code: Code, a: Value, b: Value): Value {
  return code.operation("f32x4.sub", a, b);
}

function multiply(code: Code, a: Value, b: Value): Value {
  return code.operation("f32x4.mul", a, b);
}

function horner(code: Code, x: Value, coefficients: readonly number[]): Value {
  let p = code.number(coefficients[0]!);
  for (const coefficient of coefficients.slice(1)) p = add(code, multiply(code, p, x), code.number(coefficient));
  return p;
}

/** eˣ. */
export function exponential(code: Code, x: Value): Value {
  const c = EXPONENTIAL;
  const below = code.operation("f32x4.pmin", x, code.number(c.highest));
  const limited = code.operation("f32x4.pmax", below, code.number(c.lowest));
  const shifted = add(code, multiply(code, limited, code.number(c.log2e)), code.number(c.shift));
  const n = subtract(code, shifted, code.number(c.shift));
  const high = subtract(code, limited, multiply(code, n, code.number(c.ln2High)));
  const r = subtract(code, high, multiply(code, n, code.number(c.ln2Low)));
  const p = add(code, multiply(code, horner(code, r, c.polynomial), multiply(code, r, r)), r);
  // The low bits of `shifted` hold n, so the power of two needs no conversion.
  const exponent = code.operation("i32x4.shl", shifted, code.integer(23));
  const power = code.operation("i32x4.add", exponent, code.words(ONE));
  return multiply(code, add(code, p, code.number(1)), power);
}

/** Natural logarithm of a positive normal number. */
export function logarithmOfNormal(code: Code, x: Value): Value {
  const c = LOGARITHM;
  const offset = code.operation("i32x4.sub", x, code.words(c.squareRootOfHalf));
  const k = code.operation("f32x4.convert_i32x4_s", code.operation("i32x4.shr_s", offset, code.integer(23)));
  const bits = code.operation("v128.and", offset, code.words(c.mantissa));
  const m = subtract(code, code.operation("i32x4.add", bits, code.words(c.squareRootOfHalf)), code.number(1));
  const z = multiply(code, m, m);
  let y = multiply(code, multiply(code, horner(code, m, c.polynomial), m), z);
  y = add(code, y, multiply(code, k, code.number(EXPONENTIAL.ln2Low)));
  y = subtract(code, y, multiply(code, z, code.number(0.5)));
  return add(code, add(code, m, y), multiply(code, k, code.number(EXPONENTIAL.ln2High)));
}

/** Natural logarithm of any number. */
export function logarithm(code: Code, x: Value): Value {
  const select = (yes: Value, no: Value, condition: Value) => code.operation("v128.bitselect", yes, no, condition);
  const small = code.operation("f32x4.lt", x, code.number(LOGARITHM.smallestNormal));
  const scaled = select(multiply(code, x, code.number(LOGARITHM.scale)), x, small);
  const plain = logarithmOfNormal(code, scaled);
  let result = select(subtract(code, plain, code.number(LOGARITHM.logarithmOfScale)), plain, small);
  result = select(code.number(Number.NEGATIVE_INFINITY), result, code.operation("f32x4.eq", x, code.number(0)));
  result = select(code.number(Number.NaN), result, code.operation("f32x4.lt", x, code.number(0)));
  const finite = code.operation("f32x4.lt", x, code.number(Number.POSITIVE_INFINITY));
  return select(result, x, finite);
}

/** Hyperbolic tangent. */
export function tanh(code: Code, x: Value): Value {
  const sign = code.operation("v128.and", x, code.words(SIGN));
  const a = code.operation("f32x4.abs", x);
  const z = multiply(code, a, a);
  const near = add(code, multiply(code, multiply(code, horner(code, z, TANH.polynomial), z), a), a);
  const e = exponential(code, code.operation("f32x4.pmin", add(code, a, a), code.number(TANH.farthest)));
  const quotient = code.operation("f32x4.div", code.number(2), add(code, e, code.number(1)));
  const far = subtract(code, code.number(1), quotient);
  const inside = code.operation("f32x4.lt", a, code.number(TANH.border));
  return code.operation("v128.or", code.operation("v128.bitselect", near, far, inside), sign);
}

/** A random word's upper 24 bits as a number in [0, 1). */
export function uniformOf(code: Code, randomWord: Value): Value {
  const upper = code.operation("i32x4.shr_u", randomWord, code.integer(8));
  return multiply(code, code.operation("f32x4.convert_i32x4_s", upper), code.number(2 ** -24));
}

/** Two standard normal numbers from two random words. */
export function boxMuller(code: Code, a: Value, b: Value): readonly [Value, Value] {
  const shift = (name: "i32x4.shl" | "i32x4.shr_s" | "i32x4.shr_u", x: Value, by: number) =>
    code.operation(name, x, code.integer(by));
  const whole = code.operation("i32x4.add", shift("i32x4.shr_u", a, 8), code.words(1));
  const uniform = multiply(code, code.operation("f32x4.convert_i32x4_s", whole), code.number(2 ** -24));
  const squared = multiply(code, logarithmOfNormal(code, uniform), code.number(-2));
  const radius = code.operation("f32x4.sqrt", squared);
  const eighth = code.operation("f32x4.convert_i32x4_s", shift("i32x4.shr_s", b, 8));
  const angle = multiply(code, eighth, code.number(SINE.angle));
  const z = multiply(code, angle, angle);
  const sine = add(code, multiply(code, multiply(code, horner(code, z, SINE.sine), z), angle), angle);
  const quartic = multiply(code, multiply(code, horner(code, z, SINE.cosine), z), z);
  const half = multiply(code, z, code.number(0.5));
  const cosine = add(code, subtract(code, quartic, half), code.number(1));
  const firstBit = shift("i32x4.shl", b, 31);
  const secondBit = shift("i32x4.shl", shift("i32x4.shr_u", b, 1), 31);
  // Sine and cosine change places where the first bit is set: an exchange by three exclusive ors.
  const difference = code.operation("v128.xor", sine, cosine);
  const exchange = code.operation("v128.and", difference, shift("i32x4.shr_s", firstBit, 31));
  const x = code.operation("v128.xor", cosine, exchange);
  const y = code.operation("v128.xor", sine, exchange);
  const signOfX = code.operation("v128.xor", firstBit, secondBit);
  return [
    multiply(code, radius, code.operation("v128.xor", x, signOfX)),
    multiply(code, radius, code.operation("v128.xor", y, secondBit)),
  ];
}

const ODD_WORDS = [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31];

/** Upper and lower 32 bits of the products of four words with a constant. */
export function multiplyWide(code: Code, words: Value, factor: number): { readonly high: Value; readonly low: Value } {
  const constant = code.words(factor);
  if (code.shape.upperProducts) {
    const high = code.operation("i32x4.mul_high_u", words, constant);
    return { high, low: code.operation("i32x4.mul", words, constant) };
  }
  const front = code.operation("i64x2.extmul_low_i32x4_u", words, constant);
  const back = code.operation("i64x2.extmul_high_i32x4_u", words, constant);
  return { high: code.shuffle(front, back, ODD_WORDS), low: code.operation("i32x4.mul", words, constant) };
}

/** One Philox4x32 round; the key words are added before. */
export function philoxRound(
  code: Code,
  [a, b, c, d]: readonly [Value, Value, Value, Value],
  key0: Value,
  key1: Value,
): readonly [Value, Value, Value, Value] {
  const first = multiplyWide(code, a, PHILOX.multiplier0);
  const second = multiplyWide(code, c, PHILOX.multiplier1);
  const xor = (x: Value, y: Value, key: Value) => code.operation("v128.xor", code.operation("v128.xor", x, y), key);
  return [xor(second.high, b, key0), second.low, xor(first.high, d, key1), first.low];
}
