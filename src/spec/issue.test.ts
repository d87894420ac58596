import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "../math/nearestName.ts";
import { formatIssue, type Issue, IssueCollector, SpecificationError } from "./issue.ts";

const issue: Issue = {
  code: "dimension",
  severity: "error",
  message: "wrong unit",
  file: "a.yaml",
  line: 3,
  column: 7,
  path: "x.y",
};

describe("formatIssue", () => {
  it("gives place, message, both sides and hint in one line", () => {
    expect(formatIssue({ ...issue, expected: "V", got: "1/s", hint: 'did you mean "z"?' })).toBe(
      'a.yaml:3:7: wrong unit (expected V, got 1/s); did you mean "z"?',
    );
    expect(formatIssue({ ...issue, severity: "warning", got: "1" })).toBe("a.yaml:3:7: warning: wrong unit (got 1)");
  });

  it("gives the path where there is no text", () => {
    expect(formatIssue({ ...issue, line: 0, column: 0 })).toBe("a.yaml: x.y: wrong unit");
    expect(formatIssue({ ...issue, line: 0, column: 0, path: "" })).toBe("a.yaml: wrong unit");
  });
});

describe("IssueCollector", () => {
  it("keeps each problem once, in order of file, line and column", () => {
    const collector = new IssueCollector();
    const at = (file: string, line: number, column: number) => ({ file, line, column, path: "" });
    collector.error("syntax", at("b", 2, 1), "two");
    collector.error("syntax", at("a", 1, 1), "other file");
    collector.error("syntax", at("b", 1, 9), "one");
    collector.error("syntax", at("b", 2, 1), "two");
    expect(collector.all.map(({ message }) => message)).toEqual(["one", "two", "other file"]);
    expect(collector.hasErrors).toBe(true);
  });

  it("does not count warnings as errors", () => {
    const collector = new IssueCollector();
    collector.warning("range", { file: "a", line: 1, column: 1, path: "" }, "odd");
    expect(collector.hasErrors).toBe(false);
  });
});

describe("SpecificationError", () => {
  it("carries the issues and shows them a line each", () => {
    const error = new SpecificationError([issue, { ...issue, line: 4 }]);
    expect(error.message).toBe("a.yaml:3:7: wrong unit\na.yaml:4:7: wrong unit");
    expect(error.issues).toHaveLength(2);
  });
});

describe("nearestName", () => {
  it.each([
    ["dopamin", "dopamine"],
    ["projection", "projections"],
    ["streng", "strength"],
    ["DOPAMINE", "dopamine"],
    ["stiratum", "striatum"],
    ["learningrate", "learningRate"],
    ["xyz", null],
    ["", null],
    ["dopamine", null],
  ])("of %j is %j", (name, expected) => {
    expect(nearestName(name, ["striatum", "dopamine", "projections", "strength", "learningRate"])).toBe(expected);
  });

  it("finds a name back from any single edit of it", () => {
    const names = ["ventralTegmentalArea", "locusCoeruleus", "basalForebrain", "dorsalRaphe"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(20), fc.constantFrom("x", "Q", ""), (name, where, letter) => {
        const place = where % name.length;
        const edited = name.slice(0, place) + letter + name.slice(place + 1);
        if (edited !== name) expect(nearestName(edited, names)).toBe(name);
      }),
    );
  });
});
