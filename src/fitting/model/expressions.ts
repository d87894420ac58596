import type { BinaryOperator, Expression, Index, UnaryOperator } from "../program.ts";
import * as arithmetic from "./arithmetic.ts";

/** Building blocks of a behavioural model's expressions; operations on constants are done at once where they are finite. */

export const constant = (value: number): Expression => ({ kind: "constant", value });
export const zero = constant(0);
export const one = constant(1);

export function unary(operator: UnaryOperator, operand: Expression): Expression {
  const value = operand.kind === "constant" ? arithmetic.unary[operator](operand.value) : Number.NaN;
  return Number.isFinite(value) ? constant(value) : { kind: "unary", operator, operand };
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  const areConstant = left.kind === "constant" && right.kind === "constant";
  const value = areConstant ? arithmetic.binary[operator](left.value, right.value) : Number.NaN;
  return Number.isFinite(value) ? constant(value) : { kind: "binary", operator, left, right };
}

export const add = (left: Expression, right: Expression) => binary("add", left, right);
export const subtract = (left: Expression, right: Expression) => binary("subtract", left, right);
export const multiply = (left: Expression, right: Expression) => binary("multiply", left, right);
export const divide = (left: Expression, right: Expression) => binary("divide", left, right);
export const exponential = (operand: Expression) => unary("exponential", operand);
export const logarithm = (operand: Expression) => unary("logarithm", operand);

export function select(condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
  if (condition.kind === "constant") return condition.value !== 0 ? whenTrue : whenFalse;
  return { kind: "select", condition, whenTrue, whenFalse };
}

export const element = (array: number, index: Index): Expression => ({ kind: "element", array, index });

/** All of several conditions; 1 if there is none. */
export function all(conditions: readonly Expression[]): Expression {
  return conditions.length === 0 ? one : conditions.reduce((left, right) => binary("and", left, right));
}

/** Values up to this number are combined one after the other, more of them in halves: expressions stay shallow. */
const longestChain = 32;

/** Their sum, in the order of `reduce`. @throws RangeError if there is none. */
export function sumOf(values: readonly Expression[]): Expression {
  return reduce("add", values);
}

/** Combines values, few of them from left to right. @throws RangeError if there is none. */
export function reduce(operator: BinaryOperator, values: readonly Expression[]): Expression {
  if (values.length === 0) throw new RangeError("nothing to combine");
  if (values.length <= longestChain) return values.reduce((left, right) => binary(operator, left, right));
  const half = values.length >> 1;
  return binary(operator, reduce(operator, values.slice(0, half)), reduce(operator, values.slice(half)));
}

/** Whether reading a value twice costs nothing. */
export function isLeaf(expression: Expression): boolean {
  if (expression.kind === "element") return typeof expression.index === "number" || isLeaf(expression.index);
  return ["constant", "parameter", "column", "present"].includes(expression.kind);
}

/** Calls `visit` for an expression and everything within it. */
export function walk(expression: Expression, visit: (part: Expression) => void): void {
  visit(expression);
  for (const part of partsOf(expression)) walk(part, visit);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "element":
      return typeof expression.index === "number" ? [] : [expression.index];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "select":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    default:
      return [];
  }
}

/** `base` to a whole power by multiplication; `base` should be a leaf. */
export function wholePower(base: Expression, exponent: number): Expression {
  if (exponent === 0) return one;
  if (exponent < 0) return divide(one, wholePower(base, -exponent));
  const half = Math.floor(exponent / 2);
  if (exponent === 1) return base;
  const square = multiply(wholePower(base, half), wholePower(base, half));
  return exponent % 2 === 0 ? square : multiply(square, base);
}
