import type { Expression } from "../program.ts";

/** The expressions that one is computed from, in order; the index of an element is not among them. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
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
