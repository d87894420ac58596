import { type Cell, Code, type Item, type Value } from "../../engine/generator/code.ts";
import type { Shape } from "../../engine/generator/shape.ts";
import { ROUNDING } from "../../math/double/arithmetic.ts";
import { LANES } from "../likelihood.ts";
import type { BehaviourProgram, Expression, Index, Statement } from "../program.ts";
import type { ConstantPool } from "./constantPool.ts";
import { ExpressionWriter } from "./expressionWriter.ts";
import { type KernelLayout, NUMBER, VECTOR } from "./kernelLayout.ts";
import { placeOf } from "./placeOf.ts";

export const SHAPE: Shape = {
  lanes: LANES,
  vector: VECTOR,
  unitsAbreast: 1,
  sumsAbreast: 1,
  changesAbreast: 1,
  rowsAbreast: 1,
  drawsAbreast: 1,
  skip: false,
  upperProducts: false,
};

/** Parameters of a kernel's functions: addresses of the first row, behind the last row, of the numbers by trial. */
export const FUNCTION_PARAMETERS = 3;

/** What a function of a kernel gives. */
export type Outcome =
  /** As results the sum of the logarithms, then the array's elements. Relies on the indices. */
  | { readonly kind: "gradient"; readonly array: number }
  /** For each response the arrays' single elements, one vector after the other. Relies on the indices. */
  | { readonly kind: "kept"; readonly arrays: readonly number[] }
  /**
   * The logarithm of each trial. As results how many trials have a response that counts, how many responses there are,
   * and bits that are set where an index lies outside its array (the first element is taken then).
   */
  | { readonly kind: "pointwise" };

/** Writes the function that goes through a subject's trials. */
export function writeTrialLoop(
  program: BehaviourProgram,
  layout: KernelLayout,
  constants: ConstantPool,
  outcome: Outcome,
): readonly Item[] {
  return new TrialLoop(program, layout, constants, outcome).write();
}

/** What a block knows of the variables, by their numbers. */
interface Contents {
  readonly values: Map<number, Value>;
  /** Those that it, or a block within it, changed. */
  readonly changed: Set<number>;
}

class TrialLoop {
  readonly #program: BehaviourProgram;
  readonly #layout: KernelLayout;
  readonly #code = new Code(SHAPE);
  readonly #origin = this.#code.integer(0);
  readonly #writer: ExpressionWriter;
  /** Variables of each array that is kept in them. */
  readonly #variables: readonly (readonly Cell[] | null)[];
  /** Of the open blocks from the loop's body on. */
  readonly #contents: Contents[] = [];
  readonly #constants: ConstantPool;
  readonly #outcome: Outcome;
  /** Sum of the logarithms: of all responses, or of the trial's. */
  readonly #logarithm: Cell;
  /** Whether the trial has a response, as a number. */
  readonly #counts: Cell;
  readonly #trials: Cell;
  readonly #responses: Cell;
  readonly #outside: Cell;
  /** Where the next response's numbers are kept. */
  #keepAt: Cell | null = null;
  #row: Value = this.#origin;

  constructor(program: BehaviourProgram, layout: KernelLayout, constants: ConstantPool, outcome: Outcome) {
    this.#constants = constants;
    this.#program = program;
    this.#layout = layout;
    this.#outcome = outcome;
    const code = this.#code;
    this.#clear();
    const zero = code.double(0);
    this.#variables = program.arrays.map(({ size }, array) =>
      layout.arrays[array] === null ? Array.from({ length: size }, () => code.cell(zero)) : null,
    );
    this.#logarithm = code.cell(zero);
    this.#counts = code.cell(zero);
    this.#trials = code.cell(zero);
    this.#responses = code.cell(zero);
    this.#outside = code.cell(zero);
    this.#writer = new ExpressionWriter(code, constants, {
      parameter: (number) => code.load(this.#origin, layout.parameters + number * VECTOR, "parameters", 0),
      column: (number) => code.loadSplatDouble(this.#row, number * NUMBER, "rows", 1),
      element: (array, index) => this.#read(array, index),
    });
  }

  write(): readonly Item[] {
    const code = this.#code;
    const isPointwise = this.#outcome.kind === "pointwise";
    if (this.#outcome.kind === "kept") this.#keepAt = code.cell(code.parameter(2));
    const rows = { start: code.parameter(0), stride: this.#layout.row };
    const byTrial = isPointwise ? [{ start: code.parameter(2), stride: VECTOR }] : [];
    code.loopUntil([rows, ...byTrial], code.parameter(1), ([row, place]) => {
      this.#row = row!;
      this.#block(() => {
        if (place !== undefined) {
          this.#set(this.#logarithm, code.double(0));
          this.#set(this.#counts, code.double(0));
        }
        this.#runTrial();
        if (place === undefined) return;
        this.#add(this.#trials, this.#get(this.#counts));
        code.store(place, 0, this.#get(this.#logarithm));
      });
    });
    this.#storeResults();
    return code.items;
  }

  #runTrial(): void {
    const code = this.#code;
    const { arrays, columns, start, trial } = this.#program;
    for (let array = 0; array < arrays.length; array++) code.forget(memoryOf(array));
    const begins = code.loadSplatDouble(this.#row, columns.length * NUMBER, "rows", 1);
    this.#when(code.operation("v128.any_true", begins), start);
    this.#statements(trial);
  }

  #storeResults(): void {
    const code = this.#code;
    const outcome = this.#outcome;
    const store = (place: number, value: Value) =>
      code.store(this.#origin, this.#layout.results + place * VECTOR, value);
    if (outcome.kind === "pointwise")
      [this.#trials, this.#responses, this.#outside].forEach((cell, i) => {
        store(i, code.get(cell));
      });
    if (outcome.kind !== "gradient") return;
    store(0, code.get(this.#logarithm));
    for (let i = 0; i < this.#program.arrays[outcome.array]!.size; i++) {
      const cell = this.#variables[outcome.array]?.[i];
      store(1 + i, cell ? code.get(cell) : this.#read(outcome.array, i));
    }
  }

  /** Sets the arrays in memory to 0. */
  #clear(): void {
    const { arraysBegin, arraysEnd } = this.#layout;
    const code = this.#code;
    if (arraysBegin === arraysEnd) return;
    const start = code.integer(arraysBegin);
    code.loop([{ start, stride: VECTOR }], (arraysEnd - arraysBegin) / VECTOR, ([at]) => {
      code.store(at!, 0, code.double(0));
    });
  }

  #statements(statements: readonly Statement[]): void {
    for (const statement of statements) {
      this.#statement(statement);
      this.#writer.forget();
    }
  }

  #statement(statement: Statement): void {
    const code = this.#code;
    switch (statement.kind) {
      case "store":
        this.#store(statement.array, statement.index, this.#writer.number(statement.value));
        break;
      case "logLikelihood": {
        if (this.#outcome.kind === "kept") {
          this.#keep(this.#outcome.arrays);
          break;
        }
        this.#add(this.#logarithm, this.#writer.number(statement.value));
        if (this.#outcome.kind !== "pointwise") break;
        const one = this.#constants.number(code, 1);
        this.#set(this.#counts, one);
        this.#add(this.#responses, one);
        break;
      }
      case "when": {
        // The condition is a number of the data: the same in both lanes.
        const truth = this.#writer.truth(statement.condition);
        const { then, otherwise } = statement;
        const yes = code.operation("v128.any_true", truth);
        const no = code.operation("v128.any_true", code.operation("v128.not", truth));
        if (then.length > 0) this.#when(yes, then);
        if (otherwise.length > 0) this.#when(no, otherwise);
      }
    }
  }

  #keep(arrays: readonly number[]): void {
    const code = this.#code;
    const at = code.get(this.#keepAt!);
    arrays.forEach((array, i) => {
      code.store(at, i * VECTOR, this.#read(array, 0));
    });
    code.set(this.#keepAt!, code.operation("i32.add", at, code.integer(arrays.length * VECTOR)));
  }

  #when(condition: Value, statements: readonly Statement[]): void {
    this.#writer.forget();
    this.#code.when(condition, () => this.#block(() => this.#statements(statements)));
  }

  #block(body: () => void): void {
    this.#contents.push({ values: new Map(), changed: new Set() });
    body();
    const inner = this.#contents.pop()!;
    const outer = this.#contents.at(-1);
    if (outer === undefined) return;
    for (const id of inner.changed) {
      outer.values.delete(id);
      outer.changed.add(id);
    }
  }

  #get(cell: Cell): Value {
    const innermost = this.#contents.at(-1)!;
    for (let depth = this.#contents.length - 1; depth >= 0; depth--) {
      const { values, changed } = this.#contents[depth]!;
      const value = values.get(cell.id);
      if (value !== undefined) return value;
      if (changed.has(cell.id)) break;
    }
    const value = this.#code.get(cell);
    innermost.values.set(cell.id, value);
    return value;
  }

  #set(cell: Cell, value: Value): void {
    const { values, changed } = this.#contents.at(-1)!;
    this.#code.set(cell, value);
    values.set(cell.id, value);
    changed.add(cell.id);
  }

  #add(cell: Cell, value: Value): void {
    this.#set(cell, this.#code.operation("f64x2.add", this.#get(cell), value));
  }

  #read(array: number, index: Index): Value {
    const variables = this.#variables[array];
    if (variables) return this.#get(variables[placeOf(index)!]!);
    const { address, offset } = this.#place(array, index);
    return this.#code.load(address, offset, memoryOf(array), this.#code.depth);
  }

  #store(array: number, index: Index, value: Value): void {
    const variables = this.#variables[array];
    if (variables) {
      this.#set(variables[placeOf(index)!]!, value);
      return;
    }
    const code = this.#code;
    const { address, offset } = this.#place(array, index);
    code.store(address, offset, value);
    code.forget(memoryOf(array));
    code.remember(address, offset, value, memoryOf(array));
  }

  #place(array: number, index: Index): { readonly address: Value; readonly offset: number } {
    const base = this.#layout.arrays[array]!;
    const place = placeOf(index);
    if (place !== null) return { address: this.#origin, offset: base + place * VECTOR };
    const code = this.#code;
    const number = this.#writer.number(index as Expression);
    const safe = this.#outcome.kind === "pointwise" ? this.#checked(array, number) : number;
    // The low bits of 1.5 · 2⁵² + n are those of n; both lanes have the same.
    const rounded = code.operation("f64x2.add", safe, this.#constants.number(code, ROUNDING));
    const integer = code.operation("i32x4.extract_lane_0", rounded);
    return { address: code.operation("i32.shl", integer, code.integer(Math.log2(VECTOR))), offset: base };
  }

  /** The number if it is an index of the array, else 0, which is noted. */
  #checked(array: number, number: Value): Value {
    const code = this.#code;
    const isWhole = code.operation("f64x2.eq", code.operation("f64x2.floor", number), number);
    const isNotBelow = code.operation("f64x2.le", code.double(0), number);
    const isBelowEnd = code.operation(
      "f64x2.lt",
      number,
      this.#constants.number(code, this.#program.arrays[array]!.size),
    );
    const isInside = code.operation("v128.and", code.operation("v128.and", isWhole, isNotBelow), isBelowEnd);
    const outside = code.operation("v128.or", this.#get(this.#outside), code.operation("v128.not", isInside));
    this.#set(this.#outside, outside);
    return code.operation("v128.and", number, isInside);
  }
}

function memoryOf(array: number): string {
  return `array ${array}`;
}
