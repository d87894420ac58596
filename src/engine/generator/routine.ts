import type { Tables } from "../checkProgram.ts";
import { type Layout, MASK_ADDRESS } from "../layout.ts";
import type { Condition, Projection, Routine, Statement } from "../program.ts";
import { Code, type Value } from "./code.ts";
import type { DrawAddresses, Draws } from "./draws.ts";
import { Expressions, type Spot, type SynapsePosition, type UnitPosition } from "./expressions.ts";
import { moveConditionsInward } from "./inward.ts";
import { forSynapses, forSynapsesByPre, forUnits, LISTED } from "./loops.ts";
import { type Gather, type Group, planRoutine, type SynapseItem } from "./plan.ts";
import { computeForPosts, listPres, postParts } from "./rows.ts";
import type { Shape } from "./shape.ts";
import { findSkips, NO_SKIPS, passesOf } from "./skips.ts";
import { StoredSums, Sums, type WorkingMemory } from "./sums.ts";

/** Parameters of each routine's function: address of the tile, step counter, number of steps. */
export const PARAMETERS = 3;

/** Writes the function of a routine. */
export function writeRoutine(
  routine: Routine,
  tables: Tables,
  layout: Layout,
  draws: Draws,
  addresses: DrawAddresses,
  memory: WorkingMemory,
  shape: Shape,
): Code {
  const code = new Code(shape);
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
  readonly #sums: Sums;
  /** Subject-level variables assigned but not yet written to memory. */
  readonly #pending = new Set<string>();

  constructor(expressions: Expressions, masked: boolean, memory: WorkingMemory) {
    this.#expressions = expressions;
    this.#code = expressions.code;
    this.#memory = memory;
    this.#sums = new Sums(expressions, memory);
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
    for (const { expression } of statements) this.#sums.prepare(expression, inLoop);
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
    const buffer = buffered
      ? this.#memory.take(this.#code.shape.vector * slice.count) - this.#code.shape.vector * slice.from
      : null;
    const cuts = statements.flatMap(({ expression }) => this.#sums.cuts(expression));
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
            this.#code.store(address, buffer + this.#code.shape.vector * at.own.unit, at.assigned.get(variables[0]!)!);
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
      const offset = this.#expressions.layout.offsets.get(variable)! + this.#code.shape.vector * own.unit;
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
          this.#code.load(address, buffer + this.#code.shape.vector * spot.unit, "buffer", this.#expressions.floor),
        );
      }
    });
    this.#code.forget(variable);
  }

  #synapses(projection: Projection, items: readonly SynapseItem[]): void {
    const { tables } = this.#expressions;
    const { skip } = this.#code.shape;
    for (const pass of skip ? passesOf(items, tables) : [items]) {
      const { pre, whole } = skip ? findSkips(pass, tables) : NO_SKIPS;
      const write = () => {
        if (this.#expressions.layout.byPre.has(projection.name)) this.#passByPre(projection, pass, pre);
        else this.#passByPost(projection, pass);
      };
      if (whole === null) write();
      else {
        const holds = this.#expressions.condition(whole, { kind: "subject" });
        this.#code.when(this.#code.operation("v128.any_true", holds), write);
      }
      for (const { statement } of pass) this.#code.forget(statement.variable);
    }
  }

  #passByPost(projection: Projection, items: readonly SynapseItem[]): void {
    const { sumsAbreast, changesAbreast } = this.#code.shape;
    const abreast = items.every(({ kind }) => kind === "gather") ? sumsAbreast : changesAbreast;
    forSynapses(this.#code, this.#expressions.tile, projection, abreast, (posts, forPres) => {
      const sums = posts.map(() =>
        items.map((item) => (item.kind === "gather" ? this.#code.cell(this.#code.number(0)) : null)),
      );
      forPres((spots) => {
        spots.forEach((spot, i) => {
          const add = (k: number, term: Value) => {
            const sum = sums[i]![k]!;
            this.#code.set(sum, this.#code.operation("f32x4.add", this.#code.get(sum), term));
          };
          this.#synapse(items, { kind: "synapses", ...spot, assigned: new Map() }, add);
        });
      });
      this.#finish(projection, items, posts, (k, i) => this.#code.get(sums[i]![k]!));
    });
  }

  /** A pass over synapses that lie by pre unit, only over the pre units where a condition holds if there is one. */
  #passByPre(projection: Projection, given: readonly SynapseItem[], condition: Condition | null): void {
    const { tile, tables } = this.#expressions;
    const { target } = projection;
    const take = (bytes: number) => this.#memory.take(bytes);
    const list =
      condition === null
        ? null
        : listPres(this.#expressions, projection, condition, take(LISTED * (projection.source.count + 1)));
    const items = moveConditionsInward(given, tables);
    const parts = computeForPosts(this.#expressions, projection, postParts(items, tables), take);
    const byPre = { projection, parts };
    const sums = items.map(({ kind }) =>
      kind === "gather"
        ? new StoredSums(this.#expressions, target, (bytes) => take(bytes) - this.#code.shape.vector * target.from)
        : null,
    );
    forSynapsesByPre(this.#code, tile, projection, this.#code.shape.rowsAbreast, list, (posts) => {
      for (const synapses of posts) {
        const own = sums.map((sum) => sum?.at(synapses[0]!.post) ?? null);
        for (const spots of synapses) {
          const add = (k: number, term: Value) => own[k]!.add(term);
          this.#synapse(items, { kind: "synapses", ...spots, byPre, assigned: new Map() }, add);
        }
        for (const sum of own) sum?.store();
      }
    });
    if (sums.every((sum) => sum === null)) return;
    forUnits(this.#code, tile, target, [], (posts) => {
      this.#finish(projection, items, posts, (k, i) => sums[k]!.get(posts[i]!));
    });
  }

  /** Assigns what the sums of a pass are for. */
  #finish(
    { target }: Projection,
    items: readonly SynapseItem[],
    posts: readonly Spot[],
    sumOf: (item: number, post: number) => Value,
  ): void {
    this.#code.interleave(
      posts.map((own, i) => () => {
        const at: UnitPosition = { kind: "units", slice: target, own, assigned: new Map() };
        items.forEach((item, k) => {
          if (item.kind !== "gather") return;
          const { variable, expression } = item.statement;
          at.assigned.set(variable, this.#expressions.write(expression, at, sumOf(k, i)));
        });
        for (const [variable, value] of at.assigned) this.#store(variable, own, value);
      }),
    );
  }

  /** One synapse of an all-to-all projection: adds to the sums and assigns. */
  #synapse(items: readonly SynapseItem[], at: SynapsePosition, add: (item: number, term: Value) => void): void {
    items.forEach((item, k) => {
      if (item.kind === "gather") add(k, this.#expressions.write(item.gather.body, at));
      else at.assigned.set(item.statement.variable, this.#expressions.write(item.statement.expression, at));
    });
    for (const [variable, value] of at.assigned) this.#store(variable, at.own, value);
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

  /** Writes a value to its variable, for the lanes concerned, and returns what stands there then. */
  #store(variable: string, at: Spot, value: Value): Value {
    const stored = this.#mask === null ? value : this.#masked(value, this.#expressions.element(variable, at));
    const offset = this.#expressions.layout.offsets.get(variable)! + this.#code.shape.vector * at.unit;
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
