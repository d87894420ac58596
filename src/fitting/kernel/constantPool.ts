import type { Code, Value } from "../../engine/generator/code.ts";
import { CONSTANT_BYTES, NUMBER, VECTOR } from "./kernelLayout.ts";

/** Constants that lie in memory at most; further ones are written into the code. */
const MOST_CONSTANTS = CONSTANT_BYTES / VECTOR;

const double = new DataView(new ArrayBuffer(NUMBER));

/**
 * Constants of a kernel, at the beginning of its memory.
 *
 * To read one takes a single instruction; one within the code takes three, which made a trial of Q-learning take half
 * as long again.
 */
export class ConstantPool {
  readonly #places = new Map<string, number>();
  /** Four of each. */
  readonly #words: number[] = [];

  /** What lies in memory from address 0 on. */
  get words(): readonly number[] {
    return this.#words;
  }

  /** The same number in both lanes. */
  number(code: Code, value: number): Value {
    double.setFloat64(0, value);
    return this.bits(code, double.getUint32(0), double.getUint32(4));
  }

  /** The same 64 bits in both lanes. */
  bits(code: Code, high: number, low: number): Value {
    if (high === low) return code.doubleWords(low, high);
    const key = `${high} ${low}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      if (this.#places.size === MOST_CONSTANTS) return code.doubleWords(low, high);
      place = this.#places.size;
      this.#places.set(key, place);
      this.#words.push(low, high, low, high);
    }
    return code.load(code.integer(0), place * VECTOR, "constants", code.depth);
  }
}
