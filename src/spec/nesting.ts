import type { Condition, Expression } from "../engine/program.ts";

const known = new WeakMap<Expression | Condition, number>();

/**
 * How deep operations are nested in an expression, 0 for a constant or a read. Parts that were asked about before are
 * not walked again, so asking for every part while an expression is made costs one step each.
 */
export function nestingOf(expression: Expression | Condition): number {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const parts = partsOf(expression);
  const nesting = parts.length === 0 ? 0 : 1 + Math.max(...parts.map(nestingOf));
  known.set(expression, nesting);
  return nesting;
}

function partsOf(expression: Expression | Condition): readonly (Expression | Condition)[] {
  switch (expression.kind) {
    case "unary":
    case "not":
      return [expression.operand];
    case "binary":
    case "compare":
    case "and":
    case "or":
      return [expression.left, expression.right];
    case "select":
      return [expression.condition, expression.yes, expression.no];
    case "reduce":
    case "gather":
      return [expression.body];
    default:
      return [];
  }
}
