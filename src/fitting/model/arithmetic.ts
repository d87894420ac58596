import { plain } from "../../math/double/arithmetic.ts";
import * as double from "../../math/double.ts";
import type { BinaryOperator, UnaryOperator } from "../program.ts";

/** What each operator of one operand gives, with the same bits as in the compiled model. */
export const unary: Readonly<Record<UnaryOperator, (x: number) => number>> = {
  negate: (x) => -x,
  absolute: Math.abs,
  exponential: double.exponential,
  logarithm: double.logarithm,
  logarithmOfOnePlus: double.logarithmOfOnePlus,
  squareRoot: Math.sqrt,
  logistic: double.logistic,
  logarithmOfLogistic: double.logarithmOfLogistic,
  hyperbolicTangent: double.hyperbolicTangent,
  normalCumulative: double.normalCumulative,
  logarithmOfNormalCumulative: double.logarithmOfNormalCumulative,
  normalHazard: double.normalHazard,
  logarithmOfGamma: double.logarithmOfGamma,
  digamma: double.digamma,
  sine: double.sine,
  cosine: double.cosine,
  floor: Math.floor,
  withoutDerivative: (x) => x,
  not: (x) => (x === 0 ? 1 : 0),
};

/** What each operator of two operands gives, with the same bits as in the compiled model. */
export const binary: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  power: double.power,
  minimum: plain.minimum,
  maximum: plain.maximum,
  less: (left, right) => (left < right ? 1 : 0),
  lessOrEqual: (left, right) => (left <= right ? 1 : 0),
  equal: (left, right) => (left === right ? 1 : 0),
  notEqual: (left, right) => (left !== right ? 1 : 0),
  and: (left, right) => (left !== 0 && right !== 0 ? 1 : 0),
  or: (left, right) => (left !== 0 || right !== 0 ? 1 : 0),
};
