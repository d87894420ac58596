import { describe, expect, it } from "vitest";
import { effectOf } from "../phenomena/index.ts";
import { bandDistance, bandsOf, effectLoss, lostEffect, overSeeds, saturating } from "./loss.ts";

describe("the distance from a band", () => {
  it.each([
    [{ low: 1, high: 3 }, 2, 0],
    [{ low: 1, high: 3 }, 3, 0],
    [{ low: 1, high: 3 }, 5, 1],
    [{ low: 1, high: 3 }, 0, 0.5],
    [{ low: 0.5 }, 0.25, 0.5],
    [{ high: -0.2 }, 0, 1],
    [{ low: 0 }, -0.05, 0.5],
    [{ low: 2 ** -52 }, -0.1, 1],
    [{ low: 0, high: 0.02 }, 0.04, 1],
    [{ low: 1, high: 3 }, Number.NaN, Number.POSITIVE_INFINITY],
  ])("of %j at %d is %d widths", (band, value, distance) => {
    expect(bandDistance(band, value)).toBeCloseTo(distance, 12);
  });

  it("counts less and less, and 1 at most", () => {
    expect([0, 1, 9, Number.POSITIVE_INFINITY].map(saturating)).toEqual([0, 0.5, 0.9, 1]);
  });
});

describe("the loss of an effect", () => {
  const effect = {
    ...effectOf("da-rpe-transfer")!,
    measures: { middle: { expression: "mean(all.value)", unit: "1", doc: "" } },
    criterion: [{ text: "", value: "middle", low: 1, high: 3 }],
    sideObservations: [
      { text: "", bands: [{ text: "", value: "middle > 0", low: 1 }] },
      { text: "", bands: [{ text: "", value: "middle", high: 2 }] },
    ],
  };
  const table = (values: number[]) => ({ arm: values.map(() => "all"), value: Float64Array.from(values) });

  it("is the mean over the bands of criterion and side observations", () => {
    expect(effectLoss(effect, table([1, 2]))).toEqual({ loss: 0, holding: 3, bands: 3, values: [[1.5, 1, 1.5]] });
    expect(effectLoss(effect, table([5, 5])).loss).toBeCloseTo((0.5 + 0 + 0.6) / 3, 12);
  });

  it("is 1 where there is no number or no reading", () => {
    expect(effectLoss(effect, table([Number.NaN])).loss).toBeCloseTo((1 + 0.5 + 1) / 3, 12);
    expect(effectLoss(effect, null)).toEqual(lostEffect(effect));
    const values = [bandsOf(effect).map(() => Number.NaN)];
    expect(lostEffect(effect)).toEqual({ loss: 1, holding: 0, bands: bandsOf(effect).length, values });
  });

  it("is the mean over seeds, and the bands that hold on all", () => {
    const [good, bad] = [effectLoss(effect, table([1])), effectLoss(effect, table([5]))];
    expect(overSeeds([good, bad])).toEqual({
      ...{ loss: (good.loss + bad.loss) / 2, holding: 1, bands: 3 },
      values: [...good.values, ...bad.values],
    });
  });
});
