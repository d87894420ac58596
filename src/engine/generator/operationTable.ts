import type { Value } from "./code.ts";

/** Places at first: enough for most routines, so that the table seldom has to be made anew. */
const PLACES = 2048;
/** Numbers of an entry: block, operation, three operands (0: none). */
const WIDTH = 5;

/**
 * Results of operations, found by block, operation and operands: open addressing over whole numbers, because this is
 * asked for each operation of the code and making a text or a large number for a key takes longer than the search.
 */
export class OperationTable {
  #keys = new Int32Array(WIDTH * PLACES);
  #values: (Value | undefined)[] = new Array(PLACES).fill(undefined);
  #count = 0;
  /** What was looked for last and where it would stand. */
  readonly #key = new Int32Array(WIDTH);
  #place = 0;

  /** @param operands - At most three. */
  find(block: number, operation: number, operands: readonly Value[]): Value | undefined {
    const key = this.#key;
    key[0] = block;
    key[1] = operation;
    key[2] = operands[0]!.id + 1;
    key[3] = operands.length > 1 ? operands[1]!.id + 1 : 0;
    key[4] = operands.length > 2 ? operands[2]!.id + 1 : 0;
    this.#place = this.#placeOf(key, 0);
    return this.#values[this.#place];
  }

  /** Adds the value of what was looked for last and was not there. */
  addMissing(value: Value): void {
    this.#keys.set(this.#key, WIDTH * this.#place);
    this.#values[this.#place] = value;
    this.#count++;
    if (2 * this.#count > this.#values.length) this.#grow();
  }

  /** Where a key stands or would stand; it begins at `at` of `keys`. */
  #placeOf(keys: Int32Array, at: number): number {
    const mask = this.#values.length - 1;
    let hash = 0;
    for (let i = 0; i < WIDTH; i++) hash = Math.imul(hash ^ keys[at + i]!, 0x9e3779b1) ^ (hash >>> 15);
    let place = (hash ^ (hash >>> 13)) & mask;
    for (; this.#values[place] !== undefined; place = (place + 1) & mask) {
      let i = 0;
      while (i < WIDTH && this.#keys[WIDTH * place + i] === keys[at + i]) i++;
      if (i === WIDTH) break;
    }
    return place;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Int32Array(4 * keys.length);
    this.#values = new Array(4 * values.length).fill(undefined);
    for (let old = 0; old < values.length; old++) {
      if (values[old] === undefined) continue;
      const place = this.#placeOf(keys, WIDTH * old);
      for (let i = 0; i < WIDTH; i++) this.#keys[WIDTH * place + i] = keys[WIDTH * old + i]!;
      this.#values[place] = values[old];
    }
  }
}
