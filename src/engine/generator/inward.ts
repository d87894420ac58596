import type { Tables } from "../checkProgram.ts";
import type { Condition, Expression } from "../program.ts";
import { levelOf, levelOfCondition, sameNode } from "./levels.ts";
import type { SynapseItem } from "./plan.ts";
import { guardOf } from "./skips.ts";

const ZERO: Expression = { kind: "constant", value: 0 };
const RANK = { subject: 0, post: 1, pre: 2, synapse: 3 } as const;

/**
 * The items of a pass with conditions moved from whole results to what changes them.
 *
 * `where(c, clip(w + d, low, high), w)` chooses between two results for each synapse. The same bits come from
 * `clip(w − where(c, −d, 0), where(c, low, −∞), where(c, high, ∞))`, whose bounds depend on `c` only, so that they can be
 * made once for all synapses of a pre unit: where `c` does not hold, 0 is subtracted, which leaves every number as it is,
 * −0 and NaN too. A sum over the new value takes it from there.
 */
export function moveConditionsInward(items: readonly SynapseItem[], tables: Tables): readonly SynapseItem[] {
  const moved = items.flatMap((item) => {
    const { expression, variable } = item.statement;
    const guard = item.kind === "assign" ? guardOf(item) : null;
    if (guard === null || expression.kind !== "select" || levelOfCondition(guard, tables) !== "pre") return [];
    const result = inward(guard, expression.yes, { kind: "read", variable, at: "own" }, tables);
    return result === null ? [] : [{ guard, variable, yes: expression.yes, result }];
  });
  // A value may stand for a later item's only as long as nothing it reads was assigned in between: itself comes first.
  return items.map((item, place) => {
    const guard = guardOf(item);
    const before = items.slice(0, place).flatMap((one) => (one.kind === "assign" ? [one.statement.variable] : []));
    const own = item.kind === "assign" ? moved.find(({ variable, yes }) => isOwn(item, variable, yes)) : undefined;
    if (own !== undefined) return { ...item, statement: { ...item.statement, expression: own.result } };
    if (guard === null || item.kind !== "gather" || item.gather.body.kind !== "select" || before.length > 0)
      return item;
    const same = moved.filter((one) => sameNode(one.guard, guard));
    const yes = same.reduce((body, one) => replace(body, one.yes, one.result), item.gather.body.yes);
    return { ...item, gather: { ...item.gather, body: { ...item.gather.body, yes } } };
  });
}

function isOwn(item: SynapseItem, variable: string, yes: Expression): boolean {
  const { expression } = item.statement;
  return item.statement.variable === variable && expression.kind === "select" && expression.yes === yes;
}

/** An expression that is `yes` where the condition holds and `old` elsewhere, without choosing between the two. */
function inward(condition: Condition, yes: Expression, old: Expression, tables: Tables): Expression | null {
  if (yes.kind !== "binary") return null;
  const { operator, left, right } = yes;
  const where = (value: Expression, no: Expression): Expression => ({ kind: "select", condition, yes: value, no });
  const less = (taken: Expression): Expression => ({
    kind: "binary",
    operator: "subtract",
    left: old,
    right: where(taken, ZERO),
  });
  switch (operator) {
    case "add":
      if (sameNode(left, old)) return less(negated(right, tables));
      return sameNode(right, old) ? less(negated(left, tables)) : null;
    case "subtract":
      return sameNode(left, old) ? less(right) : null;
    case "minimum":
    case "maximum": {
      const inner = inward(condition, left, old, tables);
      if (inner === null || RANK[levelOf(right, tables)] > RANK.pre || levelOf(right, tables) === "post") return null;
      const open: Expression = { kind: "constant", value: operator === "minimum" ? Infinity : -Infinity };
      return { ...yes, left: inner, right: where(right, open) };
    }
    default:
      return null;
  }
}

/** The negative of an expression; of a product or quotient, that of the factor which differs by less. */
function negated(expression: Expression, tables: Tables): Expression {
  if (expression.kind === "constant") return { kind: "constant", value: -expression.value };
  if (expression.kind === "binary" && (expression.operator === "multiply" || expression.operator === "divide")) {
    const { left, right } = expression;
    return RANK[levelOf(left, tables)] <= RANK[levelOf(right, tables)]
      ? { ...expression, left: negated(left, tables) }
      : { ...expression, right: negated(right, tables) };
  }
  return { kind: "unary", operator: "negate", operand: expression };
}

/** An expression in which one part, wherever it stands outside of conditions, is another. */
function replace(expression: Expression, part: Expression, by: Expression): Expression {
  if (sameNode(expression, part)) return by;
  switch (expression.kind) {
    case "unary":
      return { ...expression, operand: replace(expression.operand, part, by) };
    case "binary":
      return {
        ...expression,
        left: replace(expression.left, part, by),
        right: replace(expression.right, part, by),
      };
    case "select":
      return { ...expression, yes: replace(expression.yes, part, by), no: replace(expression.no, part, by) };
    default:
      return expression;
  }
}
