import type { Protocol } from "./protocol.ts";
import type { MeasuredCurve } from "./runProtocol.ts";

/** How near a measured curve comes to a reference. */
export interface CurveComparison {
  readonly reference: string;
  readonly condition: string;
  /** Points that both have. */
  readonly points: number;
  /** Largest and root-mean-square distance, in the unit of the vertical axis. */
  readonly largest: number;
  readonly rootMeanSquare: number;
  /** Whether every point lies within the tolerance. */
  readonly within: boolean;
  /** Distances in standard errors of the reference, or null if it has none. */
  readonly inStandardErrors: StandardErrorDistances | null;
}

/** Distances from published means, in multiples of their standard errors. */
interface StandardErrorDistances {
  readonly largest: number;
  readonly rootMeanSquare: number;
  /** Number of points not further away than one standard error. */
  readonly withinOne: number;
}

/** Compares curves with the protocol's references; between measured points values are interpolated linearly. */
export function compareCurves({ references }: Protocol, curves: readonly MeasuredCurve[]): CurveComparison[] {
  return references.flatMap(({ label, tolerance, curves: expected }) =>
    expected.flatMap(({ condition, x, y, standardError }) => {
      const curve = curves.find((candidate) => candidate.condition === condition);
      if (!curve) return [];
      const points = x.flatMap((place, index) => {
        const value = valueAt(curve, place);
        const [mean, error] = [y[index]!, standardError?.[index] ?? 0];
        return value === null ? [] : [{ distance: Math.abs(value - mean), mean, error }];
      });
      const { absolute, relative, standardErrors } = tolerance;
      const within = points.every(
        ({ distance, mean, error }) => distance <= absolute + relative * Math.abs(mean) + standardErrors * error,
      );
      const distances = points.map(({ distance }) => distance);
      return [
        {
          reference: label,
          condition,
          points: points.length,
          largest: Math.max(0, ...distances),
          rootMeanSquare: rootMeanSquare(distances),
          within: within && points.length > 0,
          inStandardErrors:
            standardError === null ? null : errorDistances(points.map(({ distance, error }) => distance / error)),
        },
      ];
    }),
  );
}

function errorDistances(distances: readonly number[]): StandardErrorDistances {
  return {
    largest: Math.max(0, ...distances),
    rootMeanSquare: rootMeanSquare(distances),
    withinOne: distances.filter((distance) => distance <= 1).length,
  };
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, values.length));
}

/** Value of a curve at a place, or null outside of it. */
function valueAt({ x, y }: MeasuredCurve, place: number): number | null {
  const order = x.map((_, index) => index).sort((a, b) => x[a]! - x[b]!);
  for (let index = 0; index < order.length; index++) {
    const here = order[index]!;
    if (Math.abs(x[here]! - place) <= 1e-9 * Math.max(1, Math.abs(place))) return y[here]!;
    const next = order[index + 1];
    if (next === undefined || place < x[here]! || place > x[next]!) continue;
    return y[here]! + ((y[next]! - y[here]!) * (place - x[here]!)) / (x[next]! - x[here]!);
  }
  return null;
}
