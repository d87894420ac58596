import { describe, expect, it } from "vitest";
import { emptyPlace, type Transform, transformOf } from "./transform.ts";

const infinity = Number.POSITIVE_INFINITY;
const ranges: readonly (readonly [number, number])[] = [
  [0, 1],
  [-2, 5],
  [0, infinity],
  [0.5, infinity],
  [-infinity, 3],
  [-infinity, infinity],
];

function placed(transform: Transform, u: number) {
  const place = emptyPlace();
  transform.place(u, place);
  return place;
}

describe("the unbounded scale", () => {
  it("goes to every range and back", () => {
    for (const [lower, upper] of ranges) {
      const transform = transformOf(lower, upper);
      for (const u of [-8, -1.3, 0, 0.2, 2, 9]) {
        const natural = transform.natural(u);
        expect(natural >= lower && natural <= upper).toBe(true);
        expect(transform.unbounded(natural), `${u} in [${lower}, ${upper}]`).toBeCloseTo(u, 8);
      }
    }
  });

  it("has the slopes that differences give", () => {
    const step = 1e-5;
    for (const [lower, upper] of ranges) {
      const transform = transformOf(lower, upper);
      for (const u of [-4, -0.7, 0.3, 3]) {
        const slope = (transform.natural(u + step) - transform.natural(u - step)) / (2 * step);
        const place = placed(transform, u);
        expect(place.natural).toBe(transform.natural(u));
        expect(place.slope / slope).toBeCloseTo(1, 7);
        const logSlope = (at: number) => Math.log(Math.abs(placed(transform, at).slope));
        expect(place.logSlopeDerivative).toBeCloseTo((logSlope(u + step) - logSlope(u - step)) / (2 * step), 7);
      }
    }
  });

  it("stays inside, and finite, far out", () => {
    const transform = transformOf(0, 1);
    expect(transform.natural(800)).toBe(1);
    expect(transform.natural(-700)).toBeGreaterThan(0);
    expect(Math.log(placed(transform, -600).slope)).toBeCloseTo(-600, 9);
    expect(transform.unbounded(0)).toBe(-infinity);
    expect(transform.unbounded(1)).toBe(infinity);
    expect(transform.unbounded(1.1)).toBeNaN();
  });

  it("refuses an empty range", () => {
    expect(() => transformOf(1, 1)).toThrow("range [1, 1]: the lower end must be below the upper one");
  });
});
