import { LANES } from "../likelihood.ts";

/** Logarithm of a density over an unbounded space, for `LANES` points side by side that do not touch each other. */
export interface Density {
  readonly dimension: number;
  /**
   * @param points - [coordinate, lane]
   * @param result - Written: [1 + coordinate, lane], the logarithm first, then its gradient. Where the density is zero
   * or cannot be computed the logarithm is −∞ or NaN.
   */
  evaluate(points: Float64Array, result: Float64Array): void;
}

/** Where a search wants to know the density, and where it finds the gradient afterwards. */
export interface Query {
  /** [coordinate] */
  readonly position: Float64Array;
  /** Written before the search goes on: [coordinate] */
  readonly gradient: Float64Array;
}

/** A search yields queries, gets the logarithm of the density for each, and returns what it found. */
export type Search<Result> = Generator<Query, Result, number>;

interface Lane<Result> {
  readonly index: number;
  readonly search: Search<Result>;
  query: Query;
}

/**
 * Runs searches in the lanes of one density: as soon as one has finished, the next takes its lane.
 *
 * What a search finds does not depend on which others run beside it.
 *
 * @param stopped - Asked before every evaluation; the searches are left where they are once it says true.
 * @returns Results in the order of the searches, or null if stopped.
 */
export function runInLanes<Result>(
  density: Density,
  searches: Iterable<Search<Result>>,
  stopped: () => boolean = () => false,
): Result[] | null {
  const { dimension } = density;
  const points = new Float64Array(dimension * LANES);
  const values = new Float64Array((1 + dimension) * LANES);
  const results: Result[] = [];
  const waiting = searches[Symbol.iterator]();
  let started = 0;

  const next = (): Lane<Result> | null => {
    for (;;) {
      const taken = waiting.next();
      if (taken.done === true) return null;
      const index = started++;
      const first = taken.value.next();
      if (first.done !== true) return { index, search: taken.value, query: first.value };
      results[index] = first.value;
    }
  };

  const lanes: (Lane<Result> | null)[] = Array.from({ length: LANES }, next);
  for (;;) {
    const any = lanes.find((lane) => lane !== null);
    if (any === undefined || any === null) return results;
    if (stopped()) return null;
    for (let lane = 0; lane < LANES; lane++) {
      const { position } = (lanes[lane] ?? any).query;
      for (let d = 0, at = lane; d < dimension; d++, at += LANES) points[at] = position[d]!;
    }
    density.evaluate(points, values);
    for (let lane = 0; lane < LANES; lane++) {
      const busy = lanes[lane];
      if (!busy) continue;
      const { gradient } = busy.query;
      for (let d = 0, at = LANES + lane; d < dimension; d++, at += LANES) gradient[d] = values[at]!;
      const step = busy.search.next(values[lane]!);
      if (step.done === true) {
        results[busy.index] = step.value;
        lanes[lane] = next();
      } else busy.query = step.value;
    }
  }
}
