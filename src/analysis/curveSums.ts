import { meanInterval } from "../math/largeSample.ts";
import type { SubjectCurves } from "./curves.ts";
import type { Curve } from "./summary.ts";

/** A mean curve that is added up subject by subject, for groups too large to keep. */
export class CurveSums {
  readonly #x: readonly number[];
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #counts: Float64Array;

  constructor(x: readonly number[]) {
    this.#x = x;
    this.#sums = new Float64Array(x.length);
    this.#squares = new Float64Array(x.length);
    this.#counts = new Float64Array(x.length);
  }

  /** Adds subjects (NaN left out). */
  add({ rows }: SubjectCurves): void {
    for (const row of rows) {
      for (let place = 0; place < row.length; place++) {
        const value = row[place]!;
        if (Number.isNaN(value)) continue;
        this.#sums[place]! += value;
        this.#squares[place]! += value * value;
        this.#counts[place]!++;
      }
    }
  }

  /** The mean with its interval; null if no subject had a value anywhere. */
  curve(subjects: number): Curve | null {
    if (this.#counts.every((count) => count === 0)) return null;
    const mean = Array.from(this.#sums, (sum, place) => sum / this.#counts[place]!);
    const intervals = mean.map((average, place) => {
      const count = this.#counts[place]!;
      const variance = Math.max(0, (this.#squares[place]! - count * average * average) / Math.max(1, count - 1));
      return meanInterval(average, Math.sqrt(variance), count);
    });
    return { x: this.#x, mean, low: intervals.map(([low]) => low), high: intervals.map(([, high]) => high), subjects };
  }
}
