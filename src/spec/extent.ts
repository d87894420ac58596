import type { Condition, Expression } from "../engine/program.ts";

/** How large an expression is. */
interface Extent {
  /** How deep operations are nested, 0 for a constant or a read. */
  readonly nesting: number;
  /** Number of nodes, one used at several places counted each time. */
  readonly nodes: number;
}

const known = new WeakMap<Expression | Condition, Extent>();

/**
 * Extent of an expression. Parts that were asked about before are not walked again, so asking for every part while an
 * expression is made costs one step each.
 */
export function extentOf(expression: Expression | Condition): Extent {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const parts = partsOf(expression).map(extentOf);
  const extent = {
    nesting: parts.length === 0 ? 0 : 1 + Math.max(...parts.map(({ nesting }) => nesting)),
    nodes: parts.reduce((sum, { nodes }) => sum + nodes, 1),
  };
  known.set(expression, extent);
  return extent;
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
