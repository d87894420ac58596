import type { Tables } from "../checkProgram.ts";
import type { Condition, Expression, Projection } from "../program.ts";
import type { Value } from "./code.ts";
import type { Expressions, SynapsePosition } from "./expressions.ts";
import { type Level, levelOf, levelOfCondition, nodeKey } from "./levels.ts";
import { forUnits, LISTED } from "./loops.ts";
import type { SynapseItem } from "./plan.ts";

/** Pre units that a pass goes through: addresses of the first and after the last of their places. */
export interface PreList {
  readonly start: Value;
  readonly end: Value;
}

/**
 * Lists the pre units for which a condition holds in any lane, as byte offsets of their places among the pre units.
 *
 * @param address - Working memory: `LISTED` bytes a pre unit and one entry more.
 */
export function listPres(
  expressions: Expressions,
  { source }: Projection,
  condition: Condition,
  address: number,
): PreList {
  const { code, tile } = expressions;
  const { vector } = code.shape;
  const start = code.integer(address);
  const end = code.cell(start);
  code.loop([{ start: tile, stride: vector }], source.count, ([pointer]) => {
    const pre = { pointer: pointer!, unit: source.from };
    const at: SynapsePosition = { kind: "synapses", own: pre, pre, post: pre, assigned: new Map() };
    const any = code.operation("v128.any_true", expressions.condition(condition, at));
    const place = code.get(end);
    // What does not belong into the list is written over by the next.
    code.storeWord(place, code.operation("i32.sub", pointer!, tile));
    code.set(end, code.operation("i32.add", place, code.operation("i32.shl", any, code.integer(Math.log2(LISTED)))));
  });
  code.forget("list");
  return { start, end: code.get(end) };
}

type Node = Expression | Condition;

/** The largest parts of a pass's expressions that differ by the post unit only and have to be computed, each once. */
export function postParts(items: readonly SynapseItem[], tables: Tables): readonly Node[] {
  const found = new Map<string, Node>();
  const take = (node: Node, level: Level): boolean => {
    if (level === "post" && node.kind !== "read" && node.kind !== "index") found.set(nodeKey(node), node);
    return level === "synapse";
  };
  const visit = (node: Expression): void => {
    if (!take(node, levelOf(node, tables))) return;
    if (node.kind === "unary") visit(node.operand);
    else if (node.kind === "binary") {
      visit(node.left);
      visit(node.right);
    } else if (node.kind === "select") {
      decide(node.condition);
      visit(node.yes);
      visit(node.no);
    }
  };
  const decide = (condition: Condition): void => {
    if (!take(condition, levelOfCondition(condition, tables))) return;
    if (condition.kind === "not") decide(condition.operand);
    else if (condition.kind === "compare") {
      visit(condition.left);
      visit(condition.right);
    } else {
      decide(condition.left);
      decide(condition.right);
    }
  };
  for (const item of items) visit(item.kind === "gather" ? item.gather.body : item.statement.expression);
  return [...found.values()];
}

/**
 * Computes parts of a pass for all post units before it runs over the synapses.
 *
 * @param take - Gives working memory of so many bytes.
 * @returns For each part's key, the address of what post unit 0 would have.
 */
export function computeForPosts(
  expressions: Expressions,
  { target }: Projection,
  parts: readonly Node[],
  take: (bytes: number) => number,
): ReadonlyMap<string, number> {
  const { code, tile } = expressions;
  const { vector } = code.shape;
  const addresses = new Map(parts.map((part) => [nodeKey(part), take(vector * target.count) - vector * target.from]));
  if (parts.length === 0) return addresses;
  forUnits(code, tile, target, [], (spots) => {
    code.interleave(
      spots.map((post) => () => {
        const at: SynapsePosition = { kind: "synapses", own: post, pre: post, post, assigned: new Map() };
        const place = expressions.offsetOf(post);
        for (const part of parts) {
          code.store(place, addresses.get(nodeKey(part))! + vector * post.unit, expressions.node(part, at));
        }
      }),
    );
  });
  code.forget("posts");
  return addresses;
}
