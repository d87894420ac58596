import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkShape } from "./checkShape.ts";
import { formatIssue } from "./issue.ts";
import { readYaml } from "./readYaml.ts";

const schema = z.strictObject({
  name: z.string().min(1),
  count: z.int().min(1).max(9).optional(),
  mode: z.enum(["slow", "quick"]).optional(),
  groups: z
    .record(
      z.string().regex(/^[a-z]+$/u),
      z.strictObject({ label: z.string().optional(), doses: z.array(z.number()).optional() }),
    )
    .optional(),
  either: z.union([z.string(), z.strictObject({ file: z.string(), column: z.string().optional() })]).optional(),
  pair: z.tuple([z.number(), z.number()]).optional(),
});

const problems = (text: string): string[] => {
  const { data, positions } = readYaml(text, "f");
  return checkShape(schema, data, positions).map(formatIssue);
};

describe("checkShape", () => {
  it("finds nothing in data of the right form", () => {
    expect(
      problems("name: a\ncount: 3\nmode: slow\ngroups: {a: {doses: [1, 2]}}\neither: {file: b}\npair: [1, 2]"),
    ).toEqual([]);
  });

  it.each([
    ["nam: a", ['f:1:1: "name" is missing (expected a text)', 'f:1:1: unknown key "nam"; did you mean "name"?']],
    ["name: a\nzzzzzz: 1", ['f:2:1: unknown key "zzzzzz"; allowed: name, count, mode, groups, either, pair']],
    ["name: 3", ['f:1:7: wrong value for "name" (expected a text, got 3)']],
    ["name: ''", ['f:1:7: wrong value for "name" (expected a text, got "")']],
    ["name: a\ncount: 0", ['f:2:8: wrong value for "count" (expected at least 1, got 0)']],
    ["name: a\ncount: 10", ['f:2:8: wrong value for "count" (expected at most 9, got 10)']],
    ["name: a\ncount: 1.5", ['f:2:8: wrong value for "count" (expected a whole number, got 1.5)']],
    [
      "name: a\nmode: slwo",
      ['f:2:7: wrong value for "mode" (expected slow | quick, got "slwo"); did you mean "slow"?'],
    ],
    ["name: a\ngroups:\n  a:\n    lable: b", ['f:4:5: unknown key "lable"; did you mean "label"?']],
    [
      "name: a\ngroups: {a: {doses: [1, x]}}",
      ['f:2:25: wrong value for item 2 of "doses" (expected a number, got "x")'],
    ],
    ["name: a\ngroups: {A: {}}", ['f:2:10: "A" is not a name (expected letters and digits, beginning with a letter)']],
    ["name: a\ngroups: [a]", ['f:2:9: wrong value for "groups" (expected keys with values, got a list)']],
    ["name: a\ngroups:", ['f:2:8: wrong value for "groups" (expected keys with values, got nothing)']],
    ["name: a\neither: {file: b, colum: c}", ['f:2:19: unknown key "colum"; did you mean "column"?']],
    ["name: a\neither: {column: c}", ['f:2:1: "file" is missing (expected a text)']],
    ["name: a\npair: [1]", ['f:2:7: wrong value for "pair" (expected a list of at least 2, got a list)']],
    ["- 1", ["f:1:1: wrong content (expected keys with values, got a list)"]],
  ])("%j gives %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});
