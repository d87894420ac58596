import { cosine, logarithm, sine } from "../../math/double.ts";
import { philoxInto, type Seed, streamNumber } from "../../math/random.ts";

/** Keeps a chain's numbers apart from those that a simulation or an agent draws under the same seed. */
const CHAIN_KEY: Seed = [0x1b873593, 0xcc9e2d51];
const TWO_PI = 6.283185307179586;

/**
 * Random numbers of one iteration of one chain, binary64: a chain goes on with the same numbers after a stop, on
 * whichever thread and beside whichever other chain.
 */
export class ChainRandom {
  readonly #key: Seed;
  readonly #chain: number;
  readonly #stream: number;
  readonly #words = new Uint32Array(4);
  #iteration = 0;
  #block = 0;
  #place = 4;
  #pending = Number.NaN;

  constructor(seed: Seed, chain: number, stream: string) {
    this.#key = [(seed[0] ^ CHAIN_KEY[0]) >>> 0, (seed[1] ^ CHAIN_KEY[1]) >>> 0];
    this.#chain = chain;
    this.#stream = streamNumber(stream);
  }

  /** Goes to the first number of an iteration. */
  begin(iteration: number): void {
    this.#iteration = iteration;
    this.#block = 0;
    this.#place = 4;
    this.#pending = Number.NaN;
  }

  #word(): number {
    if (this.#place === 4) {
      philoxInto(
        ...([this.#words, this.#block++, this.#iteration, this.#chain, this.#stream] as const),
        ...([this.#key[0], this.#key[1]] as const),
      );
      this.#place = 0;
    }
    return this.#words[this.#place++]!;
  }

  /** In [0, 1), 53 random bits. */
  uniform(): number {
    const high = this.#word() >>> 5;
    return (high * 2 ** 26 + (this.#word() >>> 6)) * 2 ** -53;
  }

  /** Standard normal (Box & Muller 1958, doi:10.1214/aoms/1177706645). */
  normal(): number {
    if (!Number.isNaN(this.#pending)) {
      const value = this.#pending;
      this.#pending = Number.NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * logarithm(1 - this.uniform()));
    const angle = TWO_PI * this.uniform();
    this.#pending = radius * sine(angle);
    return radius * cosine(angle);
  }
}
