import { type Cell, type Item, operandsOf, type Value } from "../generator/code.ts";
import type { Type } from "../generator/operations.ts";
import { Bytes } from "./moduleWriter.ts";

/** Opcode and alignment. */
const VECTOR_LOADS = {
  load: { opcode: 0, alignment: 4 },
  loadSplat: { opcode: 9, alignment: 2 },
  loadSplatDouble: { opcode: 10, alignment: 3 },
} as const;
const TYPE_CODES: Record<Type, number> = { i32: 0x7f, v128: 0x7b };

/**
 * Turns items into the body of a WebAssembly function: leaves out what nobody uses, writes values used once where they
 * are used, and gives the others locals, which are taken again after the last use.
 *
 * @param values - More than the greatest number of a value that occurs, if that is known.
 */
export function functionBody(items: readonly Item[], parameters: number, values = 1 + greatestValue(items)): Bytes {
  return new FunctionBody(parameters, values).write(items);
}

/** The greatest number of a value that occurs in items. */
function greatestValue(items: readonly Item[]): number {
  let greatest = 0;
  for (const item of items) {
    if (item.kind === "loop" || item.kind === "if") greatest = Math.max(greatest, greatestValue(item.body));
    if (item.kind === "loop") greatest = Math.max(greatest, item.while.id);
    if (item.kind === "define") greatest = Math.max(greatest, item.value.id);
    for (const { id } of operandsOf(item)) greatest = Math.max(greatest, id);
  }
  return greatest;
}

class FunctionBody {
  readonly #parameters: number;
  readonly #code = new Bytes();
  /** By value: uses not yet written. */
  readonly #uses: Int32Array;
  /** By value: whether it is written where it is used. */
  readonly #inline: Uint8Array;
  /** By value: number of the block that defines it and of the block of a user; 0: none. */
  readonly #home: Int32Array;
  readonly #user: Int32Array;
  /** By value: its local. */
  readonly #locals: Int32Array;
  readonly #blocks = new Map<readonly Item[], number>();
  readonly #cells = new Map<number, number>();
  readonly #free: Record<Type, number[]> = { i32: [], v128: [] };
  readonly #types: Type[] = [];
  /** For each open block: locals to set free when the loop that is being written in it ends. */
  readonly #later: { readonly block: number; readonly values: Value[] }[] = [];

  constructor(parameters: number, values: number) {
    this.#parameters = parameters;
    this.#uses = new Int32Array(values);
    this.#inline = new Uint8Array(values);
    this.#home = new Int32Array(values);
    this.#user = new Int32Array(values);
    this.#locals = new Int32Array(values);
  }

  write(items: readonly Item[]): Bytes {
    this.#count(items);
    this.#block(items);
    this.#code.byte(0x0b);
    const body = new Bytes();
    const runs: { type: Type; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs[runs.length - 1];
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    body.unsigned(runs.length);
    for (const { type, count } of runs) {
      body.unsigned(count);
      body.byte(TYPE_CODES[type]);
    }
    body.append(this.#code);
    return body;
  }

  /** Counts uses from what has an effect backwards, and finds the values to be written in place. */
  #count(list: readonly Item[], goOn?: Value): void {
    const block = this.#blocks.size + 1;
    this.#blocks.set(list, block);
    if (goOn !== undefined) this.#use(goOn, block);
    for (let i = list.length - 1; i >= 0; i--) {
      const item = list[i]!;
      if (item.kind === "define") {
        const { id, operands } = item.value;
        this.#home[id] = block;
        // All uses lie behind the definition.
        const uses = this.#uses[id];
        if (uses === 0) continue;
        if (uses === 1 && this.#user[id] === block && isMovable(item.value)) this.#inline[id] = 1;
        for (let j = 0; j < operands.length; j++) this.#use(operands[j]!, block);
      } else if (item.kind === "loop") this.#count(item.body, item.while);
      else if (item.kind === "if") {
        this.#count(item.body);
        this.#use(item.condition, block);
      } else {
        if (item.kind !== "set") this.#use(item.address, block);
        this.#use(item.value, block);
      }
    }
  }

  #use({ id }: Value, block: number): void {
    this.#uses[id]! += 1;
    this.#user[id] = block;
  }

  /** @param goOn - For the body of a loop: it is repeated while this is not 0. */
  #block(items: readonly Item[], goOn?: Value): void {
    const later = { block: this.#blocks.get(items)!, values: [] as Value[] };
    this.#later.push(later);
    const cells: number[] = [];
    for (const item of items) {
      if (item.kind === "define") this.#definition(item.value);
      else if (item.kind === "store") {
        this.#value(item.address);
        this.#value(item.value);
        this.#memory(11, 4, item.offset);
      } else if (item.kind === "storeWord") {
        this.#value(item.address);
        this.#value(item.value);
        this.#code.bytes(0x36, 2, 0);
      } else if (item.kind === "set") {
        this.#value(item.value);
        if (!this.#cells.has(item.cell.id)) cells.push(item.cell.id);
        this.#code.byte(0x21);
        this.#code.unsigned(this.#cellLocal(item.cell));
      } else {
        if (item.kind === "if") this.#value(item.condition);
        this.#code.bytes(item.kind === "if" ? 0x04 : 0x03, 0x40);
        this.#block(item.body, item.kind === "if" ? undefined : item.while);
        this.#code.byte(0x0b);
        for (const value of later.values.splice(0)) this.#release(value);
      }
    }
    if (goOn !== undefined) {
      this.#value(goOn);
      this.#code.bytes(0x0d, 0x00);
    }
    this.#later.pop();
    for (const cell of cells) {
      const local = this.#cells.get(cell)!;
      this.#free[this.#types[local - this.#parameters]!].push(local);
      this.#cells.delete(cell);
    }
  }

  #definition(value: Value): void {
    if (this.#uses[value.id] === 0 || this.#inline[value.id] === 1) return;
    this.#instruction(value);
    const local = this.#take(value.type);
    this.#locals[value.id] = local;
    this.#code.byte(0x21);
    this.#code.unsigned(local);
  }

  /** Puts a value on the stack. */
  #value(value: Value): void {
    const { id, kind } = value;
    if (kind === "constant" || kind === "parameter" || this.#inline[id] === 1) {
      this.#instruction(value);
      return;
    }
    this.#code.byte(0x20);
    this.#code.unsigned(this.#locals[id]!);
    this.#uses[id]! -= 1;
    if (this.#uses[id]! > 0) return;
    const home = this.#home[id];
    const innermost = this.#later[this.#later.length - 1]!;
    if (innermost.block === home) this.#release(value);
    else this.#later.find(({ block }) => block === home)!.values.push(value);
  }

  #instruction(value: Value): void {
    const { kind, type, immediate, operands } = value;
    for (let i = 0; i < operands.length; i++) this.#value(operands[i]!);
    if (value.operation !== null) {
      const { simd, plain, lane } = value.operation;
      if (plain !== undefined) this.#code.byte(plain);
      else {
        this.#code.byte(0xfd);
        this.#code.unsigned(simd!);
        if (lane !== undefined) this.#code.byte(lane);
      }
    } else if (kind === "constant" && type === "i32") {
      this.#code.byte(0x41);
      this.#code.signed(immediate);
    } else if (kind === "constant") {
      this.#code.bytes(0xfd, 12);
      const [even, odd] = value.lanes.length === 0 ? [immediate, immediate] : value.lanes;
      for (let half = 0; half < 2; half++) {
        this.#code.word(even!);
        this.#code.word(odd!);
      }
    } else if (kind === "parameter") {
      this.#code.byte(0x20);
      this.#code.unsigned(immediate);
    } else if (kind === "cell") {
      this.#code.byte(0x20);
      this.#code.unsigned(this.#cells.get(immediate)!);
    } else if (kind === "shuffle") {
      this.#code.bytes(0xfd, 13, ...value.lanes);
    } else if (kind === "loadWord") {
      this.#code.bytes(0x28, 2);
      this.#code.unsigned(immediate);
    } else if (kind === "load" || kind === "loadSplat" || kind === "loadSplatDouble") {
      const { opcode, alignment } = VECTOR_LOADS[kind];
      this.#memory(opcode, alignment, immediate);
    }
  }

  /** A vector instruction on memory. */
  #memory(opcode: number, alignment: number, offset: number): void {
    this.#code.byte(0xfd);
    this.#code.byte(opcode);
    this.#code.byte(alignment);
    this.#code.unsigned(offset);
  }

  #cellLocal({ id, type }: Cell): number {
    const known = this.#cells.get(id);
    if (known !== undefined) return known;
    const local = this.#take(type);
    this.#cells.set(id, local);
    return local;
  }

  #take(type: Type): number {
    const free = this.#free[type].pop();
    if (free !== undefined) return free;
    this.#types.push(type);
    return this.#parameters + this.#types.length - 1;
  }

  #release(value: Value): void {
    this.#free[value.type].push(this.#locals[value.id]!);
  }
}

function isMovable({ kind }: Value): boolean {
  return kind === "operation" || kind === "shuffle";
}
