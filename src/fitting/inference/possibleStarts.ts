import { LANES } from "../likelihood.ts";
import type { Density } from "./lanes.ts";

/** Points spread over the priors among which a possible start is looked for. */
export const SPREAD_POINTS = 128;
/** Searches that begin from them. */
const MOST = 2;

/**
 * Where a search begins whose usual starts are all impossible, as for someone who once responded faster than a usual
 * non-decision time: the points of greatest density, none where all are impossible.
 *
 * @param points - On the density's coordinates, [point][coordinate].
 */
export function possibleStarts(density: Density, points: readonly Float64Array[]): Float64Array[] {
  const { dimension } = density;
  const places = new Float64Array(dimension * LANES);
  const result = new Float64Array((1 + dimension) * LANES);
  const found: { readonly point: Float64Array; readonly logDensity: number }[] = [];
  for (let first = 0; first < points.length; first += LANES) {
    const own = points.slice(first, first + LANES);
    for (let lane = 0; lane < LANES; lane++) {
      const point = own[lane] ?? own[0]!;
      for (let d = 0; d < dimension; d++) places[d * LANES + lane] = point[d]!;
    }
    density.evaluate(places, result);
    own.forEach((point, lane) => {
      if (result[lane]! > Number.NEGATIVE_INFINITY) found.push({ point, logDensity: result[lane]! });
    });
  }
  return found
    .sort((a, b) => b.logDensity - a.logDensity)
    .slice(0, MOST)
    .map(({ point }) => point);
}
