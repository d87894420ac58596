import { describe, expect, it } from "vitest";
import { compareCodePoints, compareNaturally } from "./naturalOrder.ts";

describe("natural order", () => {
  it("counts digits as numbers, and all else by code points", () => {
    const sorted = ["ä", "b10", "b2", "B3", "b", "10", "9", "a", "𝒳", "\uffff", "b02"].sort(compareNaturally);
    expect(sorted).toEqual(["9", "10", "B3", "a", "b", "b02", "b2", "b10", "ä", "\uffff", "𝒳"]);
  });

  it("puts equal numbers into one order, and numbers too long for arithmetic", () => {
    expect(["7", "07", "007"].sort(compareNaturally)).toEqual(["007", "07", "7"]);
    expect(compareNaturally("123456789012345678901", "123456789012345678902")).toBeLessThan(0);
    expect(compareNaturally("a1", "a1")).toBe(0);
  });

  it("takes code points, not halves of them", () => {
    expect(compareCodePoints("\uffff", "😀")).toBeLessThan(0);
    expect(compareCodePoints("a", "ab")).toBeLessThan(0);
  });
});
