import type { Expression, Slice } from "../program.ts";
import type { Code, Value } from "./code.ts";
import type { Expressions, Spot, SynapsePosition, UnitPosition } from "./expressions.ts";
import { bordersOf, forSynapses, forSynapsesByPre, forUnits, type SynapseSpots } from "./loops.ts";
import { type Gather, gathersOf, walk } from "./plan.ts";

type Reduce = Expression & { readonly kind: "reduce" };

const NONE: ReadonlySet<Gather> = new Set();

/** Working memory of a routine, as it is handed out. */
export interface WorkingMemory {
  /** Address of so many bytes. */
  take(bytes: number): number;
}

/** Writes the sums over units and synapses that must be known before a loop begins. */
export class Sums {
  readonly #code: Code;
  readonly #expressions: Expressions;
  readonly #memory: WorkingMemory;

  constructor(expressions: Expressions, memory: WorkingMemory) {
    this.#code = expressions.code;
    this.#expressions = expressions;
    this.#memory = memory;
  }

  /**
   * Makes the sums that an expression needs before the loop that evaluates it.
   *
   * @param inLoop - Gathers that the loop itself sums.
   */
  prepare(expression: Expression, inLoop: ReadonlySet<Gather>): void {
    walk(expression, (node) => {
      if (node.kind !== "reduce" && node.kind !== "gather") return true;
      if (node.kind === "gather" && inLoop.has(node)) {
        this.prepare(node.body, NONE);
        return false;
      }
      if (this.#expressions.prepared(node) !== undefined) return false;
      this.prepare(node.body, NONE);
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
    forUnits(code, tile, range, this.cuts(body), (spots) => {
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
    const { vector, sumsAbreast } = this.#code.shape;
    const address = this.#memory.take(vector * target.count) - vector * target.from;
    const store = (post: Spot, value: Value) =>
      this.#code.store(this.#expressions.offsetOf(post), address + vector * post.unit, value);
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
    } else if (this.#expressions.layout.byPre.has(projection.name)) {
      const sums = new StoredSums(this.#expressions, target, () => address);
      const byPre = { projection, parts: new Map() };
      forSynapsesByPre(this.#code, tile, projection, sumsAbreast, null, (posts) => {
        for (const synapses of posts) {
          const sum = sums.at(synapses[0]!.post);
          for (const spots of synapses) {
            const at: SynapsePosition = { kind: "synapses", ...spots, byPre, assigned: new Map() };
            sum.add(this.#expressions.write(gather.body, at));
          }
          sum.store();
        }
      });
    } else {
      forSynapses(this.#code, tile, projection, sumsAbreast, (posts, forPres) => {
        const sums = posts.map(() => this.#code.cell(this.#code.number(0)));
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
  cuts(expression: Expression): readonly number[] {
    const { projections } = this.#expressions.tables;
    return bordersOf(gathersOf(expression).map(({ projection }) => projections.get(projection)!.target));
  }
}

/** Sums for post units that are kept in working memory while a loop runs over pre units. */
export class StoredSums {
  readonly #expressions: Expressions;
  readonly #address: number;

  /** Sets all sums to 0. @param take - Gives the address of what post unit 0 would have. */
  constructor(expressions: Expressions, target: Slice, take: (bytes: number) => number) {
    const { code, tile } = expressions;
    this.#expressions = expressions;
    this.#address = take(code.shape.vector * target.count);
    forUnits(code, tile, target, [], (posts) => {
      for (const post of posts) this.#store(post, code.number(0));
    });
  }

  /** The sum of a post unit, to which terms are added before it is stored again. */
  at(post: Spot): { add(term: Value): void; store(): void } {
    const { code } = this.#expressions;
    let sum: Value | null = null;
    return {
      add: (term) => {
        sum = code.operation("f32x4.add", sum ?? this.get(post), term);
      },
      store: () => {
        if (sum !== null) this.#store(post, sum);
      },
    };
  }

  /** The sum as it is now. */
  get(post: Spot): Value {
    const { code } = this.#expressions;
    // Read where it stands: what was read in another pre unit's turn no longer holds.
    code.forget("stored sums");
    return code.load(this.#expressions.offsetOf(post), this.#place(post), "stored sums", code.depth);
  }

  #store(post: Spot, value: Value): void {
    this.#expressions.code.store(this.#expressions.offsetOf(post), this.#place(post), value);
  }

  #place(post: Spot): number {
    return this.#address + this.#expressions.code.shape.vector * post.unit;
  }
}

function readsOf(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  walk(expression, (node) => {
    if (node.kind === "read") names.add(node.variable);
    return true;
  });
  return names;
}
