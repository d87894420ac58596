import { describe, expect, it } from "vitest";
import { densityOf, gaussian } from "./fixtures/densities.ts";
import { runInLanes } from "./lanes.ts";
import { climb } from "./quasiNewton.ts";

/** The negative of Rosenbrock's valley, peak at (1, 1). */
const valley = densityOf(2, (x, gradient) => {
  const across = x[1]! - x[0]! * x[0]!;
  gradient[0] = 400 * across * x[0]! + 2 * (1 - x[0]!);
  gradient[1] = -200 * across;
  return -100 * across * across - (1 - x[0]!) * (1 - x[0]!);
});

describe("climbing", () => {
  it("finds the peak of a quadratic within as many steps as it has directions, and some", () => {
    const density = gaussian(
      [3, -1, 0.5],
      [
        [4, 1, 0],
        [1, 3, 0.2],
        [0, 0.2, 100],
      ],
    );
    const [peak] = runInLanes(density, [climb([0, 0, 0])])!;
    [3, -1, 0.5].forEach((x, i) => {
      expect(peak!.position[i]).toBeCloseTo(x, 4);
    });
    expect(peak!.converged).toBe(true);
    expect(peak!.evaluations).toBeLessThan(30);
  });

  it("follows a curved valley", () => {
    const peaks = runInLanes(valley, [climb([-1.2, 1]), climb([3, -4]), climb([0, 0])])!;
    for (const { position, converged, evaluations } of peaks) {
      expect(converged).toBe(true);
      expect(evaluations).toBeLessThan(120);
      expect(position[0]).toBeCloseTo(1, 4);
      expect(position[1]).toBeCloseTo(1, 4);
    }
  });

  it("finds the same bits whichever search runs beside", () => {
    const starts = [
      [-1.2, 1],
      [3, -4],
      [0, 0],
      [0.9, 0.9],
      [-3, -3],
    ];
    const together = runInLanes(
      valley,
      starts.map((start) => climb(start)),
    )!;
    const alone = starts.map((start) => runInLanes(valley, [climb(start)])![0]!);
    expect(together).toEqual(alone);
    const reversed = runInLanes(
      valley,
      starts.toReversed().map((start) => climb(start)),
    )!;
    expect(reversed.toReversed()).toEqual(alone);
  });

  it("turns back from where the density is zero or not a number", () => {
    const density = densityOf(1, (x, gradient) => {
      gradient[0] = 1 / x[0]! - 1;
      return x[0]! > 0 ? Math.log(x[0]!) - x[0]! : Number.NaN;
    });
    const [peak, outside] = runInLanes(density, [climb([0.01]), climb([-1])])!;
    expect(peak!.position[0]).toBeCloseTo(1, 4);
    expect(outside).toMatchObject({ logDensity: Number.NEGATIVE_INFINITY, converged: false });
  });

  it("goes towards infinity where the density never falls, and ends", () => {
    const density = densityOf(1, (x, gradient) => {
      gradient[0] = 1 / (1 + Math.exp(x[0]!));
      return -Math.log1p(Math.exp(-x[0]!));
    });
    const [peak] = runInLanes(density, [climb([0])])!;
    expect(peak!.converged).toBe(true);
    expect(peak!.position[0]).toBeGreaterThan(12);
  });

  it("says so when its evaluations are used up", () => {
    const [peak] = runInLanes(valley, [climb([-1.2, 1], { evaluations: 5 })])!;
    expect(peak!.converged).toBe(false);
  });
});
