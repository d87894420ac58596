import { quantile, sorted } from "../../math/statistics.ts";

/** 2.5, 25, 50, 75 and 97.5 %; NaN of nothing. */
export function quantilesOf(values: readonly number[]): number[] {
  const ascending = sorted(values);
  return [0.025, 0.25, 0.5, 0.75, 0.975].map((p) => (ascending.length === 0 ? Number.NaN : quantile(ascending, p)));
}

/** Pearson's correlation; null with fewer than three points or without variation. */
export function correlationOf(points: readonly { readonly x: number; readonly y: number }[]): number | null {
  const n = points.length;
  if (n < 3) return null;
  const x = points.reduce((sum, point) => sum + point.x, 0) / n;
  const y = points.reduce((sum, point) => sum + point.y, 0) / n;
  let [both, across, up] = [0, 0, 0];
  for (const point of points) {
    both += (point.x - x) * (point.y - y);
    across += (point.x - x) ** 2;
    up += (point.y - y) ** 2;
  }
  return across > 0 && up > 0 ? both / Math.sqrt(across * up) : null;
}
