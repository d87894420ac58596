import type { Value } from "./code.ts";

/** Places at first: enough for most routines, so that the table seldom has to be made anew. */
const PLACES = 2048;
/** Numbers of an entry: block, operation, three that say what it is done to. */
const WIDTH = 5;

/** Stands for an operand that an operation has not. */
export const NO_OPERAND = -1;

/**
 * Results of operations and loads, found by block, operation and three numbers (operands; address, state and offset of
 * a load): open addressing over whole numbers, because this is asked for each operation of the code and making a text or
 * a large number for a key takes longer than the search.
 */
export class OperationTable {
  #keys = new Int32Array(WIDTH * PLACES);
  #values: (Value | undefined)[] = new Array(PLACES).fill(undefined);
  #count = 0;
  /** What was looked for last and where it stands or would stand. */
  readonly #key = new Int32Array(WIDTH);
  #place = 0;

  find(block: number, operation: number, first: number, second: number, third: number): Value | undefined {
    const key = this.#key;
    key[0] = block;
    key[1] = operation;
    key[2] = first;
    key[3] = second;
    key[4] = third;
    this.#place = this.#placeOf(key, 0);
    return this.#values[this.#place];
  }

  /** Sets the value of what was looked for last. */
  put(value: Value): void {
    const isNew = this.#values[this.#place] === undefined;
    this.#values[this.#place] = value;
    if (!isNew) return;
    const at = WIDTH * this.#place;
    for (let i = 0; i < WIDTH; i++) this.#keys[at + i] = this.#key[i]!;
    this.#count++;
    if (8 * this.#count > 5 * this.#values.length) this.#grow();
  }

  /** Where a key stands or would stand; it begins at `at` of `given`. */
  #placeOf(given: Int32Array, at: number): number {
    const keys = this.#keys;
    const values = this.#values;
    const mask = values.length - 1;
    let hash = 0;
    for (let i = 0; i < WIDTH; i++) hash = Math.imul(hash ^ given[at + i]!, 0x9e3779b1) ^ (hash >>> 15);
    let place = (hash ^ (hash >>> 13)) & mask;
    for (; values[place] !== undefined; place = (place + 1) & mask) {
      let i = 0;
      while (i < WIDTH && keys[WIDTH * place + i] === given[at + i]) i++;
      if (i === WIDTH) break;
    }
    return place;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Int32Array(2 * keys.length);
    this.#values = new Array(2 * values.length).fill(undefined);
    for (let old = 0; old < values.length; old++) {
      if (values[old] === undefined) continue;
      const place = this.#placeOf(keys, WIDTH * old);
      for (let i = 0; i < WIDTH; i++) this.#keys[WIDTH * place + i] = keys[WIDTH * old + i]!;
      this.#values[place] = values[old];
    }
  }
}
