import type { Expression } from "../engine/program.ts";
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
  for (const [key, value] of Object.entries(node)) {
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

/** The variables that an expression reads. */
export function readsOf(expression: Expression): Set<string> {
  const found = new Set<string>();
  const visited = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || visited.has(node)) return;
    visited.add(node);
    const { kind, variable } = node as { kind?: string; variable?: string };
    if (kind === "read" && variable !== undefined) found.add(variable);
    for (const part of Object.values(node)) visit(part);
  };
  visit(expression);
  return found;
}
