/**
 * Counter-based random numbers: Philox4x32-10 (Salmon et al. 2011, doi:10.1145/2063384.2063405).
 *
 * A draw depends only on its key and counter, never on who draws before, beside or after.
 */
import { cosineOfEighth, logarithmOfNormal, SINE, sineOfEighth } from "./single.ts";

/** A 64-bit key as two 32-bit words. */
export type Seed = readonly [number, number];

/** A seed as the two words of a key, the low one first. @param seed - Whole number, 0 … 2⁵³ − 1. */
export function seedWords(seed: number): [number, number] {
  return [seed >>> 0, Math.floor(seed / 2 ** 32)];
}

/** Multipliers and key increments of Philox4x32. */
export const PHILOX = {
  multiplier0: 0xd2511f53,
  multiplier1: 0xcd9e8d57,
  increment0: 0x9e3779b9,
  increment1: 0xbb67ae85,
  rounds: 10,
} as const;

const fround = Math.fround;

/** Upper 32 bits of the product of two unsigned 32-bit numbers, as an unsigned number. */
export function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const other = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) >>> 0;
}

/** Four random words (32 bits, unsigned) for a counter and key: one block of Philox4x32-10. */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: Seed,
): [number, number, number, number] {
  const words = new Uint32Array(4);
  philoxInto(words, counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
  return [words[0]!, words[1]!, words[2]!, words[3]!];
}

/** The same into an array of at least four words, for loops. */
export function philoxInto(
  out: Uint32Array,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
): void {
  let [a, b, c, d] = [counter0 >>> 0, counter1 >>> 0, counter2 >>> 0, counter3 >>> 0];
  let [k, l] = [key0 >>> 0, key1 >>> 0];
  for (let round = 0; round < PHILOX.rounds; round++) {
    const high0 = multiplyHigh(PHILOX.multiplier0, a);
    const low0 = Math.imul(PHILOX.multiplier0, a);
    const high1 = multiplyHigh(PHILOX.multiplier1, c);
    const low1 = Math.imul(PHILOX.multiplier1, c);
    a = (high1 ^ b ^ k) >>> 0;
    b = low1 >>> 0;
    c = (high0 ^ d ^ l) >>> 0;
    d = low0 >>> 0;
    k = (k + PHILOX.increment0) >>> 0;
    l = (l + PHILOX.increment1) >>> 0;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
}

/** The upper 24 bits of a random word as a binary32 number in [0, 1). */
export function uniformOf(randomWord: number): number {
  return (randomWord >>> 8) * 2 ** -24;
}

/**
 * Two standard normal binary32 numbers from two random words (Box & Muller 1958, doi:10.1214/aoms/1177706645).
 *
 * The radius comes from the upper 24 bits of `a`; the angle within an eighth of the circle from the upper 24 bits of
 * `b`, the quadrant from its lowest two.
 */
export function boxMuller(a: number, b: number): [number, number] {
  const uniform = fround(((a >>> 8) + 1) * 2 ** -24);
  const radius = fround(Math.sqrt(fround(logarithmOfNormal(uniform) * -2)));
  const angle = fround((b >> 8) * SINE.angle);
  const sine = sineOfEighth(angle);
  const cosine = cosineOfEighth(angle);
  const swapped = (b & 1) === 1;
  const turned = (b & 2) === 2;
  const first = fround(radius * (swapped ? sine : cosine));
  const second = fround(radius * (swapped ? cosine : sine));
  return [swapped === turned ? first : -first, turned ? -second : second];
}

/** FNV-1a hash of a name, to number a random stream (32 bits, unsigned). */
export function streamNumber(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Keeps the numbers drawn outside the simulation, by agents, apart from those that a simulation draws under the same seed. */
const HOST_KEY: Seed = [0x5851f42d, 0x4c957f2d];

/** A sequence of random numbers for code outside the simulation, such as agents. */
export class RandomSequence {
  readonly #key: Seed;
  readonly #subject: number;
  readonly #stream: number;
  readonly #words = new Uint32Array(4);
  #drawn = 0;
  #pending: number | null = null;

  /**
   * @param seed - Seed of the run.
   * @param subject - Subject number; sequences of two subjects are independent.
   * @param stream - Number or name of the purpose; sequences of two purposes are independent.
   */
  constructor(seed: Seed, subject: number, stream: number | string) {
    this.#key = [(seed[0] ^ HOST_KEY[0]) >>> 0, (seed[1] ^ HOST_KEY[1]) >>> 0];
    this.#subject = subject;
    this.#stream = typeof stream === "number" ? stream : streamNumber(stream);
  }

  /** 32 random bits, unsigned. */
  word(): number {
    const place = this.#drawn % 4;
    if (place === 0) {
      const block = this.#drawn / 4;
      const high = Math.floor(block / 2 ** 32);
      philoxInto(this.#words, block >>> 0, high, this.#subject, this.#stream, this.#key[0], this.#key[1]);
    }
    this.#drawn++;
    return this.#words[place]!;
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.word() >>> 5;
    return (high * 2 ** 26 + (this.word() >>> 6)) * 2 ** -53;
  }

  /** A whole number from 0 to `count` − 1, each equally likely. @throws RangeError unless 1 ≤ count ≤ 2³². */
  integer(count: number): number {
    if (!(Number.isInteger(count) && count >= 1 && count <= 2 ** 32)) {
      throw new RangeError(`count is ${count}; a whole number from 1 to 2³² is needed`);
    }
    const limit = 2 ** 32 - (2 ** 32 % count);
    for (;;) {
      const drawn = this.word();
      if (drawn < limit) return drawn % count;
    }
  }

  /** A standard normal number (binary32 precision, the same in every engine). */
  normal(): number {
    if (this.#pending !== null) {
      const value = this.#pending;
      this.#pending = null;
      return value;
    }
    const first = this.word();
    const [a, b] = boxMuller(first, this.word());
    this.#pending = b;
    return a;
  }

  /** Puts an array into random order, in place. */
  shuffle<T>(values: T[]): T[] {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [values[i], values[j]] = [values[j]!, values[i]!];
    }
    return values;
  }
}
