import type { Tables } from "../checkProgram.ts";
import type { Condition, Expression } from "../program.ts";
import { walk } from "./plan.ts";

/**
 * What a value in a pass over synapses differs by: `subject` is the same for all synapses, `pre` and `post` differ by
 * one of the two units, `synapse` by both.
 */
export type Level = "subject" | "pre" | "post" | "synapse";

/** The least level that an expression can be evaluated at. */
export function levelOf(expression: Expression, tables: Tables): Level {
  let [pre, post, own] = [false, false, false];
  walk(expression, (node) => {
    if (node.kind === "random") own = true;
    if (node.kind === "index") {
      if (node.of === "pre") pre = true;
      else if (node.of === "post") post = true;
      else own = true;
    }
    if (node.kind === "read" && tables.variables.get(node.variable)!.domain.kind !== "subject") {
      if (node.at === "pre") pre = true;
      else if (node.at === "post") post = true;
      else own = true;
    }
    return node.kind !== "reduce";
  });
  return own || (pre && post) ? "synapse" : pre ? "pre" : post ? "post" : "subject";
}

/** The least level that a condition can be decided at. */
export function levelOfCondition(condition: Condition, tables: Tables): Level {
  const nothing: Expression = { kind: "constant", value: 0 };
  return levelOf({ kind: "select", condition, yes: nothing, no: nothing }, tables);
}

/** A text that two expressions or conditions share only if they are the same, node by node and bit by bit. */
export function nodeKey(node: Expression | Condition): string {
  return JSON.stringify(node, (_, value: unknown) => (isLostInJson(value) ? lostText(value) : value));
}

/** JSON writes infinite numbers and NaN as null, and −0 as 0. */
function isLostInJson(value: unknown): value is number {
  return typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));
}

function lostText(value: number): string {
  return value === 0 ? "-0" : String(value);
}

/** Whether two expressions or conditions are the same, node by node. */
export function sameNode(a: Expression | Condition | null, b: Expression | Condition | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && nodeKey(a) === nodeKey(b));
}
