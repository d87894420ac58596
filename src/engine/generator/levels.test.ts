import { describe, expect, it } from "vitest";
import { createSimulation } from "../createSimulation.ts";
import type { Expression, Program } from "../program.ts";
import { nodeKey, sameNode } from "./levels.ts";

const COUNT = 5;
const constant = (value: number): Expression => ({ kind: "constant", value });
const post: Expression = { kind: "read", variable: "rate", at: "post" };
const weight: Expression = { kind: "read", variable: "p.weight", at: "own" };
const binary = (operator: "maximum" | "divide" | "add", left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});

/** Parts that differ by the post unit only, the same but for one constant: made beforehand, each has a place of its own. */
function program(constants: readonly number[]): Program {
  const units = { population: "units", from: 0, count: COUNT };
  const common = { role: "state", storage: "subject", recorded: false, unit: "1" } as const;
  const part = (value: number) =>
    binary("maximum", binary("divide", constant(1), binary("add", post, constant(value))), post);
  const names = constants.map((_, place) => `p.w${place}`);
  return {
    name: "constants",
    step: 0.01,
    populations: [{ name: "units", size: COUNT }],
    projections: [{ name: "p", source: units, target: units, connection: "all-to-all" }],
    variables: [
      { name: "rate", domain: { kind: "population", population: "units" }, ...common },
      ...constants.map((_, place) => ({
        name: `drive${place}`,
        domain: { kind: "population", population: "units" } as const,
        ...common,
      })),
      ...["p.weight", ...names].map((name) => ({
        name,
        domain: { kind: "projection", projection: "p" } as const,
        ...common,
      })),
    ],
    routines: [
      {
        name: "step",
        masked: false,
        statements: [
          ...constants.map((value, place) => ({
            variable: `drive${place}`,
            origin: `drive${place}`,
            expression: { kind: "gather", projection: "p", body: binary("maximum", weight, part(value)) } as Expression,
          })),
          ...constants.map((value, place) => ({
            variable: names[place]!,
            origin: names[place]!,
            expression: binary("add", weight, part(value)),
          })),
        ],
      },
    ],
  };
}

async function bits(backend: "wasm" | "interpreter", constants: readonly number[]) {
  const simulation = await createSimulation(program(constants), { subjects: [0], seed: [1, 2], backend });
  simulation.write("rate", 0, [0, -0, 1, -2, 0.5]);
  simulation.step(0, 1);
  return constants.map((_, place) =>
    [`drive${place}`, `p.w${place}`].map((name) => [
      ...new Uint32Array(new Float32Array(simulation.read(name, 0)).buffer),
    ]),
  );
}

describe("expressions that differ in one constant", () => {
  it.each([
    ["infinite values", [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ["zeros", [0, -0]],
  ])("are never taken for one another: %s", async (_, constants) => {
    const nodes = constants.map((value) => binary("add", post, constant(value)));
    expect(new Set(nodes.map(nodeKey)).size).toBe(constants.length);
    for (const [place, node] of nodes.entries()) {
      expect(nodes.map((other) => sameNode(node, other))).toEqual(nodes.map((_, other) => other === place));
      expect(sameNode(node, structuredClone(node))).toBe(true);
    }
    expect(await bits("wasm", constants)).toEqual(await bits("interpreter", constants));
  });
});
