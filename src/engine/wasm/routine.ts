import type { Tables } from "../checkProgram.ts";
import { type Layout, MASK_ADDRESS, VECTOR } from "../layout.ts";
import type { Expression, Projection, Routine, Statement } from "../program.ts";
import { type Cell, Code, type Value } from "./code.ts";
import type { DrawAddresses, Draws } from "./draws.ts";
import { Expressions, type Position, type Spot } from "./expressions.ts";
import { bordersOf, forSynapses, forUnits, type SynapseSpots } from "./loops.ts";
import { type Gather, type Group, gathersOf, planRoutine, type SynapseItem, walk } from "./plan.ts";

/** Parameters of each routine's function: address of the tile, step counter, number of steps. */
export const PARAMETERS = 3;

/** Post units that a pass works on at once: more share more reads, but must keep their sums and factors in registers. */
const SUMS_ABREAST = 4;
const CHANGES_ABREAST = 2;

type UnitPosition = Position & { readonly kind: "units" };
type SynapsePosition = Position & { readonly kind: "synapses" };
type Reduce = Expression & { readonly kind: "reduce" };

/** Working memory shared by all routines, as it is handed out. */
export interface WorkingMemory {
  /** Address of so many bytes, valid until `reset`. */
  take(bytes: number): number;
}

/** Writes the function of a routine. */
export function writeRoutine(
  routine: Routine,
  tables: Tables,
  layout: Layout,
  draws: Draws,
  addresses: DrawAddresses,
  memory: WorkingMemory,
): Code {
  const code = new Code();
  const [tile, first, count] = [code.parameter(0), code.parameter(1), code.parameter(2)];
  const changing = new Set(routine.statements.map(({ variable }) => variable));
  const once = (clock: Value) => {
    const writer = new Expressions(code, tables, layout, tile, clock, draws, addresses.numbers, changing);
    draws.write(code, tile, clock, addresses);
    new RoutineWriter(writer, routine.masked, memory).write(routine.statements);
  };
  if (routine.name === "step") {
    const end = code.operation("i32.add", first, count);
    code.loopUntil([{ start: first, stride: 1 }], end, ([clock]) => once(clock!));
  } else {
    once(first);
  }
  return code;
}

class RoutineWriter {
  readonly #code: Code;
  readonly #expressions: Expressions;
  readonly #mask: Value | null;
  readonly #memory: WorkingMemory;
  /** Subject-level variables assigned but not yet written to memory. */
  readonly #pending = new Set<string>();

  constructor(expressions: Expressions, masked: boolean, memory: WorkingMemory) {
    this.#expressions = expressions;
    this.#code = expressions.code;
    this.#memory = memory;
    this.#mask = masked ? this.#code.load(this.#code.integer(0), MASK_ADDRESS, "mask", 0) : null;
  }

  write(statements: readonly Statement[]): void {
    for (const group of planRoutine(statements, this.#expressions.tables)) this.#group(group);
    const { tile, layout } = this.#expressions;
    for (const variable of this.#pending) {
      this.#code.store(tile, layout.offsets.get(variable)!, this.#expressions.subject(variable));
    }
  }

  #group(group: Group): void {
    const statements =
      group.kind === "subject"
        ? [group.statement]
        : group.kind === "units"
          ? group.statements
          : group.items.map(({ statement }) => statement);
    const inLoop = new Set(group.kind === "synapses" ? group.items.flatMap(gatherOf) : []);
    for (const { expression } of statements) this.#prepare(expression, inLoop);
    if (group.kind === "subject") this.#assignSubject(group.statement);
    else if (group.kind === "units") this.#units(group);
    else if (group.projection.connection === "one-to-one") this.#pairs(group.projection, group.items);
    else this.#synapses(group.projection, group.items);
    const assigned = new Set(statements.map(({ variable }) => variable));
    if (group.kind !== "units") for (const variable of assigned) this.#code.forget(variable);
    this.#expressions.assigned(assigned);
  }

  #assignSubject({ variable, expression }: Statement): void {
    const value = this.#expressions.write(expression, { kind: "subject" });
    const stored = this.#mask === null ? value : this.#masked(value, this.#expressions.subject(variable));
    this.#expressions.subjects.set(variable, stored);
    this.#pending.add(variable);
  }

  #units({ slice, statements, buffered }: Group & { kind: "units" }): void {
    const variables = [...new Set(statements.map(({ variable }) => variable))];
    const buffer = buffered ? this.#memory.take(VECTOR * slice.count) - VECTOR * slice.from : null;
    const cuts = statements.flatMap(({ expression }) => this.#cuts(expression));
    const after: (() => void)[] = [];
    forUnits(this.#code, this.#expressions.tile, slice, cuts, (spots) => {
      const positions = spots.map((own): UnitPosition => ({ kind: "units", slice, own, assigned: new Map() }));
      this.#code.interleave(
        positions.map((at) => () => {
          for (const { variable, expression } of statements) {
            at.assigned.set(variable, this.#expressions.write(expression, at));
          }
          if (buffer !== null) {
            const address = this.#expressions.offsetOf(at.own);
            this.#code.store(address, buffer + VECTOR * at.own.unit, at.assigned.get(variables[0]!)!);
            return;
          }
          for (const [variable, value] of at.assigned) at.assigned.set(variable, this.#store(variable, at.own, value));
        }),
      );
      for (const at of positions) after.push(() => this.#remember(at));
    });
    for (const variable of variables) this.#code.forget(variable);
    if (buffer === null) for (const remember of after) remember();
    else this.#copyBuffer(variables[0]!, buffer, slice);
  }

  /** Values written at fixed places can be taken up again without reading memory. */
  #remember({ own, assigned }: UnitPosition): void {
    if (own.pointer !== this.#expressions.tile) return;
    for (const [variable, value] of assigned) {
      const offset = this.#expressions.layout.offsets.get(variable)! + VECTOR * own.unit;
      this.#code.remember(own.pointer, offset, value, variable);
    }
  }

  #copyBuffer(variable: string, buffer: number, slice: UnitPosition["slice"]): void {
    this.#code.forget("buffer");
    forUnits(this.#code, this.#expressions.tile, slice, [], (spots) => {
      for (const spot of spots) {
        const address = this.#expressions.offsetOf(spot);
        this.#store(
          variable,
          spot,
          this.#code.load(address, buffer + VECTOR * spot.unit, "buffer", this.#expressions.floor),
        );
      }
    });
    this.#code.forget(variable);
  }

  #synapses(projection: Projection, items: readonly SynapseItem[]): void {
    const abreast = items.every(({ kind }) => kind === "gather") ? SUMS_ABREAST : CHANGES_ABREAST;
    forSynapses(this.#code, this.#expressions.tile, projection, abreast, (posts, forPres) => {
      const sums = posts.map(() => items.map((item) => (item.kind === "gather" ? this.#zero() : null)));
      forPres((spots) => {
        spots.forEach((spot, i) => {
          this.#synapse(items, spot, sums[i]!);
        });
      });
      const slice = projection.target;
      this.#code.interleave(
        posts.map((own, i) => () => {
          const at: UnitPosition = { kind: "units", slice, own, assigned: new Map() };
          items.forEach((item, k) => {
            if (item.kind !== "gather") return;
            const sum = this.#code.get(sums[i]![k]!);
            at.assigned.set(item.statement.variable, this.#expressions.write(item.statement.expression, at, sum));
          });
          for (const [variable, value] of at.assigned) this.#store(variable, own, value);
        }),
      );
    });
  }

  /** One synapse of an all-to-all projection: adds to the sums and assigns. */
  #synapse(items: readonly SynapseItem[], spots: SynapseSpots, sums: readonly (Cell | null)[]): void {
    const at: SynapsePosition = { kind: "synapses", ...spots, assigned: new Map() };
    items.forEach((item, k) => {
      const sum = sums[k];
      if (item.kind === "gather" && sum) {
        const term = this.#expressions.write(item.gather.body, at);
        this.#code.set(sum, this.#code.operation("f32x4.add", this.#code.get(sum), term));
      } else {
        at.assigned.set(item.statement.variable, this.#expressions.write(item.statement.expression, at));
      }
    });
    for (const [variable, value] of at.assigned) this.#store(variable, spots.own, value);
  }

  /** A one-to-one projection: a loop over pairs of units. */
  #pairs(projection: Projection, items: readonly SynapseItem[]): void {
    const { source, target } = projection;
    forUnits(this.#code, this.#expressions.tile, { from: 0, count: source.count }, [], (spots) => {
      this.#code.interleave(
        spots.map((own) => () => {
          const pre = { pointer: own.pointer, unit: own.unit + source.from };
          const post = { pointer: own.pointer, unit: own.unit + target.from };
          const at: SynapsePosition = { kind: "synapses", own, pre, post, assigned: new Map() };
          const unit: UnitPosition = { kind: "units", slice: target, own: post, assigned: new Map() };
          for (const item of items) {
            const { variable, expression } = item.statement;
            if (item.kind === "assign") at.assigned.set(variable, this.#expressions.write(expression, at));
            else {
              const term = this.#expressions.write(item.gather.body, at);
              const sum = this.#code.operation("f32x4.add", this.#code.number(0), term);
              unit.assigned.set(variable, this.#expressions.write(expression, unit, sum));
            }
          }
          for (const [variable, value] of at.assigned) this.#store(variable, own, value);
          for (const [variable, value] of unit.assigned) this.#store(variable, post, value);
        }),
      );
    });
  }

  /** Makes the sums that an expression needs before the loop that evaluates it. */
  #prepare(expression: Expression, inLoop: ReadonlySet<Gather>): void {
    walk(expression, (node) => {
      if (node.kind !== "reduce" && node.kind !== "gather") return true;
      if (node.kind === "gather" && inLoop.has(node)) {
        this.#prepare(node.body, inLoop);
        return false;
      }
      if (this.#expressions.prepared(node) !== undefined) return false;
      this.#prepare(node.body, inLoop);
      if (node.kind === "reduce") this.#reduce(node);
      else this.#gather(node);
      return false;
    });
  }

  #reduce(reduce: Reduce): void {
    const { over, body, operator } = reduce;
    const code = this.#code;
    const { tile } = this.#expressions;
    const position = (own: Spot): UnitPosition => ({ kind: "units", slice: over, own, assigned: new Map() });
    const sums = operator === "sum" || operator === "mean";
    const begin = sums ? code.number(0) : this.#expressions.write(body, position({ pointer: tile, unit: over.from }));
    const name = sums ? "f32x4.add" : operator === "maximum" ? "f32x4.pmax" : "f32x4.pmin";
    const cell = code.cell(begin);
    const skipped = sums ? 0 : 1;
    const range = { from: over.from + skipped, count: over.count - skipped };
    forUnits(code, tile, range, this.#cuts(body), (spots) => {
      const terms: Value[] = [];
      code.interleave(
        spots.map((spot, i) => () => {
          terms[i] = this.#expressions.write(body, position(spot));
        }),
      );
      code.set(
        cell,
        terms.reduce((result, term) => code.operation(name, result, term), code.get(cell)),
      );
    });
    let value = code.get(cell);
    if (operator === "mean") value = code.operation("f32x4.div", value, code.number(over.count));
    this.#expressions.prepare(reduce, { kind: "value", value, reads: readsOf(body) });
  }

  /** Sums over synapses, kept in working memory for each unit of the target. */
  #gather(gather: Gather): void {
    const projection = this.#expressions.tables.projections.get(gather.projection)!;
    const { source, target } = projection;
    const address = this.#memory.take(VECTOR * target.count) - VECTOR * target.from;
    const store = (post: Spot, value: Value) =>
      this.#code.store(this.#expressions.offsetOf(post), address + VECTOR * post.unit, value);
    const term = (spots: SynapseSpots) =>
      this.#expressions.write(gather.body, { kind: "synapses", ...spots, assigned: new Map() });
    const { tile } = this.#expressions;
    if (projection.connection === "one-to-one") {
      forUnits(this.#code, tile, { from: 0, count: source.count }, [], (spots) => {
        for (const own of spots) {
          const pre = { pointer: own.pointer, unit: own.unit + source.from };
          const post = { pointer: own.pointer, unit: own.unit + target.from };
          store(post, this.#code.operation("f32x4.add", this.#code.number(0), term({ own, pre, post })));
        }
      });
    } else {
      forSynapses(this.#code, tile, projection, SUMS_ABREAST, (posts, forPres) => {
        const sums = posts.map(() => this.#zero());
        forPres((spots) => {
          spots.forEach((spot, i) => {
            const value = term(spot);
            this.#code.set(sums[i]!, this.#code.operation("f32x4.add", this.#code.get(sums[i]!), value));
          });
        });
        posts.forEach((post, i) => {
          store(post, this.#code.get(sums[i]!));
        });
      });
    }
    this.#code.forget("sums");
    this.#expressions.prepare(gather, { kind: "array", address, target, reads: readsOf(gather.body) });
  }

  /** Units at which a gather's target begins or ends. */
  #cuts(expression: Expression): readonly number[] {
    const { projections } = this.#expressions.tables;
    return bordersOf(gathersOf(expression).map(({ projection }) => projections.get(projection)!.target));
  }

  #zero(): Cell {
    return this.#code.cell(this.#code.number(0));
  }

  /** Writes a value to its variable, for the lanes concerned, and returns what stands there then. */
  #store(variable: string, at: Spot, value: Value): Value {
    const stored = this.#mask === null ? value : this.#masked(value, this.#expressions.element(variable, at));
    const offset = this.#expressions.layout.offsets.get(variable)! + VECTOR * at.unit;
    this.#code.store(at.pointer, offset, stored);
    return stored;
  }

  #masked(value: Value, old: Value): Value {
    return this.#mask === null ? value : this.#code.operation("v128.bitselect", value, old, this.#mask);
  }
}

function gatherOf(item: SynapseItem): readonly Gather[] {
  return item.kind === "gather" ? [item.gather] : [];
}

function readsOf(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  walk(expression, (node) => {
    if (node.kind === "read") names.add(node.variable);
    return true;
  });
  return names;
}
