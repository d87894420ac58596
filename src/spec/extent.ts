import type { Condition, Expression } from "../engine/program.ts";

/** How large an expression is. */
interface Extent {
  /** How deep operations are nested, 0 for a constant or a read. */
  readonly nesting: number;
  /** Number of nodes, one used at several places counted each time. */
  readonly nodes: number;
}

/** Extents of larger expressions; small ones are walked again, which is cheaper than looking them up. */
const known = new WeakMap<Expression | Condition, Extent>();
const small = 16;

/**
 * Extent of an expression. Large parts that were asked about before are not walked again, so asking for every part while
 * an expression is made costs a few steps each.
 */
export function extentOf(expression: Expression | Condition): Extent {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const extent = measure(expression);
  if (extent.nodes > small) known.set(expression, extent);
  return extent;
}

const nothing: Extent = { nesting: 0, nodes: 0 };
const leaf: Extent = { nesting: 0, nodes: 1 };

function measure(expression: Expression | Condition): Extent {
  switch (expression.kind) {
    case "unary":
    case "not":
      return around(extentOf(expression.operand));
    case "binary":
    case "compare":
    case "and":
    case "or":
      return around(extentOf(expression.left), extentOf(expression.right));
    case "select":
      return around(extentOf(expression.condition), extentOf(expression.yes), extentOf(expression.no));
    case "reduce":
    case "gather":
      return around(extentOf(expression.body));
    default:
      return leaf;
  }
}

function around(a: Extent, b = nothing, c = nothing): Extent {
  return { nesting: 1 + Math.max(a.nesting, b.nesting, c.nesting), nodes: 1 + a.nodes + b.nodes + c.nodes };
}
