import { describe, expect, it } from "vitest";
import { checkProgram, ProgramError } from "./checkProgram.ts";
import type { Expression, Program, Statement, Variable } from "./program.ts";

const read = (variable: string, at: "own" | "pre" | "post" | "aligned" = "own"): Expression => ({
  kind: "read",
  variable,
  at,
});

function variable(name: string, domain: Variable["domain"], rest: Partial<Variable> = {}): Variable {
  return { name, domain, role: "state", storage: "subject", recorded: false, unit: "1", ...rest };
}

function program(statements: Partial<Statement>[], routine = "step", changes: Partial<Program> = {}): Program {
  const slice = (population: string) => ({ population, from: 0, count: 3 });
  return {
    name: "example",
    step: 0.02,
    populations: [
      { name: "cortex", size: 3 },
      { name: "striatum", size: 4 },
    ],
    projections: [
      { name: "path", source: slice("cortex"), target: slice("striatum"), connection: "all-to-all" },
      { name: "line", source: slice("cortex"), target: slice("cortex"), connection: "one-to-one" },
    ],
    variables: [
      variable("level", { kind: "subject" }),
      variable("rate", { kind: "population", population: "cortex" }),
      variable("value", { kind: "population", population: "striatum" }),
      variable("weight", { kind: "projection", projection: "path" }),
      variable("gain", { kind: "subject" }, { role: "parameter" }),
      variable("table", { kind: "subject" }, { role: "parameter", storage: "shared" }),
    ],
    routines: [
      {
        name: routine,
        masked: false,
        statements: statements.map((statement) => ({
          variable: "level",
          expression: { kind: "constant", value: 0 },
          origin: "nucleus: level",
          ...statement,
        })),
      },
    ],
    ...changes,
  };
}

function faults(of: Program): readonly string[] {
  try {
    checkProgram(of);
  } catch (error) {
    if (error instanceof ProgramError) return error.faults;
    throw error;
  }
  return [];
}

describe("a program's check", () => {
  it("finds nothing wrong with a sound program", () => {
    const gather: Expression = { kind: "gather", projection: "path", body: read("rate", "pre") };
    const slice = { population: "striatum", from: 0, count: 3 };
    const statements = [
      { variable: "value", expression: gather },
      { variable: "value", expression: read("rate", "aligned"), slice },
      { variable: "weight", expression: read("value", "post") },
    ];
    expect(faults(program(statements))).toEqual([]);
  });

  it.each<[string, Partial<Statement>, RegExp]>([
    ["an unknown variable", { expression: read("leval") }, /there is no variable leval \(meant: level\?\)/],
    ["an unknown target", { variable: "lvel" }, /there is no variable lvel \(meant: level\?\)/],
    ["a population read by a subject", { expression: read("rate") }, /rate has many units/],
    ["a synapse read by a unit", { variable: "value", expression: read("weight") }, /only by synapses of path/],
    [
      "a pre from another population",
      { variable: "weight", expression: read("value", "pre") },
      /pre is not in striatum/,
    ],
    [
      "populations of other sizes",
      { variable: "value", expression: read("rate", "aligned") },
      /cannot be read aligned/,
    ],
    ["another population as own", { variable: "value", expression: read("rate") }, /read as own by striatum/],
    [
      "a gather onto other units",
      { variable: "rate", expression: { kind: "gather", projection: "path", body: read("weight") } },
      /possible only for units of striatum/,
    ],
    [
      "a slice outside",
      { variable: "value", slice: { population: "striatum", from: 2, count: 3 } },
      /units 2 … 4 of striatum, which has 4/,
    ],
    [
      "a slice of something else",
      { variable: "value", slice: { population: "cortex", from: 0, count: 1 } },
      /slice of/,
    ],
    ["an index without a place", { expression: { kind: "index", of: "own" } }, /index of own where there is none/],
    ["a stream that is no word", { expression: { kind: "random", distribution: "normal", stream: -1 } }, /stream -1/],
    ["a constant that is no number", { expression: { kind: "constant", value: Number.NaN } }, /not a number/],
    ["a parameter assigned in a step", { variable: "gain" }, /gain is a parameter/],
    ["a shared variable assigned", { variable: "table" }, /table is shared/],
    [
      "an unknown kind",
      { expression: { kind: "guess" } as unknown as Expression },
      /unknown kind of expression "guess"/,
    ],
  ])("finds %s and names the statement", (_, statement, message) => {
    const found = faults(program([statement]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
    expect(found[0]).toContain("nucleus: level (routine step)");
  });

  it("lets initialise set parameters", () => {
    expect(faults(program([{ variable: "gain" }], "initialise"))).toEqual([]);
  });

  it("reports all faults at once", () => {
    expect(faults(program([{ expression: read("a") }, { expression: read("b") }]))).toHaveLength(2);
  });

  it("finds names defined twice and impossible sizes", () => {
    const { populations, variables } = program([]);
    const twice = { variables: [...variables, variables[0]!] };
    expect(faults(program([], "step", twice))).toEqual(["variable level: defined twice"]);
    const empty = { populations: [{ name: "cortex", size: 0 }, populations[1]!] };
    expect(faults(program([], "step", empty)).join()).toMatch(/population cortex: size 0/);
  });

  it("finds one-to-one projections between unequal slices", () => {
    const [path] = program([]).projections;
    const line = { ...path!, connection: "one-to-one" as const, target: { ...path!.target, count: 2 } };
    expect(faults(program([], "step", { projections: [line] }))).toEqual([
      "projection path: one-to-one from 3 to 2 units; the numbers must be equal",
    ]);
  });
});
