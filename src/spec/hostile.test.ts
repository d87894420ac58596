import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel, outlineModel } from "./lowerModel.ts";
import { readModel } from "./modelSource.ts";

const valid = readFileSync(new URL("./fixtures/valid.yaml", import.meta.url), "utf8");
const source = (text: string) => readModel("model.yaml", () => text);
const messages = (text: string) => checkModel(source(text)).map(formatIssue);
const usual = "    equations: rate = max(0, 1 + reward)\n";
/** The small model with another expression in place of its nucleus' rate. */
const rateOf = (expression: string, definitions = "") => {
  expect(valid).toContain(usual);
  return valid.replace(usual, `${definitions}    equations: rate = ${expression}\n`);
};

/** Definitions that are put into one another, each with many operations. */
function nested(order: "forward" | "backward"): string {
  const lines = Array.from(
    { length: 90 },
    (_, i) => `      d${i + 1}: {unit: "1", expression: "${"(".repeat(150)}d${i}${" + reward)".repeat(150)}"}\n`,
  );
  if (order === "backward") lines.reverse();
  return `    definitions:\n      d0: {unit: "1", expression: reward}\n${lines.join("")}`;
}

describe("nesting", () => {
  it("of brackets, signs, calls and long chains within one another is limited", () => {
    let chains = "reward";
    for (let i = 0; i < 150; i++) chains = `(${chains})${" + 1".repeat(150)}`;
    const deep = [
      chains,
      `${"(".repeat(5000)}1${")".repeat(5000)}`,
      `${"-".repeat(5000)}1`,
      `${"exp(".repeat(5000)}1${")".repeat(5000)}`,
      `where(${"not ".repeat(5000)} reward > 1, 1, 2)`,
      `reward${" + reward".repeat(5000)}`,
      `reward${" ^ 1".repeat(5000)}`,
      `cortex.units${"[".repeat(5000)}`,
    ];
    for (const expression of deep) expect(messages(rateOf(expression)).join("\n")).toMatch(/nested too deeply/u);
  });

  it("of definitions that are long themselves is limited, in any order of definition", () => {
    for (const order of ["forward", "backward"] as const)
      expect(messages(rateOf("d90", nested(order)))[0]).toMatch(
        /^model\.yaml:\d+:\d+: operations are nested too deeply once definitions are put in \(expected at most 500\)$/u,
      );
  });

  it("up to the limits works, in all that walks expressions", () => {
    const lines = Array.from({ length: 4 }, (_, i) => {
      return `      d${i + 1}: {unit: "1", expression: "${"(".repeat(100)}d${i}${" + reward)".repeat(100)}"}\n`;
    });
    const text = rateOf("d4", `    definitions:\n      d0: {unit: "1", expression: reward}\n${lines.join("")}`);
    expect(messages(text)).toEqual([]);
    expect(outlineModel(source(text)).model.program.routines.length).toBeGreaterThan(1);
  });
});

describe("names that every object has", () => {
  const everywhere: readonly (readonly [what: string, change: (name: string) => string])[] = [
    ["an area", (name) => valid.replaceAll("striatum", name)],
    ["a population", (name) => valid.replaceAll("units:", `${name}:`).replaceAll(".units", `.${name}`)],
    ["a parameter", (name) => valid.replaceAll("rateTimeConstant", name)],
    [
      "a modulator",
      (name) => valid.replaceAll("dopamine:", `${name}:`).replace("modulator: dopamine", `modulator: ${name}`),
    ],
    ["a nucleus", (name) => valid.replaceAll("ventralTegmentalArea", name)],
    ["a variable", (name) => valid.replaceAll("drive", name)],
    ["a projection", (name) => valid.replaceAll("corticostriatal", name)],
    ["an input", (name) => valid.replaceAll("reward", name).replace(`${name}: ${name}`, `reward: ${name}`)],
    ["a label", (name) => valid.replaceAll("D1", name)],
  ];

  it.each(["toString", "valueOf", "hasOwnProperty", "isPrototypeOf"])("such as %s are names like others", (name) => {
    for (const [what, change] of everywhere) {
      const text = change(name);
      expect(text).not.toBe(valid);
      const said = messages(text);
      for (const message of said) expect(message, what).not.toMatch(/native code|\[object|undefined/u);
      if (what === "a modulator" || what === "a label") continue; // Not every mention was renamed.
      expect(said, what).toEqual([]);
    }
    expect(messages(rateOf(name))).toEqual([`model.yaml:20:23: unknown name "${name}"`]);
    expect(messages(rateOf(`${name}(1)`))[0]).toMatch(/^model\.yaml:20:23: unknown function/u);
    expect(messages(rateOf(`1 ${name}`))[0]).toMatch(/^model\.yaml:20:25: /u);
  });

  it.each(["__proto__", "constructor", "prototype"])(
    "such as %s are refused as keys, and unknown elsewhere",
    (name) => {
      for (const [what, change] of everywhere)
        if (what !== "a label" && what !== "an input")
          expect(messages(change(name))[0], what).toMatch(/is not allowed as a key|is not a name/u);
      for (const expression of [name, `striatum.${name}`, `${name}(1)`, `${name}.x`])
        expect(messages(rateOf(expression))[0]).toMatch(/^model\.yaml:20:\d+: (unknown|unexpected)/u);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );
});

describe("numbers", () => {
  it.each(["1e400", "-1e400", ".inf", "-.inf", ".nan", ".NaN", "NaN", "Infinity", "1e39", "-1e39"])(
    "such as %s are refused with their place",
    (number) => {
      for (const text of [
        valid.replace("value: 50 ms", `value: ${number}`),
        valid.replace("initial: 0.1", `initial: ${number}`),
        valid.replace("step: 20 ms", `step: ${number}`),
        valid.replace("step: 20 ms", `step: ${number} s`),
        valid.replace("size: 3", `size: ${number}`),
        valid.replace("version: 1", `version: ${number}`),
        rateOf(number),
      ]) {
        expect(text).not.toBe(valid);
        expect(messages(text)[0]).toMatch(/^model\.yaml:[1-9]\d*:[1-9]\d*: /u);
        expect(() => lowerModel(source(text))).toThrow();
      }
    },
  );
});

describe("size", () => {
  const small = valid.replace(
    'variables: {rate: {unit: "1", initial: 1}}',
    'variables: {rate: {unit: "1", initial: 1}, VARIABLES}',
  );

  it("is limited in variables, statements, operations and numbers a subject, with the place that goes beyond", () => {
    const variables = Array.from({ length: 12_000 }, (_, i) => `v${i}: {unit: "1"}`).join(", ");
    expect(messages(small.replace("VARIABLES", variables))[0]).toMatch(
      /^model\.yaml:\d+:\d+: the model has too many variables \(expected at most 10000, got 120\d\d\)$/u,
    );
    const statements = rateOf(`|\n${"      rate = rate\n".repeat(21_000)}`).replace("rate = |", "|");
    expect(messages(statements)[0]).toMatch(/^model\.yaml:19:\d+: the model has too many statements/u);
    const definition = `    definitions:\n      long: {unit: "1", expression: "${Array.from({ length: 150 }, () => "reward").join(" + ")}"}\n`;
    const operations = rateOf(`|\n${"      rate = long\n".repeat(2000)}`, definition).replace("rate = |", "|");
    expect(messages(operations)[0]).toMatch(/^model\.yaml:19:\d+: the model has too many operations/u);
    const synapses = valid.replace("size: 3", "size: 1000000").replaceAll("size: 2", "size: 1000000");
    expect(messages(synapses)).toEqual([
      "model.yaml:46:17: the model has too many numbers a subject (expected at most 67108864, got 1000004000010)",
    ]);
  });

  it("of a text is limited, in characters and in levels", () => {
    expect(messages(`${valid}#${"x".repeat(1 << 20)}`)[0]).toMatch(/^model\.yaml:1:1: the file is too large/u);
    for (const open of ["[", "{a: ", "- ", "? "])
      expect(messages(`${valid}x: ${open.repeat(3000)}`)[0], open).toMatch(/^model\.yaml:\d+:\d+: /u);
  });
});
