import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatIssue, SpecificationError } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import { type ModelSource, readModel } from "./modelSource.ts";

const folder = new URL("./fixtures/", import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const from = (files: Readonly<Record<string, string>>, main = "model.yaml"): ModelSource =>
  readModel(main, (path) => {
    const found = files[path];
    if (found === undefined) throw Object.assign(new Error("not there"), { code: "ENOENT" });
    return found;
  });
const messages = (source: ModelSource): string[] => checkModel(source).map(formatIssue);
const valid = text("valid.yaml");

const expected = new Map<string, string[]>();
for (const line of text("broken.expected.txt").trim().split("\n")) {
  const name = line.slice(0, line.indexOf(":"));
  expected.set(name, [...(expected.get(name) ?? []), line]);
}
const broken = readdirSync(new URL("broken/", folder)).sort();

describe("broken model files", () => {
  it("each have an expected message", () => {
    expect(broken.length).toBeGreaterThan(80);
    expect([...expected.keys()].sort()).toEqual(broken);
  });

  it.each(broken)("%s gives its messages, with file, line and column", (name) => {
    const source = from({ [name]: text(`broken/${name}`) }, name);
    expect(messages(source)).toEqual(expected.get(name));
    expect(() => lowerModel(source)).toThrow(SpecificationError);
    for (const message of messages(source)) expect(message).not.toMatch(/ at .*\.ts:|undefined|NaN|\[object/u);
  });

  it("cut off anywhere give issues or work, and never throw anything else", () => {
    for (let length = 0; length < valid.length; length += 3) {
      const issues = checkModel(from({ "model.yaml": valid.slice(0, length) }));
      for (const issue of issues) expect(issue.line).toBeGreaterThan(0);
      if (length < valid.length - 40) expect(issues.length).toBeGreaterThan(0);
    }
  });

  it("with one character changed give issues or work, and never throw anything else", () => {
    const characters = "{}[]:,'\"|>&*!%#-+/()=^.0a\n\t ";
    for (let place = 0; place < valid.length; place += 7) {
      const changed = valid.slice(0, place) + characters[place % characters.length] + valid.slice(place + 1);
      expect(() => checkModel(from({ "model.yaml": changed }))).not.toThrow();
    }
  });

  it("may be missing, and say so", () => {
    expect(messages(from({}))).toEqual(['model.yaml:1:1: cannot read "model.yaml": there is no such file']);
  });

  it("that blow up through definitions are refused quickly", () => {
    const lines = ['      d0: {unit: "1", expression: reward}'];
    for (let level = 1; level < 60; level++)
      lines.push(`      d${level}: {unit: "1", expression: d${level - 1} * d${level - 1} + d${level - 1}}`);
    const bomb = valid.replace(
      "    equations: rate = max(0, 1 + reward)",
      `    definitions:\n${lines.join("\n")}\n    equations: rate = max(0, 1 + d59)`,
    );
    const start = performance.now();
    expect(messages(from({ "model.yaml": bomb }))[0]).toMatch(/too large once definitions are put in/u);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("with a long chain of definitions are refused instead of overflowing", () => {
    const lines = ['      d0: {unit: "1", expression: reward}'];
    for (let level = 1; level < 3000; level++)
      lines.push(`      d${level}: {unit: "1", expression: d${level - 1} + 1}`);
    const chain = valid.replace(
      "    equations: rate = max(0, 1 + reward)",
      `    definitions:\n${lines.join("\n")}\n    equations: rate = d2999`,
    );
    expect(messages(from({ "model.yaml": chain }))[0]).toMatch(/nested too deeply/u);
  });
});

describe("imports", () => {
  const main = `${valid.slice(0, valid.indexOf("areas:"))}imports: [parts/areas.yaml, parts/projections.yaml]\n${valid.slice(valid.indexOf("body:"))}`;
  const areas = valid.slice(valid.indexOf("areas:"), valid.indexOf("projections:"));
  const projections = valid.slice(valid.indexOf("projections:"), valid.indexOf("body:"));

  it("are relative to the importing file and give the same program as one file", () => {
    const files = {
      "a/model.yaml": main,
      "a/parts/areas.yaml": `imports: [../parts/projections.yaml]\n${areas}`,
      "a/parts/projections.yaml": projections,
    };
    const source = from(files, "a/model.yaml");
    expect(messages(source)).toEqual([]);
    expect(source.files.map(({ file }) => file)).toEqual([
      "a/parts/projections.yaml",
      "a/parts/areas.yaml",
      "a/model.yaml",
    ]);
    expect(lowerModel(source).program).toEqual(lowerModel(from({ "model.yaml": valid })).program);
  });

  it("name the imported file in messages", () => {
    const files = {
      "model.yaml": main,
      "parts/areas.yaml": areas.replace("size: 3", "size: 0"),
      "parts/projections.yaml": `${projections}\nnucleus: {}\n`,
    };
    expect(messages(from(files))).toEqual([
      'parts/projections.yaml:11:1: unknown key "nucleus"; did you mean "nuclei"?',
      "parts/areas.yaml:15:15: wrong size (expected 1 … 1000000, got 0)",
    ]);
    files["parts/projections.yaml"] = projections;
    expect(messages(from(files))).toEqual(["parts/areas.yaml:15:15: wrong size (expected 1 … 1000000, got 0)"]);
  });

  it("refuse a name defined in two files and files in a circle", () => {
    const twice = { "model.yaml": main, "parts/areas.yaml": areas, "parts/projections.yaml": `${projections}${areas}` };
    expect(messages(from(twice))[0]).toBe(
      'parts/projections.yaml:11:3: "cortex" is already defined under areas; first in parts/areas.yaml:2',
    );
    const circle = {
      "model.yaml": main,
      "parts/areas.yaml": `imports: [../model.yaml]\n${areas}`,
      "parts/projections.yaml": projections,
    };
    expect(messages(from(circle))[0]).toBe(
      "parts/areas.yaml:1:11: files import one another in a circle: model.yaml → parts/areas.yaml → model.yaml",
    );
  });
});
