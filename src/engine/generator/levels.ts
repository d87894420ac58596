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

/** Whether two expressions or conditions are the same, node by node. */
export function sameNode(a: Expression | Condition | null, b: Expression | Condition | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b));
}
