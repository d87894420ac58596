import type { BinaryOperator, Expression, UnaryOperator } from "../program.ts";

/**
 * Derivatives of the operators. A derivative is an expression, or null where it is 0 whatever the numbers are.
 *
 * Factors are written so that they are the same expression for each parameter: the compiler computes them once.
 */

const constant = (value: number): Expression => ({ kind: "constant", value });
export const ZERO = constant(0);
const ONE = constant(1);

function isConstant(expression: Expression, value: number): boolean {
  return expression.kind === "constant" && expression.value === value;
}

function unary(operator: UnaryOperator, operand: Expression): Expression {
  return { kind: "unary", operator, operand };
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right };
}

function times(left: Expression, right: Expression): Expression {
  if (isConstant(left, 1)) return right;
  if (isConstant(right, 1)) return left;
  if (isConstant(left, -1)) return negated(right);
  if (isConstant(right, -1)) return negated(left);
  // Signs move outwards, where a sum takes them in; that rounds nothing.
  const of = negatedBy(right);
  return of === null ? binary("multiply", left, right) : negated(binary("multiply", left, of));
}

/** x of −x, or null. */
function negatedBy(expression: Expression): Expression | null {
  return expression.kind === "unary" && expression.operator === "negate" ? expression.operand : null;
}

function negated(x: Expression): Expression {
  if (x.kind === "constant") return constant(-x.value);
  return x.kind === "unary" && x.operator === "negate" ? x.operand : unary("negate", x);
}

function reciprocal(x: Expression): Expression {
  return x.kind === "constant" ? constant(1 / x.value) : binary("divide", ONE, x);
}

function select(condition: Expression, whenTrue: Expression | null, whenFalse: Expression | null): Expression {
  return { kind: "select", condition, whenTrue: whenTrue ?? ZERO, whenFalse: whenFalse ?? ZERO };
}

export function sum(left: Expression | null, right: Expression | null): Expression | null {
  if (left === null) return right;
  if (right === null) return left;
  const subtracted = negatedBy(right);
  return subtracted === null ? binary("add", left, right) : binary("subtract", left, subtracted);
}

function difference(left: Expression | null, right: Expression | null): Expression | null {
  if (right === null) return left;
  if (left === null) return negated(right);
  const added = negatedBy(right);
  return added === null ? binary("subtract", left, right) : binary("add", left, added);
}

function product(factor: Expression, derivative: Expression | null): Expression | null {
  return derivative === null ? null : times(factor, derivative);
}

/** Operators that have no derivative: they change in steps, or are said to have none. */
const STEPS: ReadonlySet<UnaryOperator | BinaryOperator> = new Set<UnaryOperator | BinaryOperator>([
  ...(["floor", "not", "withoutDerivative"] as const),
  ...(["less", "lessOrEqual", "equal", "notEqual", "and", "or"] as const),
]);

export function isStep(operator: UnaryOperator | BinaryOperator): boolean {
  return STEPS.has(operator);
}

/** @param d - Of the operand. */
export function derivativeOfUnary(whole: Expression & { kind: "unary" }, d: Expression): Expression | null {
  const { operator, operand: x } = whole;
  switch (operator) {
    case "negate":
      return negated(d);
    case "absolute":
      return select(binary("less", x, ZERO), negated(d), d);
    case "exponential":
      return times(whole, d);
    case "logarithm":
      return times(reciprocal(x), d);
    case "logarithmOfOnePlus":
      return times(binary("divide", ONE, binary("add", ONE, x)), d);
    case "squareRoot":
      return times(binary("divide", constant(0.5), whole), d);
    case "logistic":
      return times(binary("multiply", whole, binary("subtract", ONE, whole)), d);
    case "logarithmOfLogistic":
      return times(unary("logistic", negated(x)), d);
    case "hyperbolicTangent":
      return times(binary("subtract", ONE, binary("multiply", whole, whole)), d);
    case "normalCumulative": {
      const square = binary("multiply", constant(-0.5), binary("multiply", x, x));
      return times(binary("multiply", constant(0.3989422804014327), unary("exponential", square)), d);
    }
    case "logarithmOfNormalCumulative":
      return times(unary("normalHazard", x), d);
    case "normalHazard":
      return times(negated(binary("multiply", whole, binary("add", x, whole))), d);
    case "logarithmOfGamma":
      return times(unary("digamma", x), d);
    case "sine":
      return times(unary("cosine", x), d);
    case "cosine":
      return times(negated(unary("sine", x)), d);
    case "digamma":
      throw new RangeError("the derivative of digamma is not known");
    case "floor":
    case "not":
    case "withoutDerivative":
      return null;
  }
}

/**
 * @param da - Derivative of the left operand.
 * @param db - Derivative of the right operand.
 */
export function derivativeOfBinary(
  whole: Expression & { kind: "binary" },
  da: Expression | null,
  db: Expression | null,
): Expression | null {
  const { operator, left: a, right: b } = whole;
  switch (operator) {
    case "add":
      return sum(da, db);
    case "subtract":
      return difference(da, db);
    case "multiply":
      if (a === b) return product(binary("add", a, a), da);
      return sum(product(b, da), product(a, db));
    case "divide":
      if (db === null) return product(reciprocal(b), da);
      if (da === null) return product(negated(times(reciprocal(b), whole)), db);
      return times(reciprocal(b), difference(da, times(whole, db))!);
    case "power":
      return sum(da && times(slopeOfPower(a, b), da), db && times(slopeOfExponent(whole), db));
    case "minimum":
      return select(binary("less", b, a), db, da);
    case "maximum":
      return select(binary("less", a, b), db, da);
    default:
      return null;
  }
}

export function derivativeOfSelect(
  { condition }: Expression & { kind: "select" },
  whenTrue: Expression | null,
  whenFalse: Expression | null,
): Expression | null {
  return whenTrue === null && whenFalse === null ? null : select(condition, whenTrue, whenFalse);
}

/** y xʸ⁻¹ */
function slopeOfPower(x: Expression, y: Expression): Expression {
  if (y.kind !== "constant") return times(y, binary("power", x, binary("subtract", y, ONE)));
  if (y.value === 1) return ONE;
  return times(y, y.value === 2 ? x : binary("power", x, constant(y.value - 1)));
}

/** xʸ log x, 0 for x = 0 */
function slopeOfExponent(whole: Expression & { kind: "binary" }): Expression {
  const slope = binary("multiply", whole, unary("logarithm", whole.left));
  return select(binary("equal", whole.left, ZERO), null, slope);
}
