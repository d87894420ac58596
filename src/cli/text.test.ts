import { describe, expect, it } from "vitest";
import { duration } from "./progressBar.ts";
import { cut, textTable, wrap } from "./textTable.ts";

describe("text in a terminal", () => {
  it("stands in aligned columns, titles at the bottom, wide signs counted once", () => {
    const table = textTable(
      [
        { title: "group", align: "left" },
        { title: "lose-\nshift", align: "right" },
      ],
      [
        ["α1 block", ".5"],
        ["β", "1.00"],
      ],
    );
    expect(table.split("\n")).toEqual([
      "          lose-", // the last line of a title stands next to the rule
      "group     shift",
      "────────  ─────",
      "α1 block     .5",
      "β          1.00",
    ]);
  });

  it("is cut with an ellipsis and wrapped at spaces", () => {
    expect(cut("noradrenaline", 5)).toBe("nora…");
    expect(cut("short", 5)).toBe("short");
    expect(wrap("one two  three\nfour", 9)).toEqual(["one two", "three", "four"]);
    expect(wrap("unbreakable", 4)).toEqual(["unbreakable"]);
  });

  it("gives times that people can read", () => {
    expect([0.4, 59.4, 60, 185, 3600, 7860].map(duration)).toEqual([
      "0 s",
      "59 s",
      "1 min 0 s",
      "3 min 5 s",
      "1 h 0 min",
      "2 h 11 min",
    ]);
  });
});
