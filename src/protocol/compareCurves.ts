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
}

/** Compares curves with the protocol's references; between measured points values are interpolated linearly. */
export function compareCurves({ references }: Protocol, curves: readonly MeasuredCurve[]): CurveComparison[] {
  return references.flatMap(({ label, tolerance, curves: expected }) =>
    expected.flatMap(({ condition, x, y }) => {
      const curve = curves.find((candidate) => candidate.condition === condition);
      if (!curve) return [];
      const pairs = x.flatMap((place, index) => {
        const value = valueAt(curve, place);
        return value === null ? [] : [{ value, expected: y[index]! }];
      });
      const distances = pairs.map(({ value, expected: wanted }) => Math.abs(value - wanted));
      const within = pairs.every(
        ({ expected: wanted }, index) =>
          distances[index]! <= tolerance.absolute + tolerance.relative * Math.abs(wanted),
      );
      return [
        {
          reference: label,
          condition,
          points: pairs.length,
          largest: Math.max(0, ...distances),
          rootMeanSquare: Math.sqrt(distances.reduce((sum, item) => sum + item ** 2, 0) / Math.max(1, pairs.length)),
          within: within && pairs.length > 0,
        },
      ];
    }),
  );
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
