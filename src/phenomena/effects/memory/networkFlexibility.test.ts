import { describe, expect, it } from "vitest";
import { communities, flexibility, haemodynamic, windowedCorrelations } from "./networkFlexibility.ts";

/** Two blocks of areas that correlate within and not between. */
function blocks(sizes: readonly number[]): number[][] {
  const label = sizes.flatMap((size, block) => Array.from({ length: size }, () => block));
  return label.map((one, i) => label.map((other, j) => (i !== j && one === other ? 0.8 : 0)));
}

describe("flexibility of a network", () => {
  it("finds blocks, the same in all windows, and no change", () => {
    const found = communities([blocks([3, 3]), blocks([3, 3]), blocks([3, 3])]);
    expect(new Set(found[0]).size).toBe(2);
    expect(found[0]!.slice(0, 3)).toEqual([found[0]![0], found[0]![0], found[0]![0]]);
    expect(flexibility(found, [0, 1, 2, 3, 4, 5])).toBe(0);
  });

  it("sees an area that goes over to the other block", () => {
    const before = blocks([4, 4]);
    const order = [4, 1, 2, 3, 0, 5, 6, 7];
    const after = order.map((i) => order.map((j) => before[i]![j]!));
    const found = communities([before, before, after, after], 1, 0.2);
    expect(flexibility(found, [0])).toBeCloseTo(1 / 3);
    expect(flexibility(found, [1, 2, 3])).toBe(0);
  });

  it("leaves apart what does not correlate, and areas that do not change", () => {
    const still = windowedCorrelations([Array(10).fill(1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], 5);
    expect(still).toEqual([
      [
        [0, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ]);
  });

  it("correlates within a window only", () => {
    const [first, second] = windowedCorrelations(
      [
        [1, 2, 3, 1, 2, 3],
        [2, 4, 6, 3, 2, 1],
      ],
      3,
    );
    expect(first![0]![1]).toBeCloseTo(1);
    expect(second![0]![1]).toBe(0);
  });

  it("smears activity to a peak at the kernel's time", () => {
    const seen = haemodynamic([1, ...Array(19).fill(0)], 2, 6);
    expect(seen.indexOf(Math.max(...seen))).toBe(3);
    expect(seen[3]).toBeCloseTo(1);
    expect(seen[0]).toBe(0);
  });
});
