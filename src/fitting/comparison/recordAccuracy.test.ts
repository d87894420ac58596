import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../../math/random.ts";
import { measurements } from "../inference/fixtures/measurements.ts";
import { recordAccuracy } from "./recordAccuracy.ts";

describe("predictive accuracy of a record", () => {
  it("is what leaving out each measurement exactly would give", () => {
    const values = [0.3, -0.5, 1.2, 2.6, 0.1, 0.9];
    const prior = 4;
    const n = values.length;
    const precision = n + 1 / prior;
    const mean = values.reduce((a, b) => a + b, 0) / precision;
    const random = new RandomSequence(seedWords(1), 0, "draws");
    const draws = Float64Array.from({ length: 3000 }, () => mean + random.normal() / Math.sqrt(precision));
    const points = recordAccuracy(measurements([values]), 0, { draws, counts: [1, 1, 1, 1, 0, 1] });
    expect(points).toHaveLength(5);
    [0, 1, 2, 3, 5].forEach((trial, i) => {
      const without = precision - 1;
      const centre = (mean * precision - values[trial]!) / without;
      const variance = 1 + 1 / without;
      const exact = -0.5 * ((values[trial]! - centre) ** 2 / variance + Math.log(2 * Math.PI * variance));
      expect(Math.abs(points[i]!.leaveOneOut - exact)).toBeLessThan(0.1);
      expect(points[i]!.paretoShape).toBeLessThan(0.7);
    });
  });
});
