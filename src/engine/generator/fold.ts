import type { Code, Value } from "./code.ts";
import type { Operation, OperationName } from "./operations.ts";

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);
/** Bits of the number 1. */
const ONE = 0x3f800000;

/** The result of an operation if it is known now, or an operand that is it, bit for bit. */
export function fold(
  code: Code,
  name: OperationName,
  { fold: compute, result }: Operation,
  operands: readonly Value[],
): Value | null {
  const a = operands[0];
  const b = operands[1];
  if (name === "i32.add" && isConstant(b, 0)) return a!;
  if (name === "i32.sub" && a === b) return code.integer(0);
  if (compute !== undefined && a!.kind === "constant" && (b === undefined || b.kind === "constant")) {
    if (result === "i32") return code.integer(compute(a!.immediate, b!.immediate));
    return code.number(compute(floatOf(a!), b === undefined ? 0 : floatOf(b)));
  }
  if (name === "v128.bitselect") {
    const mask = operands[2]!;
    if (isConstant(b, 0)) return code.operation("v128.and", a!, mask);
    return isConstant(a, 0) ? code.operation("v128.andnot", b!, mask) : null;
  }
  if (name === "f64x2.abs" && a!.name === "f64x2.neg") return code.operation(name, a!.operands[0]!);
  if (name === "f32x4.mul") return isConstant(b, ONE) ? a! : isConstant(a, ONE) ? b! : null;
  if (name === "f32x4.div" && b?.kind === "constant") {
    if (b.immediate === ONE) return a!;
    return hasExactReciprocal(b.immediate) ? code.operation("f32x4.mul", a!, code.number(1 / floatOf(b))) : null;
  }
  return null;
}

function isConstant(value: Value | undefined, bits: number): boolean {
  return value?.kind === "constant" && value.immediate === bits;
}

function floatOf(value: Value): number {
  word[0] = value.immediate;
  return float[0]!;
}

/** Powers of two whose reciprocal is normal: dividing by them is multiplying, bit for bit. */
function hasExactReciprocal(bits: number): boolean {
  const exponent = (bits >>> 23) & 0xff;
  return (bits & 0x7fffff) === 0 && exponent >= 1 && exponent <= 253;
}
