import type { BinaryOperator, CompareOperator, Condition, Expression, UnaryOperator } from "../engine/program.ts";
import { exponential, hyperbolicTangent, logarithm } from "./elementary.ts";

/**
 * Expressions with constants folded in double precision. Only operations whose operands are all constant are folded,
 * in the order written; `1 · x`, `x · 1` and `x / 1` become `x`, which changes no bit.
 */

const unaryValue: Readonly<Record<UnaryOperator, (x: number) => number>> = {
  negate: (x) => -x,
  absolute: Math.abs,
  squareRoot: Math.sqrt,
  exponential,
  logarithm,
  tanh: hyperbolicTangent,
  floor: Math.floor,
};

const binaryValue: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  minimum: Math.min,
  maximum: Math.max,
};

const compareValue: Readonly<Record<CompareOperator, (a: number, b: number) => boolean>> = {
  less: (a, b) => a < b,
  lessOrEqual: (a, b) => a <= b,
  equal: (a, b) => a === b,
};

/** A condition, or its truth value where that is known. */
export type FoldedCondition = Condition | boolean;

/** A constant. */
export function constant(value: number): Expression {
  return { kind: "constant", value };
}

/** A read of the element's own value, or of one value a subject. */
export function read(variable: string, at: "own" | "pre" | "post" | "aligned" = "own"): Expression {
  return { kind: "read", variable, at };
}

/** The value of a constant expression, or null. */
export function constantValue(expression: Expression): number | null {
  return expression.kind === "constant" ? expression.value : null;
}

/** An operation with one operand. */
export function unary(operator: UnaryOperator, operand: Expression): Expression {
  if (operand.kind === "constant") return constant(unaryValue[operator](operand.value));
  return { kind: "unary", operator, operand };
}

/** An operation with two operands. */
export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  if (left.kind === "constant" && right.kind === "constant")
    return constant(binaryValue[operator](left.value, right.value));
  const isOne = (side: Expression): boolean => side.kind === "constant" && side.value === 1;
  if ((operator === "multiply" || operator === "divide") && isOne(right)) return left;
  if (operator === "multiply" && isOne(left)) return right;
  return { kind: "binary", operator, left, right };
}

/** A comparison. */
export function compare(operator: CompareOperator, left: Expression, right: Expression): FoldedCondition {
  if (left.kind === "constant" && right.kind === "constant") return compareValue[operator](left.value, right.value);
  return { kind: "compare", operator, left, right };
}

/** The opposite of a condition. */
export function not(operand: FoldedCondition): FoldedCondition {
  return typeof operand === "boolean" ? !operand : { kind: "not", operand };
}

/** Both, or either, of two conditions. */
export function join(kind: "and" | "or", left: FoldedCondition, right: FoldedCondition): FoldedCondition {
  const absorbing = kind === "or";
  if (left === absorbing || right === absorbing) return absorbing;
  if (typeof left === "boolean") return right;
  if (typeof right === "boolean") return left;
  return { kind, left, right };
}

/** A choice for each element. */
export function select(condition: FoldedCondition, yes: Expression, no: Expression): Expression {
  if (typeof condition === "boolean") return condition ? yes : no;
  return { kind: "select", condition, yes, no };
}

/** A whole power by repeated multiplication, from the left. */
export function wholePower(base: Expression, exponent: number): Expression {
  if (exponent === 0) return constant(1);
  let product = base;
  for (let count = 1; count < Math.abs(exponent); count++) product = binary("multiply", product, base);
  return exponent < 0 ? binary("divide", constant(1), product) : product;
}

/** `1 / (1 + exp(−x))`. */
export function sigmoid(x: Expression): Expression {
  return binary("divide", constant(1), binary("add", constant(1), unary("exponential", unary("negate", x))));
}
