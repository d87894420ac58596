import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  compareAccuracy,
  largestGoodShape,
  leaveOneOut,
  pointAccuracy,
  widelyApplicable,
} from "./predictiveAccuracy.ts";

interface Sums {
  readonly expected: number;
  readonly standardError: number;
  readonly parameters: number;
  readonly points: readonly number[];
}

interface Case {
  readonly name: string;
  readonly logDensity: readonly (readonly number[])[];
  readonly draws: number;
  readonly loo: Sums & { readonly shapes: readonly (number | null)[]; readonly goodShape: number };
  readonly waic: Sums;
}

/** Made by tools/fitting/diagnostics.py with ArviZ 0.23.4, with a relative efficiency of 0.8. */
const text = readFileSync(new URL("./fixtures/accuracy.json", import.meta.url), "utf8");
const cases = JSON.parse(text.replaceAll("Infinity", "null")) as Case[];

describe("predictive accuracy", () => {
  for (const { name, logDensity, draws, loo, waic } of cases)
    it(`equals ArviZ's: ${name}`, () => {
      const points = logDensity.map((of) => pointAccuracy(Float64Array.from(of), 0.8));
      points.forEach((point, i) => {
        expect(Math.abs(point.leaveOneOut - loo.points[i]!)).toBeLessThan(1e-9);
        expect(Math.abs(point.widelyApplicable - waic.points[i]!)).toBeLessThan(1e-9);
        const shape = loo.shapes[i] ?? Number.POSITIVE_INFINITY;
        if (Number.isFinite(shape)) expect(Math.abs(point.paretoShape - shape)).toBeLessThan(1e-9);
        else expect(point.paretoShape).toBe(Number.POSITIVE_INFINITY);
      });
      const sums = leaveOneOut(points, draws);
      expect(sums.expected).toBeCloseTo(loo.expected, 8);
      expect(sums.standardError).toBeCloseTo(loo.standardError, 8);
      expect(sums.effectiveParameters).toBeCloseTo(loo.parameters, 8);
      expect(largestGoodShape(draws)).toBeCloseTo(loo.goodShape, 9);
      // ArviZ goes by the shape alone; where the density does not vary, leaving out changes nothing.
      const bad = loo.shapes.flatMap((k, i) =>
        (k ?? Number.POSITIVE_INFINITY) > loo.goodShape && points[i]!.variance > 1e-4 ? [i] : [],
      );
      expect(sums.doubtful).toEqual(bad);
      const information = widelyApplicable(points);
      expect(information.expected).toBeCloseTo(waic.expected, 8);
      expect(information.standardError).toBeCloseTo(waic.standardError, 8);
      expect(information.effectiveParameters).toBeCloseTo(waic.parameters, 8);
    });

  it("does not change with the draws' order", () => {
    const forwards = Float64Array.from(cases[0]!.logDensity[0]!);
    const [a, b] = [pointAccuracy(forwards), pointAccuracy(forwards.toReversed())];
    expect(b.leaveOneOut).toBeCloseTo(a.leaveOneOut, 12);
    expect(b.paretoShape).toBeCloseTo(a.paretoShape, 10);
  });

  it("puts models in order with the error of their paired differences", () => {
    const [best, other] = compareAccuracy({ coin: [-0.7, -0.7, -0.7, -0.7], learner: [-0.4, -0.6, -0.5, -0.3] });
    expect(best).toMatchObject({ model: "learner", difference: 0, differenceError: 0 });
    expect(other!.difference).toBeCloseTo(1, 12);
    const differences = [0.3, 0.1, 0.2, 0.4];
    const variance = differences.reduce((sum, d) => sum + (d - 0.25) ** 2, 0) / 4;
    expect(other!.differenceError).toBeCloseTo(Math.sqrt(4 * variance), 12);
    expect(best!.weight).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });

  it("is compared on the same observations only", () => {
    expect(() => compareAccuracy({ a: [1, 2], b: [1] })).toThrow("b is about 1 observations, a about 2");
    expect(compareAccuracy({})).toEqual([]);
  });
});
