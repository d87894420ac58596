import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBehaviour } from "./readBehaviour.ts";

const text = readFileSync(new URL("../../../models/behaviour/two-step-hybrid.yaml", import.meta.url), "utf8");
const pieces = [
  "[",
  "]",
  ":",
  "{",
  "}",
  "value",
  "1e999",
  "-",
  "\n",
  "  ",
  "inf",
  "choice",
  "(",
  ",",
  "^",
  "when",
  "\u0000",
  "__proto__",
  "0.5",
];

describe("a file of a behavioural model", () => {
  it("is read without throwing, whatever is cut out of it or put in", () => {
    const place = fc.integer({ min: 0, max: text.length });
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 30 }), fc.constantFrom(...pieces), (at, cut, put) => {
        const { definition, issues } = readBehaviour(text.slice(0, at) + put + text.slice(at + cut), "m.yaml");
        expect(definition === null).toBe(issues.some(({ severity }) => severity === "error"));
        for (const { line, message } of issues) {
          expect(line).toBeGreaterThan(0);
          expect(message).not.toBe("");
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it("may have names such as those of every object", () => {
    const { issues } = readBehaviour(
      text.replaceAll("learningRate", "toString").replaceAll("best", "hasOwnProperty"),
      "m.yaml",
    );
    expect(issues).toEqual([]);
  });
});
