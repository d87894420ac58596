import type { Code, Value } from "../../engine/generator/code.ts";
import type { OperationName } from "../../engine/generator/operations.ts";
import type { Arithmetic } from "../../math/double/arithmetic.ts";
import * as elementary from "../../math/double/elementary.ts";
import * as special from "../../math/double/special.ts";
import type { BinaryOperator, Expression, Index, UnaryOperator } from "../program.ts";
import type { ConstantPool } from "./constantPool.ts";
import { laneArithmetic } from "./laneArithmetic.ts";

type Lanes = Arithmetic<Value, Value>;

/** Where an expression finds what is not in it. */
export interface Surroundings {
  parameter(number: number): Value;
  /** The row's value in a column. */
  column(number: number): Value;
  element(array: number, index: Index): Value;
}

const UNARY: Partial<Record<UnaryOperator, (of: Lanes, x: Value) => Value>> = {
  exponential: elementary.exponential,
  logarithm: elementary.logarithm,
  logarithmOfOnePlus: elementary.logarithmOfOnePlus,
  logistic: elementary.logistic,
  logarithmOfLogistic: elementary.logarithmOfLogistic,
  hyperbolicTangent: elementary.hyperbolicTangent,
  normalCumulative: special.normalCumulative,
  logarithmOfNormalCumulative: special.logarithmOfNormalCumulative,
  normalHazard: special.normalHazard,
  logarithmOfGamma: special.logarithmOfGamma,
  digamma: special.digamma,
  sine: elementary.sine,
  cosine: elementary.cosine,
  negate: (of, x) => of.negate(x),
  absolute: (of, x) => of.absolute(x),
  squareRoot: (of, x) => of.squareRoot(x),
  floor: (of, x) => of.floor(x),
  withoutDerivative: (_, x) => x,
};

const BINARY: Partial<Record<BinaryOperator, (of: Lanes, a: Value, b: Value) => Value>> = {
  add: (of, a, b) => of.add(a, b),
  subtract: (of, a, b) => of.subtract(a, b),
  multiply: (of, a, b) => of.multiply(a, b),
  divide: (of, a, b) => of.divide(a, b),
  minimum: (of, a, b) => of.minimum(a, b),
  maximum: (of, a, b) => of.maximum(a, b),
  power: elementary.power,
};

const COMPARISONS: Partial<Record<BinaryOperator, OperationName>> = {
  less: "f64x2.lt",
  lessOrEqual: "f64x2.le",
  equal: "f64x2.eq",
  notEqual: "f64x2.ne",
};

/** Writes expressions of behavioural models as code on two lanes. */
export class ExpressionWriter {
  readonly #code: Code;
  readonly #of: Lanes;
  readonly #surroundings: Surroundings;
  /** What was written for the statement at hand. */
  readonly #known = new Map<Expression, Value>();

  constructor(code: Code, constants: ConstantPool, surroundings: Surroundings) {
    this.#code = code;
    this.#of = laneArithmetic(code, constants);
    this.#surroundings = surroundings;
  }

  /** To be called after each statement: what was read may have changed. */
  forget(): void {
    this.#known.clear();
  }

  number(expression: Expression): Value {
    let value = this.#known.get(expression);
    if (value === undefined) {
      value = this.#number(expression);
      this.#known.set(expression, value);
    }
    return value;
  }

  /** Whether a number is not 0, as a mask of lanes. */
  truth(expression: Expression): Value {
    const code = this.#code;
    switch (expression.kind) {
      case "present": {
        const value = this.#surroundings.column(expression.column);
        return code.operation("f64x2.eq", value, value);
      }
      case "unary":
        if (expression.operator !== "not") break;
        return code.operation("v128.not", this.truth(expression.operand));
      case "binary": {
        const { operator, left, right } = expression;
        const comparison = COMPARISONS[operator];
        if (comparison !== undefined) return code.operation(comparison, this.number(left), this.number(right));
        if (operator !== "and" && operator !== "or") break;
        return code.operation(operator === "and" ? "v128.and" : "v128.or", this.truth(left), this.truth(right));
      }
    }
    return code.operation("f64x2.ne", this.number(expression), code.double(0));
  }

  #number(expression: Expression): Value {
    const of = this.#of;
    switch (expression.kind) {
      case "constant":
        return of.constant(expression.value);
      case "parameter":
        return this.#surroundings.parameter(expression.parameter);
      case "column":
        return this.#surroundings.column(expression.column);
      case "element":
        return this.#surroundings.element(expression.array, expression.index);
      case "unary": {
        const write = UNARY[expression.operator];
        if (write !== undefined) return write(of, this.number(expression.operand));
        break;
      }
      case "binary": {
        const { operator, left, right } = expression;
        const inverse = operator === "divide" ? exactInverse(right) : null;
        if (inverse !== null) return of.multiply(this.number(left), of.constant(inverse));
        const write = BINARY[operator];
        if (write !== undefined) return write(of, this.number(left), this.number(right));
        break;
      }
      case "select": {
        const { condition, whenTrue, whenFalse } = expression;
        if (isNegated(whenFalse, whenTrue))
          return this.#code.operation("v128.xor", this.number(whenTrue), this.#signUnless(condition));
        return of.select(this.truth(condition), this.number(whenTrue), this.number(whenFalse));
      }
    }
    return this.#code.operation("v128.and", this.truth(expression), of.constant(1));
  }

  /** The bit of the sign where a condition does not hold. */
  #signUnless(condition: Expression): Value {
    return this.#code.operation("v128.andnot", this.#of.constant(-0), this.truth(condition));
  }
}

/** Whether an expression is −x. */
function isNegated(expression: Expression, x: Expression): boolean {
  return expression.kind === "unary" && expression.operator === "negate" && isSame(expression.operand, x);
}

/** Whether two expressions are the same object, or the same element, number or column. */
function isSame(a: Expression, b: Expression): boolean {
  if (a === b) return true;
  if (a.kind === "element" && b.kind === "element") return a.array === b.array && a.index === b.index;
  return a.kind === "column" && b.kind === "column" && a.column === b.column;
}

/** 1 / x of a power of two: to multiply by it is to divide by x, bit for bit. */
function exactInverse(expression: Expression): number | null {
  if (expression.kind !== "constant") return null;
  const inverse = 1 / expression.value;
  return isPowerOfTwo(expression.value) && isPowerOfTwo(inverse) ? inverse : null;
}

function isPowerOfTwo(value: number): boolean {
  const exponent = Math.round(Math.log2(Math.abs(value)));
  return Math.abs(exponent) < 1000 && Math.abs(value) === 2 ** exponent;
}
