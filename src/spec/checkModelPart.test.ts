import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkModelPart } from "./checkModelPart.ts";
import { formatIssue } from "./issue.ts";
import { checkModel } from "./lowerModel.ts";
import { readModel } from "./modelSource.ts";

const problems = (text: string): string[] => checkModelPart(text, "part.yaml").map(formatIssue);
const rule = `rules:
  hebbian:
    parameters: {rate: {unit: 1/sec}}
    variables: {weight: {unit: "1", initial: 0.1 +}}
    equations: |
      weight = weight + rate * (step
    on: {trialStart: ["weight = 0", "weight == 1"]}
`;

describe("checkModelPart", () => {
  it("finds form, units and grammar of a file that others import", () => {
    expect(problems(rule)).toEqual([
      'part.yaml:3:33: unknown unit "sec"; did you mean "s"?',
      "part.yaml:4:51: the expression ends too early (expected a number, a name or ()",
      'part.yaml:6:37: the expression ends too early (expected ")")',
      'part.yaml:7:45: "==" compares; to assign write "="',
    ]);
    expect(problems("rules: {a: {equation: x = 1}}")).toEqual([
      'part.yaml:1:13: unknown key "equation"; did you mean "equations"?',
    ]);
    expect(problems("parameters: {a: {value: 3 secs, status: chosen, source: test}}")).toEqual([
      'part.yaml:1:27: unknown unit "secs"; did you mean "s"?',
    ]);
    expect(problems("")).toEqual(["part.yaml:1:1: the file is empty"]);
  });

  it("is done for rules of a model that no projection uses", () => {
    const valid = readFileSync(new URL("fixtures/valid.yaml", import.meta.url), "utf8");
    const issues = checkModel(readModel("model.yaml", () => valid + rule));
    expect(issues.map(({ message }) => message)).toEqual(
      checkModelPart(rule, "part.yaml").map(({ message }) => message),
    );
  });

  it("finds nothing in the rule library", () => {
    const folder = new URL("../../models/rules/", import.meta.url);
    for (const file of readdirSync(folder)) expect(problems(readFileSync(new URL(file, folder), "utf8"))).toEqual([]);
  });
});
