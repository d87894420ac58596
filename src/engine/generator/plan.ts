import { alignedStart, type Place, placeOf, type Tables } from "../checkProgram.ts";
import type { Condition, Expression, Projection, Slice, Statement } from "../program.ts";

/** A gather, the only kind of expression that makes a pass over a projection. */
export type Gather = Expression & { readonly kind: "gather" };

/** What a pass over synapses does: assign to each synapse, or sum for each post unit and assign to that. */
export type SynapseItem =
  | { readonly kind: "assign"; readonly statement: Statement }
  | { readonly kind: "gather"; readonly statement: Statement; readonly gather: Gather };

/** Statements that run in one loop. */
export type Group =
  | { readonly kind: "subject"; readonly statement: Statement }
  | { readonly kind: "units"; readonly slice: Slice; readonly statements: Statement[]; readonly buffered: boolean }
  | { readonly kind: "synapses"; readonly projection: Projection; readonly items: SynapseItem[] };

/** How the variables that a statement reads are reached. */
interface Reads {
  /** In the loop, at other places than the element's own: pre, post, a shifted unit. */
  readonly elsewhere: Set<string>;
  /** Before the loop begins: in sums over units, and over the synapses of projections. */
  readonly before: Set<string>;
}

/**
 * Divides a routine into groups of statements that may share one loop.
 *
 * Statements stay in order. One joins the group before it if it reads nothing that the group writes except at the
 * element's own place, and writes nothing that the group reads from elsewhere.
 */
export function planRoutine(statements: readonly Statement[], tables: Tables): readonly Group[] {
  const groups: Group[] = [];
  let written = new Set<string>();
  let elsewhere = new Set<string>();
  for (const statement of statements) {
    const group = groupOf(statement, tables);
    const reads = readsOf(statement, group, tables);
    const last = groups[groups.length - 1];
    const apart =
      [...reads.before, ...reads.elsewhere].some((name) => written.has(name)) || elsewhere.has(statement.variable);
    if (last !== undefined && !apart && join(last, group)) {
      written.add(statement.variable);
      for (const name of reads.elsewhere) elsewhere.add(name);
    } else {
      groups.push(group);
      written = new Set([statement.variable]);
      elsewhere = reads.elsewhere;
    }
  }
  return groups;
}

function join(last: Group, next: Group): boolean {
  if (last.kind === "units" && next.kind === "units" && !last.buffered && !next.buffered) {
    if (!sameSlice(last.slice, next.slice)) return false;
    last.statements.push(...next.statements);
    return true;
  }
  if (last.kind === "synapses" && next.kind === "synapses" && last.projection === next.projection) {
    last.items.push(...next.items);
    return true;
  }
  return false;
}

function groupOf(statement: Statement, tables: Tables): Group {
  const place = placeOf(statement, tables);
  if (place.kind === "subject") return { kind: "subject", statement };
  if (place.kind === "synapses") {
    return { kind: "synapses", projection: place.projection, items: [{ kind: "assign", statement }] };
  }
  const gather = soleGather(statement, place.slice, tables);
  if (gather !== null) {
    const projection = tables.projections.get(gather.projection)!;
    return { kind: "synapses", projection, items: [{ kind: "gather", statement, gather }] };
  }
  const buffered = collectReads(statement.expression, place, tables).elsewhere.has(statement.variable);
  return { kind: "units", slice: place.slice, statements: [statement], buffered };
}

/**
 * The gather of a statement that can be evaluated at the end of each post unit's sum: the only one, over just the units
 * assigned to, reading nothing of the variable assigned except at the unit itself.
 */
function soleGather(statement: Statement, slice: Slice, tables: Tables): Gather | null {
  const gathers = gathersOf(statement.expression);
  const [gather] = gathers;
  if (gather === undefined || gathers.length > 1) return null;
  const projection = tables.projections.get(gather.projection)!;
  if (!sameSlice(projection.target, slice)) return null;
  const { elsewhere, before } = readsInPass(statement.expression, gather, slice, tables);
  return elsewhere.has(statement.variable) || before.has(statement.variable) ? null : gather;
}

function sameSlice(a: Slice, b: Slice): boolean {
  return a.population === b.population && a.from === b.from && a.count === b.count;
}

function readsOf(statement: Statement, group: Group, tables: Tables): Reads {
  const item = group.kind === "synapses" ? group.items[0] : undefined;
  if (item?.kind === "gather") {
    const place = placeOf(statement, tables) as Place & { kind: "units" };
    return readsInPass(statement.expression, item.gather, place.slice, tables);
  }
  return collectReads(statement.expression, placeOf(statement, tables), tables);
}

/** Reads of a statement whose gather is summed in the loop itself. */
function readsInPass(expression: Expression, gather: Gather, slice: Slice, tables: Tables): Reads {
  const projection = tables.projections.get(gather.projection)!;
  const reads = collectReads(gather.body, { kind: "synapses", projection }, tables);
  return collectReads(expression, { kind: "units", slice }, tables, reads, gather);
}

function collectReads(
  expression: Expression,
  place: Place,
  tables: Tables,
  reads: Reads = { elsewhere: new Set(), before: new Set() },
  except: Gather | null = null,
): Reads {
  walk(expression, (node) => {
    if (node.kind === "read" && isElsewhere(node, place, tables)) reads.elsewhere.add(node.variable);
    if (node.kind !== "reduce" && node.kind !== "gather") return true;
    if (node !== except) addAll(node.body, reads.before);
    return false;
  });
  return reads;
}

function isElsewhere({ variable, at }: Expression & { kind: "read" }, place: Place, tables: Tables): boolean {
  if (at === "own") return false;
  if (at !== "aligned" || place.kind !== "units") return true;
  const { domain } = tables.variables.get(variable)!;
  if (domain.kind !== "population") return false;
  const shifted = alignedStart(place.slice, tables.sizes.get(variable)!) !== place.slice.from;
  return domain.population !== place.slice.population || shifted;
}

function addAll(expression: Expression, names: Set<string>): void {
  walk(expression, (node) => {
    if (node.kind === "read") names.add(node.variable);
    return true;
  });
}

/** Gathers that are evaluated for the units of the statement itself, not within a sum over other units. */
export function gathersOf(expression: Expression): readonly Gather[] {
  const found: Gather[] = [];
  walk(expression, (node) => {
    if (node.kind === "gather") found.push(node);
    return node.kind !== "gather" && node.kind !== "reduce";
  });
  return found;
}

/** Visits an expression and its parts, outer ones first; parts of a node are left out if `visit` returns false. */
export function walk(expression: Expression, visit: (node: Expression) => boolean): void {
  if (!visit(expression)) return;
  switch (expression.kind) {
    case "unary":
      walk(expression.operand, visit);
      return;
    case "binary":
      walk(expression.left, visit);
      walk(expression.right, visit);
      return;
    case "select":
      walkCondition(expression.condition, visit);
      walk(expression.yes, visit);
      walk(expression.no, visit);
      return;
    case "reduce":
    case "gather":
      walk(expression.body, visit);
  }
}

function walkCondition(condition: Condition, visit: (node: Expression) => boolean): void {
  if (condition.kind === "compare") {
    walk(condition.left, visit);
    walk(condition.right, visit);
  } else if (condition.kind === "not") {
    walkCondition(condition.operand, visit);
  } else {
    walkCondition(condition.left, visit);
    walkCondition(condition.right, visit);
  }
}
