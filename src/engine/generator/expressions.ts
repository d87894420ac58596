import { alignedStart, type Tables } from "../checkProgram.ts";
import type { Layout } from "../layout.ts";
import type { BinaryOperator, CompareOperator, Condition, Expression, Projection, Slice } from "../program.ts";
import type { Code, Value } from "./code.ts";
import type { Draws } from "./draws.ts";
import { exponential, logarithm, tanh } from "./elementary.ts";
import { nodeKey } from "./levels.ts";
import type { OperationName } from "./operations.ts";

/** An element of an array in the tile: number (pointer − tile) / vector + unit. */
export interface Spot {
  readonly pointer: Value;
  readonly unit: number;
}

/** Where an expression is written for: a subject, one unit, or one synapse. */
export type Position =
  | { readonly kind: "subject" }
  | {
      readonly kind: "units";
      /** The whole slice that is evaluated, from which aligned places are counted. */
      readonly slice: Slice;
      readonly own: Spot;
      readonly assigned: Map<string, Value>;
    }
  | {
      readonly kind: "synapses";
      readonly own: Spot;
      readonly pre: Spot;
      readonly post: Spot;
      /** Set where synapses lie by pre unit. */
      readonly byPre?: ByPre;
      readonly assigned: Map<string, Value>;
    };

/** How synapses that lie by pre unit are reached. */
export interface ByPre {
  readonly projection: Projection;
  /** Parts that were computed for all post units beforehand: address of what unit 0 would have, by key. */
  readonly parts: ReadonlyMap<string, number>;
}

export type UnitPosition = Position & { readonly kind: "units" };
export type SynapsePosition = Position & { readonly kind: "synapses" };

/** Result of a sum over units or synapses, made before the loop that uses it. */
export type Prepared =
  | { readonly kind: "value"; readonly value: Value; readonly reads: ReadonlySet<string> }
  | {
      readonly kind: "array";
      /** Address in working memory of what unit 0 would have. */
      readonly address: number;
      /** Units that have a value; all others have 0. */
      readonly target: Slice;
      readonly reads: ReadonlySet<string>;
    };

const binary: Record<BinaryOperator, OperationName> = {
  add: "f32x4.add",
  subtract: "f32x4.sub",
  multiply: "f32x4.mul",
  divide: "f32x4.div",
  minimum: "f32x4.pmin",
  maximum: "f32x4.pmax",
};

const compare: Record<CompareOperator, OperationName> = {
  less: "f32x4.lt",
  lessOrEqual: "f32x4.le",
  equal: "f32x4.eq",
};

/** Turns expressions into values of the code. */
export class Expressions {
  readonly code: Code;
  readonly tables: Tables;
  readonly layout: Layout;
  readonly tile: Value;
  /** Latest value of each subject-level variable that was read or assigned. */
  readonly subjects = new Map<string, Value>();
  /** Depth of the block that runs once a step, outside of which nothing that changes may be read. */
  readonly floor: number;
  readonly #clock: Value;
  readonly #draws: Draws;
  readonly #numbers: number;
  readonly #changing: ReadonlySet<string>;
  readonly #prepared = new Map<string, Prepared>();
  readonly #keys = new WeakMap<Expression | Condition, string>();

  /**
   * @param changing - Variables that the routine assigns.
   * @param numbers - Address of the drawn random numbers.
   */
  constructor(
    code: Code,
    tables: Tables,
    layout: Layout,
    tile: Value,
    clock: Value,
    draws: Draws,
    numbers: number,
    changing: ReadonlySet<string>,
  ) {
    this.code = code;
    this.tables = tables;
    this.layout = layout;
    this.tile = tile;
    this.floor = code.depth;
    this.#clock = clock;
    this.#draws = draws;
    this.#numbers = numbers;
    this.#changing = changing;
  }

  prepared(expression: Expression): Prepared | undefined {
    return this.#prepared.get(this.#key(expression));
  }

  prepare(expression: Expression, result: Prepared): void {
    this.#prepared.set(this.#key(expression), result);
  }

  /** Sums over what is assigned now are no longer true. */
  assigned(variables: Iterable<string>): void {
    for (const variable of variables) {
      for (const [key, { reads }] of this.#prepared) if (reads.has(variable)) this.#prepared.delete(key);
    }
  }

  /** Value of an expression, or the mask of a condition. */
  node(node: Expression | Condition, at: Position): Value {
    switch (node.kind) {
      case "compare":
      case "and":
      case "or":
      case "not":
        return this.condition(node, at);
      default:
        return this.write(node, at);
    }
  }

  write(expression: Expression, at: Position, gathered?: Value): Value {
    const { code } = this;
    const known = this.#computed(expression, at);
    if (known !== null) return known;
    switch (expression.kind) {
      case "constant":
        return code.number(expression.value);
      case "read":
        return this.#read(expression.variable, expression.at, at);
      case "index":
        return this.#index(at.kind === "subject" ? null : at.kind === "units" ? at.own : at[expression.of]);
      case "clock":
        return code.operation("f32x4.convert_i32x4_u", code.operation("i32x4.splat", this.#clock));
      case "random":
        return this.#random(expression, at);
      case "unary":
        return this.#unary(expression.operator, this.write(expression.operand, at, gathered));
      case "binary": {
        const left = this.write(expression.left, at, gathered);
        return code.operation(binary[expression.operator], left, this.write(expression.right, at, gathered));
      }
      case "select": {
        const condition = this.condition(expression.condition, at, gathered);
        const yes = this.write(expression.yes, at, gathered);
        return code.operation("v128.bitselect", yes, this.write(expression.no, at, gathered), condition);
      }
      case "gather":
        return gathered ?? this.#sum(expression, at);
      case "reduce":
        return this.#sum(expression, at);
    }
  }

  /** Content of a variable at a spot. */
  element(variable: string, spot: Spot): Value {
    const { code } = this;
    const shared = this.layout.shared.get(variable);
    if (shared !== undefined) {
      const place = code.operation("i32.shr_u", this.offsetOf(spot), code.integer(Math.log2(this.layout.lanes)));
      return code.loadSplat(place, shared + 4 * spot.unit, variable, 0);
    }
    const offset = this.layout.offsets.get(variable)! + this.layout.vector * spot.unit;
    return code.load(spot.pointer, offset, variable, this.#changing.has(variable) ? this.floor : 0);
  }

  /** A spot's pointer counted from the tile's beginning. */
  offsetOf(spot: Spot): Value {
    return this.code.operation("i32.sub", spot.pointer, this.tile);
  }

  /** Latest value of a subject-level variable. */
  subject(variable: string): Value {
    const known = this.subjects.get(variable);
    if (known !== undefined) return known;
    const value = this.element(variable, { pointer: this.tile, unit: 0 });
    // What is read under a condition is not there after it.
    if (!this.code.conditional) this.subjects.set(variable, value);
    return value;
  }

  #read(variable: string, mode: "own" | "pre" | "post" | "aligned", at: Position): Value {
    if (this.tables.variables.get(variable)!.domain.kind === "subject" || at.kind === "subject") {
      return this.subject(variable);
    }
    if (mode === "own") return at.assigned.get(variable) ?? this.element(variable, at.own);
    if (at.kind === "synapses") return this.element(variable, mode === "pre" ? at.pre : at.post);
    const shift = alignedStart(at.slice, this.tables.sizes.get(variable)!) - at.slice.from;
    const { domain } = this.tables.variables.get(variable)!;
    const same = domain.kind === "population" && domain.population === at.slice.population && shift === 0;
    const known = same ? at.assigned.get(variable) : undefined;
    return known ?? this.element(variable, { pointer: at.own.pointer, unit: at.own.unit + shift });
  }

  #index(spot: Spot | null): Value {
    const { code } = this;
    if (spot === null) return code.number(0);
    if (spot.pointer === this.tile) return code.number(spot.unit);
    const first = code.operation("i32.shr_u", this.offsetOf(spot), code.integer(Math.log2(this.layout.vector)));
    const place = code.operation("i32.add", first, code.integer(spot.unit));
    return code.operation("f32x4.convert_i32x4_u", code.operation("i32x4.splat", place));
  }

  #random({ distribution, stream }: Expression & { kind: "random" }, at: Position): Value {
    const address = this.#numbers + this.#draws.offset(distribution, stream);
    if (at.kind === "synapses" && at.byPre !== undefined) {
      // Numbers are drawn in order of elements, whatever the order of places is.
      const { source, target } = at.byPre.projection;
      const post = this.code.operation("i32.mul", this.offsetOf(at.post), this.code.integer(source.count));
      const element = this.code.operation("i32.add", post, this.offsetOf(at.pre));
      const first = (at.post.unit - target.from) * source.count + at.pre.unit - source.from;
      return this.code.load(element, address + this.layout.vector * first, "draws", this.floor);
    }
    const spot = at.kind === "subject" ? { pointer: this.tile, unit: 0 } : at.own;
    return this.#working(address, spot, "draws");
  }

  /** Content of an array in working memory whose element 0 would stand at `address`. */
  #working(address: number, spot: Spot, memory: string): Value {
    return this.code.load(this.offsetOf(spot), address + this.layout.vector * spot.unit, memory, this.floor);
  }

  #unary(operator: (Expression & { kind: "unary" })["operator"], operand: Value): Value {
    switch (operator) {
      case "negate":
        return this.code.operation("f32x4.neg", operand);
      case "absolute":
        return this.code.operation("f32x4.abs", operand);
      case "squareRoot":
        return this.code.operation("f32x4.sqrt", operand);
      case "floor":
        return this.code.operation("f32x4.floor", operand);
      case "exponential":
        return exponential(this.code, operand);
      case "logarithm":
        return logarithm(this.code, operand);
      case "tanh":
        return tanh(this.code, operand);
    }
  }

  /** A mask of the lanes where a condition holds. */
  condition(condition: Condition, at: Position, gathered?: Value): Value {
    const { code } = this;
    const known = this.#computed(condition, at);
    if (known !== null) return known;
    switch (condition.kind) {
      case "compare": {
        const left = this.write(condition.left, at, gathered);
        return code.operation(compare[condition.operator], left, this.write(condition.right, at, gathered));
      }
      case "not":
        return code.operation("v128.not", this.condition(condition.operand, at, gathered));
      default: {
        const left = this.condition(condition.left, at, gathered);
        const name = condition.kind === "and" ? "v128.and" : "v128.or";
        return code.operation(name, left, this.condition(condition.right, at, gathered));
      }
    }
  }

  /** What was computed for all post units beforehand. */
  #computed(node: Expression | Condition, at: Position): Value | null {
    if (at.kind !== "synapses" || at.byPre === undefined || at.byPre.parts.size === 0) return null;
    const address = at.byPre.parts.get(this.#key(node));
    return address === undefined ? null : this.#working(address, at.post, "posts");
  }

  #sum(expression: Expression, at: Position): Value {
    const prepared = this.prepared(expression)!;
    if (prepared.kind === "value") return prepared.value;
    const { own } = at as Position & { kind: "units" };
    const { target, address } = prepared;
    // A loop runs over units that all have a sum or all have none, so that its first unit speaks for all.
    const outside = own.unit < target.from || own.unit >= target.from + target.count;
    if (outside) return this.code.number(0);
    return this.#working(address, own, "sums");
  }

  #key(expression: Expression | Condition): string {
    let key = this.#keys.get(expression);
    if (key === undefined) {
      key = nodeKey(expression);
      this.#keys.set(expression, key);
    }
    return key;
  }
}
