import { describe, expect, it } from "vitest";
import { describeCompilation } from "./describeCompilation.ts";
import type { Expression, Program, Statement } from "./program.ts";

const read = (variable: string, at: "own" | "pre" | "post" = "own"): Expression => ({ kind: "read", variable, at });
const binary = (operator: "add" | "multiply" | "divide", left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
const constant = (value: number): Expression => ({ kind: "constant", value });

function network(sources: number, targets: number, statements: readonly Statement[]): Program {
  const variable = (name: string, domain: Program["variables"][number]["domain"]) =>
    ({ name, domain, role: "state", storage: "subject", recorded: false, unit: "1" }) as const;
  const all = (population: string, count: number) => ({ population, from: 0, count });
  return {
    name: "network",
    step: 0.01,
    populations: [
      { name: "a", size: sources },
      { name: "b", size: targets },
    ],
    projections: [{ name: "ab", source: all("a", sources), target: all("b", targets), connection: "all-to-all" }],
    variables: [
      variable("gain", { kind: "subject" }),
      variable("a.rate", { kind: "population", population: "a" }),
      variable("b.rate", { kind: "population", population: "b" }),
      variable("ab.weight", { kind: "projection", projection: "ab" }),
    ],
    routines: [{ name: "step", masked: false, statements }],
  };
}

const sum: Statement = {
  variable: "b.rate",
  expression: { kind: "gather", projection: "ab", body: binary("multiply", read("ab.weight"), read("a.rate", "pre")) },
  origin: "ab: into rate",
};
const learn = (factor: Expression): Statement => ({
  variable: "ab.weight",
  expression: binary("add", read("ab.weight"), binary("multiply", factor, read("ab.weight"))),
  origin: "ab: weight",
});

describe("describing what the compiler makes", () => {
  it("says which statements share a pass over synapses and how many instructions that takes", () => {
    const program = network(16, 12, [sum, learn(read("gain"))]);
    const [step] = describeCompilation(program).routines;
    expect(step!.loops).toEqual([
      { kind: "synapses", over: "ab", elements: 192, statements: ["ab: into rate", "ab: weight"], operations: 4 * 192 },
    ]);
    expect(step!.operations).toBe(4 * 192);
    expect(step!.randomBlocks).toBe(0);
  });

  it("counts once what does not depend on the synapse, and once a target what depends on the target alone", () => {
    const single = binary("divide", read("gain"), constant(3));
    const perTarget = binary("divide", read("b.rate", "post"), constant(3));
    const operations = (factor: Expression) =>
      describeCompilation(network(16, 12, [learn(factor)])).routines[0]!.operations;
    expect(operations(single)).toBe(2 * 192 + 1);
    expect(operations(perTarget)).toBe(2 * 192 + 12);
  });

  it("counts memory by the layout and random numbers by blocks of four", () => {
    const noise: Statement = {
      variable: "a.rate",
      expression: { kind: "random", distribution: "uniform", stream: 1 },
      origin: "a: rate",
    };
    const program = network(10, 3, [noise]);
    const { bytesOfSubject, bytesOfCode, routines } = describeCompilation(program);
    expect(bytesOfSubject).toBeGreaterThanOrEqual(4 * (1 + 10 + 3 + 30));
    expect(bytesOfSubject).toBeLessThan(4 * (1 + 10 + 3 + 30) + 32);
    expect(bytesOfCode).toBeGreaterThan(0);
    expect(routines[0]!.randomBlocks).toBe(3);
    expect(routines[0]!.writes).toBeGreaterThanOrEqual(10);
  });
});
