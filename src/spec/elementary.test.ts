import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponential, hyperbolicTangent, logarithm } from "./elementary.ts";

const near = (got: number, wanted: number): void => {
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 6e-16 + 5e-324);
};

describe("elementary functions for constants", () => {
  it("agree with the machine's to about an ulp", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        near(exponential(x), Math.exp(x));
        near(hyperbolicTangent(x / 100), Math.tanh(x / 100));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => near(logarithm(x), Math.log(x))),
      { numRuns: 2000 },
    );
  });

  it("are exact at their fixed points and limits", () => {
    expect(exponential(0)).toBe(1);
    expect(logarithm(1)).toBe(0);
    expect(hyperbolicTangent(0)).toBe(0);
    expect(exponential(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exponential(1000)).toBe(Number.POSITIVE_INFINITY);
    expect(logarithm(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logarithm(-1)).toBeNaN();
    expect(hyperbolicTangent(-50)).toBe(-1);
  });
});
