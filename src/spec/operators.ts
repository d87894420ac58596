import type { Expression } from "../engine/program.ts";
import {
  dimensionless,
  divideDimensions,
  isDimensionless,
  multiplyDimensions,
  raiseDimension,
} from "../units/index.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import type { InfixOperator, Syntax } from "./syntax.ts";
import { type Frame, type Typed, type TypedCondition, unitOf } from "./typed.ts";

/** Largest whole power that is written out as products. */
export const largestPower = 16;

const arithmetic = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide" } as const;

type Comparison = Extract<InfixOperator, "<" | "<=" | ">" | ">=" | "==" | "!=">;

const comparisons: Readonly<Record<Comparison, (a: Expression, b: Expression) => fold.FoldedCondition>> = {
  "<": (a, b) => fold.compare("less", a, b),
  "<=": (a, b) => fold.compare("lessOrEqual", a, b),
  ">": (a, b) => fold.compare("less", b, a),
  ">=": (a, b) => fold.compare("lessOrEqual", b, a),
  "==": (a, b) => fold.compare("equal", a, b),
  "!=": (a, b) => fold.not(fold.compare("equal", a, b)),
};

/** Lowers an operation on two numbers. */
export function lowerInfix(
  lowering: ExpressionLowering,
  syntax: Extract<Syntax, { kind: "infix" }>,
  frame: Frame,
): Typed | null {
  const { operator } = syntax;
  if (operator === "^") return power(lowering, syntax, frame);
  if (operator !== "+" && operator !== "-" && operator !== "*" && operator !== "/")
    return notANumber(lowering, syntax, frame);
  const left = lowering.numeric(syntax.left, frame);
  const right = lowering.numeric(syntax.right, frame);
  if (!left || !right) return null;
  const size = left.size + right.size + 1;
  const expression = fold.binary(arithmetic[operator], left.expression, right.expression);
  if (operator === "*" || operator === "/") {
    const bare = left.bare || right.bare;
    const combine = operator === "*" ? multiplyDimensions : divideDimensions;
    const dimension = left.dimension && right.dimension && combine(left.dimension, right.dimension);
    return { expression, dimension, size, bare };
  }
  const verb = operator === "+" ? "add" : "subtract";
  if (
    !lowering.agree(
      left,
      right,
      frame,
      syntax.right.span,
      `cannot ${verb} ${unitOf(right)} ${operator === "+" ? "to" : "from"} ${unitOf(left)}`,
    )
  )
    return null;
  return { expression, dimension: left.dimension ?? right.dimension, size, bare: left.bare && right.bare };
}

function power(lowering: ExpressionLowering, syntax: Extract<Syntax, { kind: "infix" }>, frame: Frame): Typed | null {
  const base = lowering.numeric(syntax.left, frame);
  const exponent = lowering.numeric(syntax.right, frame);
  if (!base || !exponent) return null;
  const value = fold.constantValue(exponent.expression);
  if (
    value === null ||
    !Number.isInteger(value) ||
    Math.abs(value) > largestPower ||
    !isDimensionless(exponent.dimension ?? dimensionless)
  )
    return lowering.error(frame, syntax.right.span, "usage", "an exponent must be a whole constant", {
      expected: `−${largestPower} … ${largestPower}`,
      hint: "write power(x, y) or sqrt(x)",
    });
  const dimension = base.dimension && raiseDimension(base.dimension, value);
  return {
    ...base,
    expression: fold.wholePower(base.expression, value),
    dimension,
    size: base.size * Math.max(1, Math.abs(value)) + 1,
  };
}

/** A condition stands where a number is needed. */
export function notANumber(lowering: ExpressionLowering, syntax: Syntax, frame: Frame): null {
  return lowering.error(frame, syntax.span, "type", "a condition cannot be used as a number", {
    hint: "write where(condition, 1, 0)",
  });
}

/** Lowers a condition. */
export function lowerCondition(lowering: ExpressionLowering, syntax: Syntax, frame: Frame): TypedCondition | null {
  if (syntax.kind === "prefix" && syntax.operator === "not") {
    const operand = lowerCondition(lowering, syntax.operand, frame);
    return operand && { condition: fold.not(operand.condition), size: operand.size + 1 };
  }
  if (syntax.kind === "infix" && (syntax.operator === "and" || syntax.operator === "or")) {
    const left = lowerCondition(lowering, syntax.left, frame);
    const right = lowerCondition(lowering, syntax.right, frame);
    return (
      left &&
      right && {
        condition: fold.join(syntax.operator, left.condition, right.condition),
        size: left.size + right.size + 1,
      }
    );
  }
  if (syntax.kind === "infix" && Object.hasOwn(comparisons, syntax.operator))
    return comparison(lowering, syntax, frame);
  return lowering.error(frame, syntax.span, "type", "a condition is needed here", {
    expected: "a comparison such as x > 0",
  });
}

function comparison(
  lowering: ExpressionLowering,
  syntax: Extract<Syntax, { kind: "infix" }>,
  frame: Frame,
): TypedCondition | null {
  const left = lowering.numeric(syntax.left, frame);
  const right = lowering.numeric(syntax.right, frame);
  if (!left || !right) return null;
  if (!lowering.agree(left, right, frame, syntax.right.span, `cannot compare ${unitOf(left)} with ${unitOf(right)}`))
    return null;
  const condition = comparisons[syntax.operator as Comparison](left.expression, right.expression);
  return { condition, size: left.size + right.size + 1 };
}
