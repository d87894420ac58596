import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatIssue } from "./issue.ts";
import { checkModel } from "./lowerModel.ts";
import { readModel } from "./modelSource.ts";

const text = readFileSync(new URL("../../examples/models/three-factor.yaml", import.meta.url), "utf8");

/** Problems of the example with texts replaced. */
function problems(...changes: readonly (readonly [from: string, to: string])[]): string[] {
  const changed = changes.reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, text);
  return checkModel(readModel("m.yaml", () => changed)).map((issue) => formatIssue(issue).replace(/^m\.yaml:/u, ""));
}

const typo = ["burstGain * (reward", "burstGian * (reward"] as const;
const dimension = ["learningRate * step * dopamineGain", "learningRate * dopamineGain"] as const;

describe("a model with malformed parts", () => {
  it("is still checked by name and unit where a list or text of another type stands", () => {
    expect(problems(["sources: [izhikevich2007]", "sources: 3"], typo, dimension)).toEqual([
      expect.stringContaining('wrong value for "sources" (expected a list'),
      expect.stringContaining('unknown name "burstGian"; did you mean "burstGain"?'),
      expect.stringContaining("cannot add 1/s to 1"),
    ]);
  });

  it("is still checked where an entry is malformed, without what follows from that entry", () => {
    const wrong = ["value: 3, status", "valeu: 3, status"] as const;
    const found = problems(wrong, dimension);
    expect(found.filter((one) => one.includes("burstGain"))).toEqual([]);
    expect(found).toEqual([
      expect.stringContaining('"value" is missing'),
      expect.stringContaining('unknown key "valeu"; did you mean "value"?'),
      expect.stringContaining("cannot add 1/s to 1"),
    ]);
  });

  it("says nothing of names where a section that declares them is gone", () => {
    expect(problems(["nuclei:\n", "nuclei: 3\nnucleus:\n"], typo)).toEqual([
      expect.stringContaining('wrong value for "nuclei"'),
      expect.stringContaining('unknown key "nucleus"; did you mean "nuclei"?'),
    ]);
  });
});
