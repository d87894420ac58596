import { type OperationName, operationRow, type Type } from "./operations.ts";

/** A number computed once where it is defined: an instruction, a constant, a parameter or the content of a cell. */
export interface Value {
  readonly id: number;
  readonly type: Type;
  readonly kind: "operation" | "constant" | "parameter" | "cell" | "load" | "loadSplat" | "shuffle";
  readonly name: OperationName | "";
  readonly operands: readonly Value[];
  /** Constant (bits of each lane), number of the parameter or cell, or offset of the load. */
  readonly immediate: number;
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
  | { readonly kind: "loop"; readonly body: readonly Item[]; readonly while: Value };

interface Block {
  items: Item[];
  /** Values defined here, by what they compute; and what stores left in memory. */
  readonly values: Map<string, Value>;
}

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** A function in the making: blocks of items in which equal values are computed once, as far outside as possible. */
export class Code {
  readonly #blocks: Block[] = [{ items: [], values: new Map() }];
  readonly #constants = new Map<string, Value>();
  readonly #versions = new Map<string, number>();
  #values = 0;
  #cells = 0;

  /** Items of the outermost block, when all is written. */
  get items(): readonly Item[] {
    return this.#blocks[0]!.items;
  }

  /** Nesting of the innermost open block. */
  get depth(): number {
    return this.#blocks.length - 1;
  }

  parameter(index: number): Value {
    return this.#constant("parameter", "i32", index);
  }

  integer(value: number): Value {
    return this.#constant("constant", "i32", value | 0);
  }

  /** The same binary32 number in all lanes. */
  number(value: number): Value {
    float[0] = value;
    return this.words(word[0]!);
  }

  /** The same 32 bits in all lanes. */
  words(bits: number): Value {
    return this.#constant("constant", "v128", bits >>> 0);
  }

  operation(name: OperationName, ...operands: readonly Value[]): Value {
    return this.#fold(name, operands) ?? this.#define("operation", operationRow(name).result, name, operands, 0, []);
  }

  /** Picks 16 bytes from two vectors. */
  shuffle(a: Value, b: Value, lanes: readonly number[]): Value {
    return this.#define("shuffle", "v128", "", [a, b], 0, lanes);
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

  /** What was read from `memory` before no longer holds. */
  forget(memory: string): void {
    this.#versions.set(memory, (this.#versions.get(memory) ?? 0) + 1);
  }

  /** Writes a vector. Once all that belongs together is written, call `forget`. */
  store(address: Value, offset: number, value: Value): void {
    this.#top.items.push({ kind: "store", address, offset, value });
  }

  /** Lets later reads of a place in this block take the value that was written there. Call it after `forget`. */
  remember(address: Value, offset: number, value: Value, memory: string): void {
    this.#top.values.set(this.#memoryKey("load", address, offset, memory), value);
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
    const value: Value = {
      id: this.#values++,
      type,
      kind: "cell",
      name: "",
      operands: [],
      immediate: id,
      lanes: [],
      depth: this.depth,
    };
    this.#top.items.push({ kind: "define", value });
    return value;
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
    this.#blocks.push({ items: [], values: new Map() });
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

  /** Writes several pieces of code in turns, so that the processor meets independent work side by side. */
  interleave(pieces: readonly (() => void)[]): void {
    const top = this.#top;
    const before = top.items;
    const lists = pieces.map((piece) => {
      top.items = [];
      piece();
      return top.items;
    });
    top.items = before;
    const defined = new Map<Value, Item>();
    for (const item of lists.flat()) if (item.kind === "define") defined.set(item.value, item);
    const placed = new Set<Item>();
    const place = (item: Item) => {
      if (placed.has(item)) return;
      placed.add(item);
      for (const operand of operandsOf(item)) {
        const definition = defined.get(operand);
        if (definition !== undefined) place(definition);
      }
      before.push(item);
    };
    const longest = Math.max(...lists.map((list) => list.length));
    for (let i = 0; i < longest; i++) {
      for (const list of lists) if (i < list.length) place(list[i]!);
    }
  }

  get #top(): Block {
    return this.#blocks[this.#blocks.length - 1]!;
  }

  #constant(kind: "constant" | "parameter", type: Type, immediate: number): Value {
    const key = `${kind} ${type} ${immediate}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const value: Value = { id: this.#values++, type, kind, name: "", operands: [], immediate, lanes: [], depth: 0 };
    this.#constants.set(key, value);
    return value;
  }

  #define(
    kind: "operation" | "shuffle",
    type: Type,
    name: OperationName | "",
    operands: readonly Value[],
    immediate: number,
    lanes: readonly number[],
  ): Value {
    const depth = Math.max(0, ...operands.map((operand) => operand.depth));
    const key = `${kind} ${name} ${operands.map(({ id }) => id).join(" ")} ${lanes.join(",")}`;
    const block = this.#blocks[depth]!;
    const known = block.values.get(key);
    if (known !== undefined) return known;
    const value: Value = { id: this.#values++, type, kind, name, operands, immediate, lanes, depth };
    block.values.set(key, value);
    block.items.push({ kind: "define", value });
    return value;
  }

  #memoryKey(kind: "load" | "loadSplat", address: Value, offset: number, memory: string): string {
    return `${kind} ${address.id} ${offset} ${memory} ${this.#versions.get(memory) ?? 0}`;
  }

  #load(kind: "load" | "loadSplat", address: Value, offset: number, memory: string, floor: number): Value {
    const depth = Math.max(address.depth, floor);
    const key = this.#memoryKey(kind, address, offset, memory);
    for (let d = this.depth; d >= 0; d--) {
      const known = this.#blocks[d]!.values.get(key);
      if (known !== undefined) return known;
    }
    const value: Value = {
      id: this.#values++,
      type: "v128",
      kind,
      name: "",
      operands: [address],
      immediate: offset,
      lanes: [],
      depth,
    };
    this.#blocks[depth]!.values.set(key, value);
    this.#blocks[depth]!.items.push({ kind: "define", value });
    return value;
  }

  /** The result if it is known now, or an operand that is it, bit for bit. */
  #fold(name: OperationName, operands: readonly Value[]): Value | null {
    const { fold, result } = operationRow(name);
    const [a, b] = operands;
    if (name === "i32.add" && isConstant(b, 0)) return a!;
    if (name === "i32.sub" && a === b) return this.integer(0);
    if (fold !== undefined && operands.every(({ kind }) => kind === "constant")) {
      if (result === "i32") return this.integer(fold(a!.immediate, b!.immediate));
      return this.number(fold(floatOf(a!), b === undefined ? 0 : floatOf(b)));
    }
    const one = 0x3f800000;
    if (name === "f32x4.mul") return isConstant(b, one) ? a! : isConstant(a, one) ? b! : null;
    if (name === "f32x4.div" && b?.kind === "constant") {
      if (b.immediate === one) return a!;
      return hasExactReciprocal(b.immediate) ? this.operation("f32x4.mul", a!, this.number(1 / floatOf(b))) : null;
    }
    return null;
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
      return [item.address, item.value];
    case "loop":
      return [];
  }
}

function isConstant(value: Value | undefined, bits: number): boolean {
  return value?.kind === "constant" && value.immediate === bits;
}

function floatOf(value: Value): number {
  word[0] = value.immediate;
  return float[0]!;
}

/** Powers of two whose reciprocal is normal: dividing by them is multiplying, bit for bit. */
function hasExactReciprocal(bits: number): boolean {
  const exponent = (bits >>> 23) & 0xff;
  return (bits & 0x7fffff) === 0 && exponent >= 1 && exponent <= 253;
}
