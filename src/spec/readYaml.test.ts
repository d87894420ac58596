import { describe, expect, it } from "vitest";
import { formatIssue } from "./issue.ts";
import { readYaml, yamlLimits } from "./readYaml.ts";

const problems = (text: string): string[] => readYaml(text, "f").issues.map(formatIssue);

describe("readYaml", () => {
  it("reads YAML and JSON into plain data", () => {
    const expected = { a: 1, b: [true, null, "x y"], c: { d: "20 ms" } };
    expect(readYaml("a: 1\nb: [true, null, x y]\nc:\n  d: 20 ms\n", "f").data).toEqual(expected);
    expect(readYaml(JSON.stringify(expected, null, "\t"), "f").data).toEqual(expected);
    expect(readYaml("yes: no\n1.50: on\n", "f").data).toEqual({ yes: "no", "1.50": "on" });
  });

  it("knows where keys, values and the characters of texts stand", () => {
    const text =
      "top:\n  plain: a + b\n  quoted: 'it''s b'\n  double: \"x\\ty b\"\n  block: |\n\n    first\n      b\n  folded: >-\n    one\n    two b\n";
    const { positions } = readYaml(text, "f");
    const at = (place: { line: number; column: number }): [number, number] => [place.line, place.column];
    const charAt = ([line, column]: [number, number]): string | undefined => text.split("\n")[line - 1]?.[column - 1];
    expect(at(positions.key(["top", "quoted"]))).toEqual([3, 3]);
    expect(at(positions.value(["top", "quoted"]))).toEqual([3, 11]);
    expect(at(positions.within(["top", "plain"], 4))).toEqual([2, 14]);
    for (const [key, offset] of [
      ["plain", 4],
      ["quoted", 5],
      ["double", 4],
      ["block", 9],
      ["folded", 8],
    ] as const)
      expect(charAt(at(positions.within(["top", key], offset)))).toBe("b");
    expect(at(positions.value(["top", "missing", 3]))).toEqual(at(positions.value(["top"])));
    expect(positions.value(["top", "a", 0]).path).toBe("top.a[0]");
  });

  it.each([
    ["", "f:1:1: the file is empty"],
    ["  \n", "f:1:1: the file is empty"],
    ["a: 1\na: 2", 'f:2:1: "a" is given twice'],
    ["{a: 1, b: {c: 1, c: 2}}", 'f:1:18: "c" is given twice'],
    ["<<: {a: 1}", "f:1:1: merge keys (<<) are not allowed"],
    ["a: !!binary x", "f:1:13: tags (tag:yaml.org,2002:binary) are not allowed"],
    ["a: !mine x", "f:1:10: tags (!mine) are not allowed"],
    ["a: *b", 'f:1:4: no anchor "&b" before this alias'],
    ["a: &x [*x]", 'f:1:8: alias "*x" is inside of its own anchor'],
    ["__proto__: 1", 'f:1:1: "__proto__" is not allowed as a key'],
    ["constructor: 1", 'f:1:1: "constructor" is not allowed as a key'],
    ["? [a]\n: 1", "f:1:3: a key must be a plain text"],
    ["a: .nan", "f:1:4: numbers must be finite"],
    ["a: 1\n---\nb: 2", "f:2:1: a file holds one document"],
    ["%YAML 1.1\n---\na: yes", "f:1:1: YAML 1.1 is not supported (expected 1.2)"],
    ["a\u0000b", "f:1:2: the file is not text (binary data or a wrong encoding) (expected UTF-8 text)"],
    ["x: 1\n\ufffd\ufffd", "f:2:1: the file is not text (binary data or a wrong encoding) (expected UTF-8 text)"],
    ["a: [1, 2", "f:1:9: flow sequence in block collection must be sufficiently indented and end with a ]"],
  ])("%j is refused: %s", (text, message) => {
    const [first] = problems(text);
    expect(first).toBe(message);
    expect(readYaml(text, "f").data).toBeUndefined();
  });

  it("bounds length, depth, aliases and what these expand to", () => {
    expect(problems(`a: ${"x".repeat(yamlLimits.length)}`)[0]).toMatch(/^f:1:1: the file is too large/u);
    const nested = `${"[".repeat(100)}${"]".repeat(100)}`;
    expect(problems(nested)[0]).toMatch(/nested too deeply \(expected at most 32 levels\)/u);
    const aliases = `a: &a 1\nb: [${Array.from({ length: 40 }, () => "*a").join(", ")}]`;
    expect(problems(aliases)[0]).toMatch(/too many aliases/u);
    const rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 9; level++)
      rows.push(`a${level}: &a${level} [${Array.from({ length: 3 }, () => `*a${level - 1}`).join(", ")}]`);
    expect(problems(rows.join("\n")).join("\n")).toMatch(/too many (aliases|values)/u);
  });

  it("answers quickly to hostile texts", () => {
    // Processor time: how busy the machine is does not count.
    const start = process.cpuUsage();
    for (const text of [
      "[".repeat(900_000),
      "- ".repeat(400_000),
      "{a: ".repeat(200_000),
      "? ".repeat(400_000),
      "&a ".repeat(100_000),
    ]) {
      expect(problems(text).length).toBeGreaterThan(0);
    }
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e3).toBeLessThan(20_000);
  });

  it("takes many keys in linear time", () => {
    const text = Array.from({ length: 50_000 }, (_, place) => `k${place}: 1`).join("\n");
    expect(Object.keys(readYaml(text, "f").data as object)).toHaveLength(50_000);
  });
});
