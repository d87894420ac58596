import type { Tables } from "../checkProgram.ts";
import type { Condition, Expression } from "../program.ts";
import { type SynapseItem, walk } from "./plan.ts";

/**
 * What a pass over synapses may leave out without changing a bit: where its condition holds in no lane, an item adds 0
 * to a sum or assigns a variable its own value.
 */
export interface Skips {
  /** Condition on pre units that all items share: only the pre units where it holds somewhere are gone through. */
  readonly pre: Condition | null;
  /** Condition on the subject that the last items share, and the first of them. */
  readonly subject: { readonly condition: Condition; readonly from: number } | null;
}

export const NO_SKIPS: Skips = { pre: null, subject: null };

/** Finds what a pass may leave out. */
export function findSkips(items: readonly SynapseItem[], tables: Tables): Skips {
  const guards = items.map(guardOf);
  const first = guards[0];
  if (first && levelOf(first, tables) === "pre" && guards.every((guard) => same(guard, first))) {
    return { pre: first, subject: null };
  }
  const last = guards[guards.length - 1];
  if (!last || levelOf(last, tables) !== "subject") return NO_SKIPS;
  let from = items.length - 1;
  while (from > 0 && same(guards[from - 1], last)) from--;
  return items.slice(from).every(({ kind }) => kind === "assign")
    ? { pre: null, subject: { condition: last, from } }
    : NO_SKIPS;
}

/** The condition without which an item changes nothing. */
function guardOf(item: SynapseItem): Condition | null {
  const expression = item.kind === "gather" ? item.gather.body : item.statement.expression;
  if (expression.kind !== "select") return null;
  const { no } = expression;
  const idle =
    item.kind === "gather"
      ? no.kind === "constant" && Object.is(no.value, 0)
      : no.kind === "read" && no.variable === item.statement.variable;
  return idle ? expression.condition : null;
}

function same(a: Condition | null | undefined, b: Condition): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** What a condition depends on at most: the subject, the pre unit, or the synapse. */
function levelOf(condition: Condition, tables: Tables): "subject" | "pre" | "synapse" {
  let level: "subject" | "pre" | "synapse" = "subject";
  const visit = (node: Expression): boolean => {
    const isUnit = node.kind === "read" && tables.variables.get(node.variable)!.domain.kind !== "subject";
    const isPre = (node.kind === "read" && isUnit && node.at === "pre") || (node.kind === "index" && node.of === "pre");
    if (isPre) level = level === "synapse" ? level : "pre";
    else if (isUnit || node.kind === "index" || node.kind === "random") level = "synapse";
    return node.kind !== "reduce";
  };
  walk({ kind: "select", condition, yes: { kind: "clock" }, no: { kind: "clock" } }, visit);
  return level;
}
