import { boxMuller, philoxInto, uniformOf } from "../math/random.ts";
import { exponential, logarithm, maximum, minimum, tanh } from "../math/single.ts";
import type { Machine } from "./batch.ts";
import { alignedStart, type Place, placeOf, synapseCount, type Tables } from "./checkProgram.ts";
import { type Layout, MASK_ADDRESS, SUBJECTS_OFFSET } from "./layout.ts";
import type {
  BinaryOperator,
  CompareOperator,
  Condition,
  Expression,
  Program,
  Projection,
  Statement,
  UnaryOperator,
} from "./program.ts";

/** An element: unit or synapse (0 for a subject), and in synapses the places of pre and post in their slices. */
type Evaluate<T> = (lane: number, element: number, pre: number, post: number) => T;

const fround = Math.fround;

const unary: Record<UnaryOperator, (x: number) => number> = {
  negate: (x) => -x,
  absolute: Math.abs,
  squareRoot: (x) => fround(Math.sqrt(x)),
  exponential,
  logarithm,
  tanh,
  floor: Math.floor,
};

const binary: Record<BinaryOperator, (a: number, b: number) => number> = {
  add: (a, b) => fround(a + b),
  subtract: (a, b) => fround(a - b),
  multiply: (a, b) => fround(a * b),
  divide: (a, b) => fround(a / b),
  minimum,
  maximum,
};

const compare: Record<CompareOperator, (a: number, b: number) => boolean> = {
  less: (a, b) => a < b,
  lessOrEqual: (a, b) => a <= b,
  equal: (a, b) => a === b,
};

/**
 * Runs a program statement by statement, lane by lane: slow and plain, the judge of every other back end.
 *
 * Each statement is evaluated for all its elements before any of them is assigned.
 */
export class Interpreter implements Machine {
  readonly memory: ArrayBuffer;
  readonly tilesAddress: number;
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #seed: readonly [number, number];
  readonly #floats: Float32Array;
  readonly #words: Uint32Array;
  readonly #routines: readonly (readonly (() => void)[])[];
  readonly #random = new Uint32Array(4);
  #tile = 0;
  #clock = 0;

  constructor(
    program: Program,
    tables: Tables,
    layout: Layout,
    seed: readonly [number, number],
    memory: ArrayBuffer,
    tilesAddress: number,
  ) {
    this.memory = memory;
    this.tilesAddress = tilesAddress;
    this.#tables = tables;
    this.#layout = layout;
    this.#seed = seed;
    this.#floats = new Float32Array(memory);
    this.#words = new Uint32Array(memory);
    this.#routines = program.routines.map(({ statements, masked }) =>
      statements.map((statement) => this.#statement(statement, masked)),
    );
  }

  run(routine: number, tileAddress: number, clock: number, count: number): void {
    this.#tile = tileAddress / 4;
    for (let i = 0; i < count; i++) {
      this.#clock = (clock + i) >>> 0;
      for (const statement of this.#routines[routine]!) statement();
    }
  }

  #statement(statement: Statement, masked: boolean): () => void {
    const place = placeOf(statement, this.#tables);
    const evaluate = this.#expression(statement.expression, place);
    const offset = this.#layout.offsets.get(statement.variable)! / 4;
    const elements = elementsOf(place);
    const { lanes } = this.#layout;
    const places = this.#layout.places.get(statement.variable);
    const results = new Float32Array(lanes * elements.length);
    return () => {
      elements.forEach(([element, pre, post], i) => {
        for (let lane = 0; lane < lanes; lane++) results[lanes * i + lane] = evaluate(lane, element, pre, post);
      });
      elements.forEach(([element], i) => {
        for (let lane = 0; lane < lanes; lane++) {
          if (masked && this.#words[MASK_ADDRESS / 4 + lane] === 0) continue;
          const at = places?.[element] ?? element;
          this.#floats[this.#tile + offset + lanes * at + lane] = results[lanes * i + lane]!;
        }
      });
    };
  }

  #expression(expression: Expression, place: Place): Evaluate<number> {
    switch (expression.kind) {
      case "constant": {
        const value = fround(expression.value);
        return () => value;
      }
      case "read":
        return this.#read(expression.variable, expression.at, place);
      case "index":
        return this.#index(expression.of, place);
      case "clock":
        return () => fround(this.#clock);
      case "random":
        return expression.distribution === "normal"
          ? this.#normal(expression.stream)
          : this.#uniform(expression.stream);
      case "unary": {
        const apply = unary[expression.operator];
        const operand = this.#expression(expression.operand, place);
        return (lane, element, pre, post) => apply(operand(lane, element, pre, post));
      }
      case "binary": {
        const apply = binary[expression.operator];
        const left = this.#expression(expression.left, place);
        const right = this.#expression(expression.right, place);
        return (lane, element, pre, post) => apply(left(lane, element, pre, post), right(lane, element, pre, post));
      }
      case "select": {
        const condition = this.#condition(expression.condition, place);
        const yes = this.#expression(expression.yes, place);
        const no = this.#expression(expression.no, place);
        return (lane, element, pre, post) => (condition(lane, element, pre, post) ? yes : no)(lane, element, pre, post);
      }
      case "reduce":
        return this.#reduce(expression);
      case "gather":
        return this.#gather(this.#tables.projections.get(expression.projection)!, expression.body);
    }
  }

  #condition(condition: Condition, place: Place): Evaluate<boolean> {
    switch (condition.kind) {
      case "compare": {
        const holds = compare[condition.operator];
        const left = this.#expression(condition.left, place);
        const right = this.#expression(condition.right, place);
        return (lane, element, pre, post) => holds(left(lane, element, pre, post), right(lane, element, pre, post));
      }
      case "and":
      case "or": {
        const left = this.#condition(condition.left, place);
        const right = this.#condition(condition.right, place);
        return condition.kind === "and"
          ? (lane, element, pre, post) => left(lane, element, pre, post) && right(lane, element, pre, post)
          : (lane, element, pre, post) => left(lane, element, pre, post) || right(lane, element, pre, post);
      }
      case "not": {
        const operand = this.#condition(condition.operand, place);
        return (lane, element, pre, post) => !operand(lane, element, pre, post);
      }
    }
  }

  #read(name: string, at: "own" | "pre" | "post" | "aligned", place: Place): Evaluate<number> {
    const shared = this.#layout.shared.get(name);
    const start = (shared ?? this.#layout.offsets.get(name)!) / 4;
    const { lanes } = this.#layout;
    const value: (lane: number, element: number) => number =
      shared === undefined
        ? (lane, element) => this.#floats[this.#tile + start + lanes * element + lane]!
        : (_, element) => this.#floats[start + element]!;
    if (this.#tables.variables.get(name)!.domain.kind === "subject") return (lane) => value(lane, 0);
    const places = this.#layout.places.get(name);
    if (at === "own") return places === undefined ? value : (lane, element) => value(lane, places[element]!);
    if (at === "aligned") {
      const { slice } = place as Place & { kind: "units" };
      const shift = alignedStart(slice, this.#tables.sizes.get(name)!) - slice.from;
      return (lane, element) => value(lane, element + shift);
    }
    const { projection } = place as Place & { kind: "synapses" };
    const { from } = at === "pre" ? projection.source : projection.target;
    return at === "pre" ? (lane, _, pre) => value(lane, from + pre) : (lane, _, __, post) => value(lane, from + post);
  }

  #index(of: "own" | "pre" | "post", place: Place): Evaluate<number> {
    if (place.kind !== "synapses") return (_, element) => fround(element);
    const { source, target } = place.projection;
    return of === "pre" ? (_, __, pre) => fround(source.from + pre) : (_, __, ___, post) => fround(target.from + post);
  }

  #draw(lane: number, element: number, stream: number): void {
    const subject = this.#words[this.#tile + SUBJECTS_OFFSET / 4 + lane]!;
    philoxInto(this.#random, Math.floor(element / 4), this.#clock, subject, stream, this.#seed[0], this.#seed[1]);
  }

  #uniform(stream: number): Evaluate<number> {
    return (lane, element) => {
      this.#draw(lane, element, stream);
      return uniformOf(this.#random[element % 4]!);
    };
  }

  #normal(stream: number): Evaluate<number> {
    return (lane, element) => {
      this.#draw(lane, element, stream);
      const first = element % 4 < 2 ? 0 : 2;
      return boxMuller(this.#random[first]!, this.#random[first + 1]!)[element % 2]!;
    };
  }

  #reduce({ operator, over, body }: Expression & { kind: "reduce" }): Evaluate<number> {
    const evaluate = this.#expression(body, { kind: "units", slice: over });
    const end = over.from + over.count;
    if (operator === "maximum" || operator === "minimum") {
      const choose = operator === "maximum" ? maximum : minimum;
      return (lane) => {
        let best = evaluate(lane, over.from, 0, 0);
        for (let unit = over.from + 1; unit < end; unit++) best = choose(best, evaluate(lane, unit, 0, 0));
        return best;
      };
    }
    return (lane) => {
      let sum = 0;
      for (let unit = over.from; unit < end; unit++) sum = fround(sum + evaluate(lane, unit, 0, 0));
      return operator === "mean" ? fround(sum / over.count) : sum;
    };
  }

  #gather(projection: Projection, body: Expression): Evaluate<number> {
    const evaluate = this.#expression(body, { kind: "synapses", projection });
    const { source, target } = projection;
    return (lane, unit) => {
      const post = unit - target.from;
      if (post < 0 || post >= target.count) return 0;
      if (projection.connection === "one-to-one") return fround(0 + evaluate(lane, post, post, post));
      let sum = 0;
      for (let pre = 0; pre < source.count; pre++) {
        sum = fround(sum + evaluate(lane, post * source.count + pre, pre, post));
      }
      return sum;
    };
  }
}

/** All elements of a place as (element, pre, post). */
function elementsOf(place: Place): readonly (readonly [number, number, number])[] {
  if (place.kind === "subject") return [[0, 0, 0]];
  if (place.kind === "units") {
    return Array.from({ length: place.slice.count }, (_, i) => [place.slice.from + i, 0, 0] as const);
  }
  const { projection } = place;
  const pres = projection.source.count;
  return Array.from({ length: synapseCount(projection) }, (_, i) =>
    projection.connection === "one-to-one" ? ([i, i, i] as const) : ([i, i % pres, Math.floor(i / pres)] as const),
  );
}
