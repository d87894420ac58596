import { describe, expect, it } from "vitest";
import { sameResponses } from "./sameResponse.ts";

const rows = (...choice: number[]) => ({
  ...{ subject: "s1", trials: choice.length, begins: new Uint8Array(choice.length) },
  values: Float64Array.from([...choice.map((_, t) => t % 2), ...choice]),
});
const warnings = (...choice: number[]) => sameResponses(rows(...choice), ["outcome", "choice"], ["choice"]);

describe("a subject who always responds alike", () => {
  it("is named, missing trials aside", () => {
    expect(warnings(1, Number.NaN, 1, 1).map(({ message }) => message)).toEqual([
      "choice is 1 in every trial: what differs between options can't be learned from it",
    ]);
  });

  it("is not one who changes once, or responds once", () => {
    expect(warnings(1, 1, 0)).toEqual([]);
    expect(warnings(1)).toEqual([]);
    expect(warnings(Number.NaN, Number.NaN)).toEqual([]);
  });
});
