import type { Condition, Expression } from "../engine/program.ts";
import * as fold from "./fold.ts";

/** A node of an expression or condition. */
type Node = { readonly kind: string };

/**
 * An expression with parts replaced, from the leaves up. What is put in is not looked at again.
 *
 * @param replace - The new part, or null to keep it.
 */
export function rewritten(expression: Expression, replace: (part: Expression) => Expression | null): Expression {
  return visit(expression, replace);
}

function visit<T extends Node>(node: T, replace: (part: Expression) => Expression | null): T {
  let changed: Record<string, unknown> | null = null;
  for (const key in node) {
    const value: unknown = node[key];
    if (!isNode(value)) continue;
    const now = visit(value, replace);
    if (now !== value) changed = { ...(changed ?? node), [key]: now };
  }
  const whole = (changed ?? node) as unknown as T;
  return ((replace(whole as unknown as Expression) as unknown as T | null) ?? whole) as T;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** Whether an expression surely is 0 where certain reads are: then it needs no factor to be so. */
export function vanishes(expression: Expression, isZero: (read: Expression & { kind: "read" }) => boolean): boolean {
  const zero = (part: Expression) => vanishes(part, isZero);
  switch (expression.kind) {
    case "constant":
      return fold.constantValue(expression) === 0;
    case "read":
      return isZero(expression);
    case "unary":
      return !["exponential", "logarithm"].includes(expression.operator) && zero(expression.operand);
    case "binary":
      if (expression.operator === "multiply") return zero(expression.left) || zero(expression.right);
      if (expression.operator === "divide") return zero(expression.left);
      return zero(expression.left) && zero(expression.right);
    case "select":
      return zero(expression.yes) && zero(expression.no);
    default:
      return false;
  }
}

/** `value · factor`, or the value itself where the factor is 1. */
export function scaled(value: Expression, factor: number): Expression {
  return factor === 1 ? value : fold.binary("multiply", value, fold.constant(factor));
}

const nothing: ReadonlySet<string> = new Set();
/** What was found before: nodes never change, and one may stand at many places. */
const reads = new WeakMap<Expression | Condition, ReadonlySet<string>>();

/** The variables that an expression or condition reads, in the order of their first appearance. */
export function readsOf(node: Expression | Condition): ReadonlySet<string> {
  switch (node.kind) {
    case "unary":
    case "not":
      return readsOf(node.operand);
    case "reduce":
    case "gather":
      return readsOf(node.body);
    case "read":
    case "binary":
    case "compare":
    case "and":
    case "or":
    case "select":
      break;
    default:
      return nothing;
  }
  let found = reads.get(node);
  if (found === undefined) {
    if (node.kind === "read") found = new Set([node.variable]);
    else if (node.kind === "select") found = union(union(readsOf(node.condition), readsOf(node.yes)), readsOf(node.no));
    else found = union(readsOf(node.left), readsOf(node.right));
    reads.set(node, found);
  }
  return found;
}

function union(first: ReadonlySet<string>, second: ReadonlySet<string>): ReadonlySet<string> {
  if (first.size === 0 || first === second) return second;
  for (const name of second) if (!first.has(name)) return new Set([...first, ...second]);
  return first;
}
