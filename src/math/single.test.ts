import { describe, expect, it } from "vitest";
import { RandomSequence } from "./random.ts";
import { cosineOfEighth, exponential, logarithm, maximum, minimum, sineOfEighth, tanh } from "./single.ts";

const fround = Math.fround;

/** Distance to the nearest other binary32 number at `x`. */
function unitInLastPlace(x: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(x))));
  return 2 ** (exponent - 23);
}

/** Largest error in units in the last place over random binary32 arguments. */
function worst(f: (x: number) => number, exact: (x: number) => number, draw: (uniform: number) => number): number {
  const random = new RandomSequence([1, 1], 0, "arguments");
  let largest = 0;
  for (let i = 0; i < 200_000; i++) {
    const x = fround(draw(random.uniform()));
    const value = exact(x);
    largest = Math.max(largest, Math.abs(f(x) - value) / unitInLastPlace(value));
  }
  return largest;
}

describe("elementary functions in binary32", () => {
  it("are as near to the true value as documented", () => {
    expect(worst(exponential, Math.exp, (u) => -87 + 175 * u)).toBeLessThan(1);
    expect(worst(logarithm, Math.log, (u) => 10 ** (-37 + 75 * u))).toBeLessThan(1);
    expect(worst(logarithm, Math.log, (u) => 2 ** -24 + u)).toBeLessThan(1);
    expect(worst(tanh, Math.tanh, (u) => -9 + 18 * u)).toBeLessThan(1.5);
    expect(worst(sineOfEighth, Math.sin, (u) => (Math.PI / 4) * (2 * u - 1))).toBeLessThan(1);
    expect(worst(cosineOfEighth, Math.cos, (u) => (Math.PI / 4) * (2 * u - 1))).toBeLessThan(1);
  });

  it("return binary32 numbers", () => {
    const random = new RandomSequence([1, 1], 0, "numbers");
    for (let i = 0; i < 1000; i++) {
      const x = fround(random.normal() * 10);
      for (const f of [exponential, logarithm, tanh]) expect(f(x)).toBe(fround(f(x)));
    }
  });

  it("give exact values where these exist", () => {
    expect([exponential(0), logarithm(1), tanh(0), tanh(-0)]).toEqual([1, 0, 0, -0]);
    expect([tanh(20), tanh(-20), tanh(Number.NEGATIVE_INFINITY)]).toEqual([1, -1, -1]);
  });

  it("keep the exponential at its value at the border outside −87 … 88", () => {
    expect(exponential(1000)).toBe(exponential(88));
    expect(exponential(Number.NEGATIVE_INFINITY)).toBe(exponential(-87));
  });

  it("serve the logarithm's special arguments, subnormal ones too", () => {
    const special = [0, -0, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN];
    const [zero, minusZero, ...rest] = special.map(logarithm);
    expect([zero, minusZero]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(rest).toEqual([Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(logarithm(fround(1e-42))).toBeCloseTo(Math.log(fround(1e-42)), 4);
  });

  it("pass a NaN of the first operand through minimum and maximum, and ignore one of the second", () => {
    expect([minimum(Number.NaN, 1), maximum(Number.NaN, 1)]).toEqual([Number.NaN, Number.NaN]);
    expect([minimum(1, Number.NaN), maximum(1, Number.NaN)]).toEqual([1, 1]);
  });
});
