import type { RecordedTrial } from "../simulator/messages.ts";

/** Where a frame stands. */
export interface Place {
  /** Index in the list of kept trials. */
  readonly index: number;
  readonly sample: number;
}

/** Smallest and largest value seen so far. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/**
 * What a brain has done so far: trials one after the other, and frames (samples) counted through all of them. The oldest
 * trials are forgotten once more than `limit` numbers are kept, so that memory stays bounded.
 */
export class Recording {
  readonly #limit: number;
  #trials: RecordedTrial[] = [];
  /** Number of the first frame of each kept trial; one more for the end. */
  #starts: number[] = [0];
  readonly #extents = new Map<string, { low: number; high: number }>();

  constructor(limit = 12_000_000) {
    this.#limit = limit;
  }

  get trials(): readonly RecordedTrial[] {
    return this.#trials;
  }

  /** Number of the first frame that is kept. */
  get first(): number {
    return this.#starts[0]!;
  }

  /** Number of the frame after the last. */
  get end(): number {
    return this.#starts.at(-1)!;
  }

  add(trial: RecordedTrial): void {
    this.#trials.push(trial);
    this.#starts.push(this.end + trial.time.length);
    for (const [name, values] of Object.entries(trial.values)) this.#widen(name, values);
    const numbers = Object.keys(trial.values).length;
    let forgotten = 0;
    while (forgotten < this.#trials.length - 1 && (this.end - this.#starts[forgotten]!) * numbers > this.#limit)
      forgotten++;
    this.#trials = this.#trials.slice(forgotten);
    this.#starts = this.#starts.slice(forgotten);
  }

  /** Where a frame stands; frames before the first or after the last are taken as these. Null if there is none. */
  place(frame: number): Place | null {
    if (this.#trials.length === 0) return null;
    const wanted = Math.min(Math.max(Math.floor(frame), this.first), this.end - 1);
    let [low, high] = [0, this.#trials.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= wanted) low = middle;
      else high = middle - 1;
    }
    return { index: low, sample: wanted - this.#starts[low]! };
  }

  /** Number of the first frame of a kept trial. */
  startOf(index: number): number {
    return this.#starts[Math.min(Math.max(index, 0), this.#trials.length)]!;
  }

  /** The value of a recorded variable; NaN if it is not recorded. */
  value(name: string, { index, sample }: Place): number {
    return this.#trials[index]?.values[name]?.[sample] ?? Number.NaN;
  }

  extent(name: string): Extent {
    return this.#extents.get(name) ?? { low: 0, high: 0 };
  }

  #widen(name: string, values: Float32Array): void {
    const extent = this.#extents.get(name) ?? { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
    for (const value of values) {
      if (value < extent.low) extent.low = value;
      if (value > extent.high) extent.high = value;
    }
    this.#extents.set(name, extent);
  }
}
