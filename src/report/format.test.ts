import { describe, expect, it } from "vitest";
import { capitalised, counted, formatEstimate, formatInterval, formatNumber, listOf } from "./format.ts";

describe("numbers for readers", () => {
  it.each([
    [0.612, "percent", "61\u202f%"],
    [0.0123, "percent", "1.2\u202f%"],
    [0, "percent", "0\u202f%"],
    [0.0004, "percent", "0\u202f%"],
    [-0.14, "percent", "\u221214\u202f%"],
    [0.0567, "ratio", "0.057"],
    [-0.001, "effect", "0.00"],
    [-1.2, "effect", "\u22121.20"],
    [36540, "integer", "36\u202f540"],
    [0.00002, "number", "2.0·10⁻⁵"],
    [0.12345, "number", "0.123"],
    [0.5, "seconds", "0.5\u202fs"],
    [Number.NaN, "percent", "–"],
    [null, "number", "–"],
  ] as const)("writes %s as %s: %s", (value, format, text) => {
    expect(formatNumber(value, format)).toBe(text);
  });

  it("writes the unit of an interval once, and “to” where a dash could be a minus sign", () => {
    expect(formatInterval(0.58, 0.64, "percent")).toBe("58–64\u202f%");
    expect(formatInterval(-0.4, 0.2, "effect")).toBe("\u22120.40 to 0.20");
    expect(formatInterval(null, 0.2, "effect")).toBe("–");
  });

  it("writes an estimate without an interval alone", () => {
    expect(formatEstimate(0.5, null, null, "percent")).toBe("50\u202f%");
    expect(formatEstimate(0.5, 0.4, 0.6, "percent")).toBe("50\u202f% (40–60\u202f%)");
  });
});

describe("words", () => {
  it("begin with a capital letter only if they are plain words", () => {
    expect(["dopamine block", "win-stay, lose-shift", "my.csv", "α1 block", "5 groups", ""].map(capitalised)).toEqual([
      "Dopamine block",
      "Win-stay, lose-shift",
      "my.csv",
      "α1 block",
      "5 groups",
      "",
    ]);
  });

  it("lists with commas and “and”", () => {
    expect([listOf([]), listOf(["a"]), listOf(["a", "b"]), listOf(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });

  it("lists words that contain commas with semicolons", () => {
    expect(listOf(["guessing", "win-stay, lose-shift", "Q-learner"])).toBe(
      "guessing; win-stay, lose-shift and Q-learner",
    );
  });

  it("counts in singular and plural", () => {
    expect([counted(1, "person", "people"), counted(2, "person", "people"), counted(0, "group")]).toEqual([
      "1 person",
      "2 people",
      "0 groups",
    ]);
  });
});
