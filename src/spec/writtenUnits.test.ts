import { describe, expect, it } from "vitest";
import { formatIssue } from "./issue.ts";
import { checkModel } from "./lowerModel.ts";
import type { ModelFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";

const problems = (equations: string): string[] => {
  const file: ModelFile = {
    neohebb: "model/1",
    name: "example",
    version: 1,
    summary: "A model.",
    step: "20 ms",
    inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" } },
    body: { stimuli: "cue", reward: "reward" },
    parameters: { dose: { value: "35 nM", status: "chosen", source: "test" } },
    areas: { a: { variables: { level: { unit: "nM" }, shift: { unit: "1" } }, equations } },
  };
  return checkModel(defineModel(file)).map(formatIssue);
};

describe("messages about units", () => {
  it("name units as their author wrote them", () => {
    expect(problems("level = 3 mV")[0]).toContain("(expected nM, got mV)");
    expect(problems("shift = dose")[0]).toContain("(expected 1, got nM)");
    expect(problems("level = level + 20 ms")[0]).toContain("cannot add ms to nM (expected nM, got ms)");
    expect(problems("d level/dt = level")[0]).toContain("(expected nM/s, got nM)");
    expect(problems("shift = where(level > 3 ms, 1, 0)")[0]).toContain("cannot compare nM with ms");
    expect(problems("level = max(level, dose)")).toEqual([]);
  });

  it("fall back to SI where nobody wrote one", () => {
    expect(problems("shift = level * 2 mV")[0]).toMatch(/expected 1, got \S+/u);
  });
});
