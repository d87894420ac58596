import { LANES } from "../likelihood.ts";
import type { Density } from "./lanes.ts";

/** Distance to either point of a difference, relative to the coordinate where that is above 1. */
const STEP = 2 ** -13;

/**
 * Wider distances, for densities with kinks, such as where a learning rate goes by the sign of an error that depends on
 * parameters: a narrow difference may meet a single kink, a wide one goes over many.
 */
export const WIDER_STEPS = [2 ** -9, 2 ** -7, 2 ** -5] as const;

/**
 * Negative second derivatives of the logarithm of a density, [row, column], by central differences of its gradient:
 * the two points of each difference lie in two lanes.
 *
 * @param width - Distance from the position to either point, relative to the coordinate where that is above 1.
 */
export function negativeHessian(density: Density, position: Float64Array, width = STEP): Float64Array {
  const n = density.dimension;
  const points = new Float64Array(n * LANES);
  const result = new Float64Array((1 + n) * LANES);
  const hessian = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const step = width * Math.max(1, Math.abs(position[column]!));
    const low = position[column]! - step;
    const high = position[column]! + step;
    for (let d = 0; d < n; d++) {
      points[d * LANES] = d === column ? low : position[d]!;
      points[d * LANES + 1] = d === column ? high : position[d]!;
    }
    density.evaluate(points, result);
    for (let row = 0; row < n; row++)
      hessian[row * n + column] = (result[(1 + row) * LANES]! - result[(1 + row) * LANES + 1]!) / (high - low);
  }
  for (let row = 0; row < n; row++)
    for (let column = 0; column < row; column++) {
      const mean = 0.5 * (hessian[row * n + column]! + hessian[column * n + row]!);
      hessian[row * n + column] = mean;
      hessian[column * n + row] = mean;
    }
  return hessian;
}
