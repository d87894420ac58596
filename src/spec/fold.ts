import type { BinaryOperator, CompareOperator, Condition, Expression, UnaryOperator } from "../engine/program.ts";
import { exponential, hyperbolicTangent, logarithm } from "./elementary.ts";
import { type Formula, formulaOf, variedOf } from "./varied.ts";

/**
 * Expressions with constants folded in double precision. Only operations whose operands are all constant are folded,
 * in the order written; `1 · x`, `x · 1` and `x / 1` become `x`, which changes no bit. Constants that differ between
 * subjects are folded alike and keep the formula by which every subject's own value follows.
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

/** The value of a constant expression; null if it is none, or not the same in all subjects. */
export function constantValue(expression: Expression): number | null {
  return expression.kind === "constant" && variedOf(expression) === null ? expression.value : null;
}

/**
 * The value of a constant that is a whole number; null if it is none. One that differs between subjects must be the same
 * whole number in all of them, or whole in none.
 */
export function wholeValue(expression: Expression): number | null {
  if (expression.kind !== "constant") return null;
  const { value } = expression;
  const varied = variedOf(expression);
  const whole = Number.isInteger(value);
  if (varied) {
    const { formula } = varied;
    const same: Formula = whole ? { kind: "number", value } : { kind: "unary", operator: "floor", operand: formula };
    varied.decide({ kind: "binary", operator: "equal", left: formula, right: same }, Number(whole));
  }
  return whole ? value : null;
}

/** Whether an expression is a constant below 0, which then holds for all subjects. */
export function isNegative(expression: Expression): boolean {
  if (expression.kind !== "constant") return false;
  const negative = compare("less", expression, constant(0));
  return negative === true;
}

/** An operation with one operand. */
export function unary(operator: UnaryOperator, operand: Expression): Expression {
  if (operand.kind === "constant") {
    const value = unaryValue[operator](operand.value);
    const varied = variedOf(operand);
    return varied ? varied.made(value, { kind: "unary", operator, operand: varied.formula }) : constant(value);
  }
  return { kind: "unary", operator, operand };
}

/** An operation with two operands. */
export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  if (left.kind === "constant" && right.kind === "constant") {
    const value = binaryValue[operator](left.value, right.value);
    const varied = variedOf(left) ?? variedOf(right);
    if (!varied) return constant(value);
    return varied.made(value, { kind: "binary", operator, left: formulaOf(left), right: formulaOf(right) });
  }
  const isOne = (side: Expression): boolean => constantValue(side) === 1;
  if ((operator === "multiply" || operator === "divide") && isOne(right)) return left;
  if (operator === "multiply" && isOne(left)) return right;
  return { kind: "binary", operator, left, right };
}

/** A comparison. One of constants is decided here, and then holds for all subjects. */
export function compare(operator: CompareOperator, left: Expression, right: Expression): FoldedCondition {
  if (left.kind === "constant" && right.kind === "constant") {
    const holds = compareValue[operator](left.value, right.value);
    const varied = variedOf(left) ?? variedOf(right);
    varied?.decide({ kind: "binary", operator, left: formulaOf(left), right: formulaOf(right) }, Number(holds));
    return holds;
  }
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

/** The value of a formula, by the operations with which constants are folded. @param parameter - Value of a parameter. */
export function formulaValue(formula: Formula, parameter: (name: string) => number): number {
  const of = (part: Formula) => formulaValue(part, parameter);
  switch (formula.kind) {
    case "parameter":
      return parameter(formula.name);
    case "number":
      return formula.value;
    case "unary":
      return unaryValue[formula.operator](of(formula.operand));
    case "binary": {
      const { operator } = formula;
      const [left, right] = [of(formula.left), of(formula.right)];
      return isComparison(operator) ? Number(compareValue[operator](left, right)) : binaryValue[operator](left, right);
    }
  }
}

function isComparison(operator: BinaryOperator | CompareOperator): operator is CompareOperator {
  return Object.hasOwn(compareValue, operator);
}
