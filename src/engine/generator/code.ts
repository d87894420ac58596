import { fold } from "./fold.ts";
import { type Operation, type OperationName, operationNamed, operationNumbers, type Type } from "./operations.ts";
import { NO_OPERAND, OperationTable } from "./operationTable.ts";
import type { Shape } from "./shape.ts";

/** A number computed once where it is defined: an instruction, a constant, a parameter or the content of a cell. */
export interface Value {
  readonly id: number;
  readonly type: Type;
  readonly kind:
    | "operation"
    | "constant"
    | "parameter"
    | "cell"
    | "load"
    | "loadSplat"
    | "loadSplatDouble"
    | "loadWord"
    | "shuffle";
  readonly name: OperationName | "";
  /** What `name` stands for. */
  readonly operation: Operation | null;
  readonly operands: readonly Value[];
  /** Constant (bits of each lane), number of the parameter or cell, or offset of the load; NaN for a binary64 constant. */
  readonly immediate: number;
  /** Bytes that a shuffle picks, or the lower and upper word of a binary64 constant. */
  readonly lanes: readonly number[];
  /** Nesting of the block that defines it. */
  readonly depth: number;
}

/** A local variable that changes: a sum, a pointer. */
export interface Cell {
  readonly id: number;
  readonly type: Type;
}

/** One thing to do, in order. */
export type Item =
  | { readonly kind: "define"; readonly value: Value }
  | { readonly kind: "set"; readonly cell: Cell; readonly value: Value }
  | { readonly kind: "store"; readonly address: Value; readonly offset: number; readonly value: Value }
  | { readonly kind: "storeWord"; readonly address: Value; readonly value: Value }
  | { readonly kind: "loop"; readonly body: readonly Item[]; readonly while: Value }
  | { readonly kind: "if"; readonly condition: Value; readonly body: readonly Item[] };

interface Block {
  readonly number: number;
  items: Item[];
  /** Runs only under a condition: what is defined for it stays in it. */
  readonly conditional: boolean;
}

/** Most values of a function. */
const MOST_VALUES = 2 ** 21;
type Load = "load" | "loadSplat" | "loadSplatDouble" | "loadWord";
/** Numbers of loads where operations have theirs, from 0. */
const LOADS: Readonly<Record<Load, number>> = { load: -1, loadSplat: -2, loadSplatDouble: -3, loadWord: -4 };
const NO_OPERANDS: readonly Value[] = [];
const NO_LANES: readonly number[] = [];

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);
const double = new DataView(new ArrayBuffer(8));

/** A function in the making: blocks of items in which equal values are computed once, as far outside as possible. */
export class Code {
  readonly shape: Shape;
  readonly #shuffles = new Map<string, number>();
  #blocksOpened = 1;
  readonly #blocks: Block[] = [{ number: 0, items: [], conditional: false }];
  readonly #constants = {
    parameter: new Map<number, Value>(),
    i32: new Map<number, Value>(),
    v128: new Map<number, Value>(),
  };
  readonly #doubles = new Map<string, Value>();
  /** Results of operations and loads, by block. */
  readonly #known = new OperationTable();
  /** Number of the state that each memory is in; a change makes a new one. */
  readonly #states = new Map<string, number>();
  #lastState = 0;
  #values = 0;
  #cells = 0;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  /** Items of the outermost block, when all is written. */
  get items(): readonly Item[] {
    return this.#blocks[0]!.items;
  }

  /** How many values there are; their numbers are less. */
  get values(): number {
    return this.#values;
  }

  /** Nesting of the innermost open block. */
  get depth(): number {
    return this.#blocks.length - 1;
  }

  /** Whether what is written now runs only under a condition. */
  get conditional(): boolean {
    return this.#blocks.some(({ conditional }) => conditional);
  }

  parameter(index: number): Value {
    return this.#constant(this.#constants.parameter, "parameter", "i32", index);
  }

  integer(value: number): Value {
    return this.#constant(this.#constants.i32, "constant", "i32", value | 0);
  }

  /** The same binary32 number in all lanes. */
  number(value: number): Value {
    float[0] = value;
    return this.words(word[0]!);
  }

  /** The same binary64 number in all lanes of 64 bits. */
  double(value: number): Value {
    double.setFloat64(0, value);
    return this.doubleWords(double.getUint32(4), double.getUint32(0));
  }

  /** The same 64 bits in all lanes of 64 bits. */
  doubleWords(low: number, high: number): Value {
    if (low === high) return this.words(low);
    const key = `${low} ${high}`;
    let value = this.#doubles.get(key);
    if (value === undefined) {
      value = this.#value("v128", "constant", "", null, NO_OPERANDS, Number.NaN, [low, high], 0);
      this.#doubles.set(key, value);
    }
    return value;
  }

  /** The same 32 bits in all lanes. */
  words(bits: number): Value {
    return this.#constant(this.#constants.v128, "constant", "v128", bits >>> 0);
  }

  operation(name: OperationName, ...operands: readonly Value[]): Value {
    const operation = operationNamed(name);
    return fold(this, name, operation, operands) ?? this.#define(operation.result, name, operation, operands, NO_LANES);
  }

  /** Picks 16 bytes from two vectors. */
  shuffle(a: Value, b: Value, lanes: readonly number[]): Value {
    return this.#define("v128", "", null, [a, b], lanes);
  }

  /**
   * Reads a vector from memory.
   *
   * @param memory - Name of what lies there; `forget` with this name ends the validity of earlier reads.
   * @param floor - Least depth at which the read may stand.
   */
  load(address: Value, offset: number, memory: string, floor: number): Value {
    return this.#load("load", address, offset, memory, floor);
  }

  /** Reads one number from memory into all lanes. */
  loadSplat(address: Value, offset: number, memory: string, floor: number): Value {
    return this.#load("loadSplat", address, offset, memory, floor);
  }

  /** Reads one binary64 number from memory into both lanes of 64 bits. */
  loadSplatDouble(address: Value, offset: number, memory: string, floor: number): Value {
    return this.#load("loadSplatDouble", address, offset, memory, floor);
  }

  /** Reads an integer from memory. */
  loadWord(address: Value, offset: number, memory: string, floor: number): Value {
    return this.#load("loadWord", address, offset, memory, floor);
  }

  /** Writes an integer. Once all that belongs together is written, call `forget`. */
  storeWord(address: Value, value: Value): void {
    this.#top.items.push({ kind: "storeWord", address, value });
  }

  /** What was read from `memory` before no longer holds. */
  forget(memory: string): void {
    this.#states.set(memory, ++this.#lastState);
  }

  /** Writes a vector. Once all that belongs together is written, call `forget`. */
  store(address: Value, offset: number, value: Value): void {
    this.#top.items.push({ kind: "store", address, offset, value });
  }

  /** Lets later reads of a place in this block take the value that was written there. Call it after `forget`. */
  remember(address: Value, offset: number, value: Value, memory: string): void {
    this.#known.find(this.#top.number, LOADS.load, address.id, this.#state(memory), offset);
    this.#known.put(value);
  }

  cell(initial: Value): Cell {
    const cell = { id: this.#cells++, type: initial.type };
    this.set(cell, initial);
    return cell;
  }

  set(cell: Cell, value: Value): void {
    this.#top.items.push({ kind: "set", cell, value });
  }

  /** The content of a cell now. */
  get({ id, type }: Cell): Value {
    return this.#add(this.#top, type, "cell", "", null, NO_OPERANDS, id, NO_LANES, this.depth);
  }

  /**
   * Runs a body `count` times with pointers that move by their stride.
   *
   * @param pointers - Start and stride of each; the first one's end is where the loop ends.
   */
  loop(
    pointers: readonly { readonly start: Value; readonly stride: number }[],
    count: number,
    body: (at: readonly Value[]) => void,
  ): void {
    const first = pointers[0]!;
    const end = this.operation("i32.add", first.start, this.integer(count * first.stride));
    this.loopUntil(pointers, end, body);
  }

  /** Like `loop`, ending when the first pointer reaches `end`. */
  loopUntil(
    pointers: readonly { readonly start: Value; readonly stride: number }[],
    end: Value,
    body: (at: readonly Value[]) => void,
  ): void {
    const cells = pointers.map(({ start }) => this.cell(start));
    this.#open(false);
    const at = cells.map((cell) => this.get(cell));
    body(at);
    const moved = at.map((value, i) => this.operation("i32.add", value, this.integer(pointers[i]!.stride)));
    cells.forEach((cell, i) => {
      this.set(cell, moved[i]!);
    });
    const goOn = this.operation("i32.ne", moved[0]!, end);
    const { items } = this.#blocks.pop()!;
    this.#top.items.push({ kind: "loop", body: items, while: goOn });
  }

  /** Runs a body only if a number is not 0. */
  when(condition: Value, body: () => void): void {
    this.#open(true);
    body();
    const { items } = this.#blocks.pop()!;
    this.#top.items.push({ kind: "if", condition, body: items });
  }

  /** Writes several pieces of code in turns, so that the processor meets independent work side by side. */
  interleave(pieces: readonly (() => void)[]): void {
    if (pieces.length === 1) {
      pieces[0]!();
      return;
    }
    const top = this.#top;
    const before = top.items;
    const first = this.#values;
    const lists = pieces.map((piece) => {
      top.items = [];
      piece();
      return top.items;
    });
    top.items = before;
    // By number of the value: what defines it and is not placed yet.
    const defined: (Item | undefined)[] = new Array(this.#values - first);
    for (const list of lists) {
      for (const item of list) if (item.kind === "define") defined[item.value.id - first] = item;
    }
    const place = (item: Item) => {
      if (item.kind === "define") {
        const at = item.value.id - first;
        if (defined[at] === undefined) return;
        defined[at] = undefined;
      }
      const operands = operandsOf(item);
      for (let i = 0; i < operands.length; i++) {
        const { id } = operands[i]!;
        const definition = id < first ? undefined : defined[id - first];
        if (definition !== undefined) place(definition);
      }
      before.push(item);
    };
    const longest = Math.max(...lists.map((list) => list.length));
    for (let i = 0; i < longest; i++) {
      for (const list of lists) if (i < list.length) place(list[i]!);
    }
  }

  #open(conditional: boolean): void {
    this.#blocks.push({ number: this.#blocksOpened++, items: [], conditional });
  }

  get #top(): Block {
    return this.#blocks[this.#blocks.length - 1]!;
  }

  #constant(known: Map<number, Value>, kind: "constant" | "parameter", type: Type, immediate: number): Value {
    let value = known.get(immediate);
    if (value === undefined) {
      value = this.#value(type, kind, "", null, NO_OPERANDS, immediate, NO_LANES, 0);
      known.set(immediate, value);
    }
    return value;
  }

  /** @param operation - Null for a shuffle. */
  #define(
    type: Type,
    name: OperationName | "",
    operation: Operation | null,
    operands: readonly Value[],
    lanes: readonly number[],
  ): Value {
    let depth = 0;
    for (let i = 0; i < operands.length; i++) if (operands[i]!.depth > depth) depth = operands[i]!.depth;
    const number = operation === null ? this.#shuffleNumber(lanes) : operation.number;
    const kind = operation === null ? "shuffle" : "operation";
    const first = operands[0]!.id;
    const second = operands.length > 1 ? operands[1]!.id : NO_OPERAND;
    const third = operands.length > 2 ? operands[2]!.id : NO_OPERAND;
    for (;;) {
      const block = this.#blocks[depth]!;
      const known = this.#known.find(block.number, number, first, second, third);
      if (known !== undefined) return known;
      if (this.#blocks[depth + 1]?.conditional === true) {
        depth++;
        continue;
      }
      const value = this.#add(block, type, kind, name, operation, operands, 0, lanes, depth);
      this.#known.put(value);
      return value;
    }
  }

  /** A number for each choice of lanes, beyond those of the operations. */
  #shuffleNumber(lanes: readonly number[]): number {
    const key = lanes.join();
    let number = this.#shuffles.get(key);
    if (number === undefined) {
      number = operationNumbers + this.#shuffles.size;
      this.#shuffles.set(key, number);
    }
    return number;
  }

  #value(
    type: Type,
    kind: Value["kind"],
    name: OperationName | "",
    operation: Operation | null,
    operands: readonly Value[],
    immediate: number,
    lanes: readonly number[],
    depth: number,
  ): Value {
    if (this.#values === MOST_VALUES) throw new RangeError("a routine of the program is too long to be compiled");
    return { id: this.#values++, type, kind, name, operation, operands, immediate, lanes, depth };
  }

  #add(
    block: Block,
    type: Type,
    kind: Value["kind"],
    name: OperationName | "",
    operation: Operation | null,
    operands: readonly Value[],
    immediate: number,
    lanes: readonly number[],
    depth: number,
  ): Value {
    const value = this.#value(type, kind, name, operation, operands, immediate, lanes, depth);
    block.items.push({ kind: "define", value });
    return value;
  }

  /** Number of the state that a memory is in now. */
  #state(memory: string): number {
    let state = this.#states.get(memory);
    if (state === undefined) {
      state = ++this.#lastState;
      this.#states.set(memory, state);
    }
    return state;
  }

  #load(kind: Load, address: Value, offset: number, memory: string, floor: number): Value {
    const state = this.#state(memory);
    const number = LOADS[kind];
    for (let d = this.depth; d >= 0; d--) {
      const known = this.#known.find(this.#blocks[d]!.number, number, address.id, state, offset);
      if (known !== undefined) return known;
    }
    let depth = Math.max(address.depth, floor);
    while (this.#blocks[depth + 1]?.conditional === true) depth++;
    const block = this.#blocks[depth]!;
    const type = kind === "loadWord" ? "i32" : "v128";
    const value = this.#add(block, type, kind, "", null, [address], offset, NO_LANES, depth);
    this.#known.find(block.number, number, address.id, state, offset);
    this.#known.put(value);
    return value;
  }
}

/** Values that an item uses. */
export function operandsOf(item: Item): readonly Value[] {
  switch (item.kind) {
    case "define":
      return item.value.operands;
    case "set":
      return [item.value];
    case "store":
    case "storeWord":
      return [item.address, item.value];
    case "loop":
      return [];
    case "if":
      return [item.condition];
  }
}
