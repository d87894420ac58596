import type { Tables } from "../checkProgram.ts";
import type { Condition, Program } from "../program.ts";
import { type Level, levelOfCondition, sameNode } from "./levels.ts";
import { WRITTEN_OUT } from "./loops.ts";
import { planRoutine, type SynapseItem } from "./plan.ts";

/**
 * What a pass over synapses may leave out without changing a bit: where its condition holds in no lane, an item adds 0
 * to a sum or assigns a variable its own value.
 */
export interface Skips {
  /** Condition on pre units, and perhaps the subject: only the pre units where it holds somewhere are gone through. */
  readonly pre: Condition | null;
  /** Condition on the subject without which the whole pass changes nothing. */
  readonly whole: Condition | null;
}

export const NO_SKIPS: Skips = { pre: null, whole: null };

/** Finds what a pass may leave out. */
export function findSkips(items: readonly SynapseItem[], tables: Tables): Skips {
  const guards = items.map((item) => part(guardOf(item), ["pre", "subject"], tables));
  const pre = either(guards);
  const assigns = items.every(({ kind }) => kind === "assign");
  const whole = assigns ? either(items.map((item) => part(guardOf(item), ["subject"], tables))) : null;
  return { pre: pre !== null && levelOfCondition(pre, tables) === "pre" ? pre : null, whole };
}

/** Divides a pass where its last items, all assignments, can be left out as a whole and those before cannot. */
export function passesOf(items: readonly SynapseItem[], tables: Tables): readonly (readonly SynapseItem[])[] {
  const guards = items.map((item) => (item.kind === "assign" ? part(guardOf(item), ["subject"], tables) : null));
  const last = guards[guards.length - 1];
  if (!last) return [items];
  let from = items.length - 1;
  while (from > 0 && sameNode(guards[from - 1]!, last)) from--;
  return from === 0 ? [items] : [items.slice(0, from), items.slice(from)];
}

/** All-to-all projections of which a step goes, in some pass, through the synapses of some pre units only. */
export function rowProjections(program: Program, tables: Tables): ReadonlySet<string> {
  const statements = program.routines.find(({ name }) => name === "step")?.statements ?? [];
  const names = planRoutine(statements, tables).flatMap((group) => {
    if (group.kind !== "synapses" || group.projection.connection !== "all-to-all") return [];
    if (group.projection.source.count <= WRITTEN_OUT) return [];
    const skips = passesOf(group.items, tables).map((items) => findSkips(items, tables));
    return skips.some(({ pre }) => pre !== null) ? [group.projection.name] : [];
  });
  return new Set(names);
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

/** A condition that is decided at some levels and holds wherever the given one does; null if there is none. */
function part(condition: Condition | null, levels: readonly Level[], tables: Tables): Condition | null {
  if (condition === null || levels.includes(levelOfCondition(condition, tables))) return condition;
  if (condition.kind === "compare" || condition.kind === "not") return null;
  const left = part(condition.left, levels, tables);
  const right = part(condition.right, levels, tables);
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
