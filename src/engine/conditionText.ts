import type { BinaryOperator, CompareOperator, Condition, Expression } from "./program.ts";

const compare: Record<CompareOperator, string> = { less: "<", lessOrEqual: "≤", equal: "=" };
const infix: Partial<Record<BinaryOperator, string>> = { add: "+", subtract: "−", multiply: "·", divide: "/" };

/** A condition as one line of text, for people: `0 < pre.cortex.rate and 0.1 < |gate|`. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "compare": {
      const { operator, left, right } = condition;
      return `${expressionText(left)} ${compare[operator]} ${expressionText(right)}`;
    }
    case "not":
      return `not (${conditionText(condition.operand)})`;
    default:
      return [condition.left, condition.right]
        .map((side) => (isOther(side, condition.kind) ? `(${conditionText(side)})` : conditionText(side)))
        .join(` ${condition.kind} `);
  }
}

function isOther({ kind }: Condition, around: "and" | "or"): boolean {
  return (kind === "and" || kind === "or") && kind !== around;
}

function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "constant":
      return String(Math.fround(expression.value) === expression.value ? expression.value : shortest(expression.value));
    case "read":
      return expression.at === "pre" || expression.at === "post"
        ? `${expression.at}.${expression.variable}`
        : expression.variable;
    case "index":
      return expression.of === "own" ? "index" : `${expression.of}.index`;
    case "clock":
      return "clock";
    case "random":
      return `${expression.distribution}(${expression.stream})`;
    case "unary":
      if (expression.operator === "negate") return `−${operand(expression.operand)}`;
      if (expression.operator === "absolute") return `|${expressionText(expression.operand)}|`;
      return `${expression.operator}(${expressionText(expression.operand)})`;
    case "binary": {
      const { operator, left, right } = expression;
      const sign = infix[operator];
      return sign === undefined
        ? `${operator}(${expressionText(left)}, ${expressionText(right)})`
        : `${operand(left)} ${sign} ${operand(right)}`;
    }
    case "select":
      return `where(${conditionText(expression.condition)}, ${expressionText(expression.yes)}, ${expressionText(expression.no)})`;
    case "reduce":
      return `${expression.operator}(${expressionText(expression.body)})`;
    case "gather":
      return `sum over ${expression.projection}(${expressionText(expression.body)})`;
  }
}

function operand(expression: Expression): string {
  return expression.kind === "binary" && infix[expression.operator] !== undefined
    ? `(${expressionText(expression)})`
    : expressionText(expression);
}

/** Few digits that a reader may take for the number. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(7)));
}
