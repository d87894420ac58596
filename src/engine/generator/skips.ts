import type { Tables } from "../checkProgram.ts";
import type { Condition, Program } from "../program.ts";
import { levelOfCondition, sameNode } from "./levels.ts";
import { WRITTEN_OUT } from "./loops.ts";
import { planRoutine, type SynapseItem } from "./plan.ts";

/**
 * What a pass over synapses may leave out without changing a bit: where its condition holds in no lane, an item adds 0
 * to a sum or assigns a variable its own value.
 */
export interface Skips {
  /** Condition on pre units, and perhaps the subject: only the pre units where it holds somewhere are gone through. */
  readonly pre: Condition | null;
  /** Condition on the subject without which the whole pass changes nothing and sums nothing. */
  readonly whole: Condition | null;
  /** Condition on the subject that the last items share, and the first of them. */
  readonly subject: { readonly condition: Condition; readonly from: number } | null;
}

export const NO_SKIPS: Skips = { pre: null, whole: null, subject: null };

/** Finds what a pass may leave out. */
export function findSkips(items: readonly SynapseItem[], tables: Tables): Skips {
  const guards = items.map((item) => coarse(guardOf(item), tables));
  const pre = either(guards);
  const last = lastItems(items, tables);
  if (pre === null) return { ...NO_SKIPS, subject: last };
  if (levelOfCondition(pre, tables) === "pre") return { pre, whole: null, subject: last?.from === 0 ? null : last };
  return items.every(({ kind }) => kind === "assign")
    ? { pre: null, whole: pre, subject: null }
    : { ...NO_SKIPS, subject: last };
}

/** All-to-all projections of which a step goes, in some pass, through the synapses of some pre units only. */
export function rowProjections(program: Program, tables: Tables): ReadonlySet<string> {
  const statements = program.routines.find(({ name }) => name === "step")?.statements ?? [];
  const names = planRoutine(statements, tables).flatMap((group) => {
    if (group.kind !== "synapses" || group.projection.connection !== "all-to-all") return [];
    const many = group.projection.source.count > WRITTEN_OUT;
    return many && findSkips(group.items, tables).pre !== null ? [group.projection.name] : [];
  });
  return new Set(names);
}

/** The last items that share a condition on the subject. */
function lastItems(items: readonly SynapseItem[], tables: Tables): Skips["subject"] {
  const guards = items.map((item) => subjectPart(guardOf(item), tables));
  const last = guards[guards.length - 1];
  if (!last) return null;
  let from = items.length - 1;
  while (from > 0 && sameNode(guards[from - 1]!, last)) from--;
  return items.slice(from).every(({ kind }) => kind === "assign") ? { condition: last, from } : null;
}

/** The condition without which an item changes nothing. */
export function guardOf(item: SynapseItem): Condition | null {
  const expression = item.kind === "gather" ? item.gather.body : item.statement.expression;
  if (expression.kind !== "select") return null;
  const { no } = expression;
  const idle =
    item.kind === "gather"
      ? no.kind === "constant" && Object.is(no.value, 0)
      : no.kind === "read" && no.at === "own" && no.variable === item.statement.variable;
  return idle ? expression.condition : null;
}

/** A condition on pre unit and subject that holds wherever the given one does; null if there is none. */
function coarse(condition: Condition | null, tables: Tables): Condition | null {
  return part(condition, (level) => level === "pre" || level === "subject", tables);
}

function subjectPart(condition: Condition | null, tables: Tables): Condition | null {
  return part(condition, (level) => level === "subject", tables);
}

/** The parts of a conjunction that are decided at some levels. */
function part(
  condition: Condition | null,
  at: (level: ReturnType<typeof levelOfCondition>) => boolean,
  tables: Tables,
): Condition | null {
  if (condition === null || at(levelOfCondition(condition, tables))) return condition;
  if (condition.kind === "compare" || condition.kind === "not") return null;
  const left = part(condition.left, at, tables);
  const right = part(condition.right, at, tables);
  if (condition.kind === "and" && (left === null || right === null)) return left ?? right;
  return left === null || right === null ? null : { kind: condition.kind, left, right };
}

/** One of several conditions; null if one of them is not known. */
function either(conditions: readonly (Condition | null)[]): Condition | null {
  let result: Condition | null = null;
  const seen: Condition[] = [];
  for (const condition of conditions) {
    if (condition === null) return null;
    if (seen.some((one) => sameNode(one, condition))) continue;
    seen.push(condition);
    result = result === null ? condition : { kind: "or", left: result, right: condition };
  }
  return result;
}
