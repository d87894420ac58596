import type { Code, Value } from "../../engine/generator/code.ts";
import type { OperationName } from "../../engine/generator/operations.ts";
import { type Arithmetic, SPLIT } from "../../math/double/arithmetic.ts";
import type { ConstantPool } from "./constantPool.ts";

/** Bits of a mantissa. */
const MANTISSA = 52;
/** Upper word of 2⁵²: a number below 2⁵² in the mantissa's place is added to it. */
const COUNTER = 0x43300000;

/**
 * Arithmetic in generated code: a number is a vector of two lanes, a truth has all bits of a lane set or none.
 *
 * The same operations as `plain`, lane by lane.
 */
export function laneArithmetic(code: Code, constants: ConstantPool): Arithmetic<Value, Value> {
  const unary = (name: OperationName) => (a: Value) => code.operation(name, a);
  const binary = (name: OperationName) => (a: Value, b: Value) => code.operation(name, a, b);
  const bits = (high: number, low = 0) => constants.bits(code, high, low);
  const mantissa = code.integer(MANTISSA);
  const split = (x: Value) => code.operation("i64x2.add", x, bits(SPLIT.shift));
  return {
    constant: (value) => constants.number(code, value),
    add: binary("f64x2.add"),
    subtract: binary("f64x2.sub"),
    multiply: binary("f64x2.mul"),
    divide: binary("f64x2.div"),
    negate: unary("f64x2.neg"),
    absolute: unary("f64x2.abs"),
    squareRoot: unary("f64x2.sqrt"),
    floor: unary("f64x2.floor"),
    minimum: binary("f64x2.pmin"),
    maximum: binary("f64x2.pmax"),
    less: binary("f64x2.lt"),
    lessOrEqual: binary("f64x2.le"),
    equal: binary("f64x2.eq"),
    both: binary("v128.and"),
    either: binary("v128.or"),
    not: unary("v128.not"),
    select: (condition, whenTrue, whenFalse) => code.operation("v128.bitselect", whenTrue, whenFalse, condition),
    halfPowerOfTwo(rounded) {
      // The low bits of `rounded` hold n, so the power of two needs no conversion.
      const exponent = code.operation("i64x2.shl", rounded, mantissa);
      return code.operation("i64x2.add", exponent, bits(1022 << 20));
    },
    exponent(x) {
      const counted = code.operation("v128.or", code.operation("i64x2.shr_u", split(x), mantissa), bits(COUNTER));
      return code.operation("f64x2.sub", counted, constants.number(code, 2 ** MANTISSA + 1023));
    },
    mantissa(x) {
      const rest = code.operation("v128.and", split(x), bits(SPLIT.mantissa, 0xffffffff));
      return code.operation("i64x2.add", rest, bits(SPLIT.squareRootOfHalf));
    },
    leading: (x) => code.operation("v128.and", x, bits(0xffffffff, 0xf8000000)),
  };
}
