import { LANES } from "../likelihood.ts";
import type { Density } from "./lanes.ts";

/** Distance between the two points of a difference, relative to the coordinate where that is above 1. */
const STEP = 2 ** -13;

/**
 * Negative second derivatives of the logarithm of a density, [row, column], by central differences of its gradient:
 * the two points of each difference lie in two lanes.
 */
export function negativeHessian(density: Density, position: Float64Array): Float64Array {
  const n = density.dimension;
  const points = new Float64Array(n * LANES);
  const result = new Float64Array((1 + n) * LANES);
  const hessian = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const step = STEP * Math.max(1, Math.abs(position[column]!));
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
