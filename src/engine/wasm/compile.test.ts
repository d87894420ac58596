import { describe, expect, it } from "vitest";
import { checkProgram } from "../checkProgram.ts";
import { createSimulation } from "../createSimulation.ts";
import { planRoutine } from "../generator/plan.ts";
import { layOut } from "../layout.ts";
import type { Expression, Program, Projection, Statement, Variable } from "../program.ts";
import { generate } from "./compile.ts";

const SIZE = 9;
const constant = (value: number): Expression => ({ kind: "constant", value });
const read = (variable: string, at: "own" | "pre" | "post" | "aligned" = "own"): Expression => ({
  kind: "read",
  variable,
  at,
});
const binary =
  (operator: "add" | "multiply" | "divide" | "subtract") =>
  (left: Expression, right: Expression): Expression => ({ kind: "binary", operator, left, right });
const [add, multiply, divide, subtract] = [binary("add"), binary("multiply"), binary("divide"), binary("subtract")];
const gather = (body: Expression): Expression => ({ kind: "gather", projection: "recurrent", body });
const total = (body: Expression): Expression => {
  const over = { population: "units", from: 0, count: SIZE };
  return { kind: "reduce", operator: "sum", over, body };
};
const assign = (variable: string, expression: Expression, slice?: Statement["slice"]): Statement => ({
  variable,
  expression,
  origin: variable,
  ...(slice === undefined ? {} : { slice }),
});

function network(statements: readonly Statement[], changes: Partial<Projection> = {}): Program {
  const variable = (name: string, domain: Variable["domain"]): Variable => ({
    name,
    domain,
    role: "state",
    storage: "subject",
    recorded: false,
    unit: "1",
  });
  const whole = { population: "units", from: 0, count: SIZE };
  return {
    name: "network",
    step: 0.02,
    populations: [{ name: "units", size: SIZE }],
    projections: [{ name: "recurrent", source: whole, target: whole, connection: "all-to-all", ...changes }],
    variables: [
      variable("level", { kind: "subject" }),
      ...["x", "y"].map((name) => variable(name, { kind: "population", population: "units" })),
      ...["w", "e"].map((name) => variable(name, { kind: "projection", projection: "recurrent" })),
    ],
    routines: [{ name: "step", masked: false, statements }],
  };
}

async function run(program: Program, backend: "wasm" | "interpreter", steps: number) {
  const simulation = await createSimulation(program, { subjects: [0, 1, 2, 3], seed: [0, 0], backend });
  for (const { name } of program.variables) {
    for (let place = 0; place < 4; place++) {
      const values = Array.from({ length: simulation.sizeOf(name) }, (_, i) =>
        Math.sin(i + place + name.charCodeAt(0)),
      );
      simulation.write(name, place, values);
    }
  }
  simulation.step(0, steps);
  return Object.fromEntries(program.variables.map(({ name }) => [name, [...simulation.view(name, 0)]]));
}

async function agrees(program: Program): Promise<void> {
  expect(await run(program, "wasm", 3)).toEqual(await run(program, "interpreter", 3));
}

const sharedSum = gather(read("w"));
const slice = (from: number, count: number) => ({ population: "units", from, count });

describe("fused loops keep the order of statements", () => {
  it.each<[string, readonly Statement[]]>([
    ["recurrent sums onto the variable they read", [assign("x", gather(multiply(read("w"), read("x", "pre"))))]],
    [
      "a synapse that reads a unit assigned afterwards",
      [
        assign("e", add(read("x", "pre"), read("x", "post"))),
        assign("x", gather(multiply(read("e"), constant(0.1)))),
        assign("w", add(read("w"), read("x", "pre"))),
      ],
    ],
    [
      "a sum, then weights that depend on what was summed to",
      [assign("y", gather(read("w"))), assign("w", multiply(read("w"), read("y", "post")))],
    ],
    ["two sums in one expression", [assign("x", add(gather(read("w")), multiply(gather(read("e")), read("x"))))]],
    ["a sum that other sums depend on", [assign("level", total(gather(multiply(read("w"), read("x", "pre")))))]],
    ["a sum used for the units and within a sum over them", [assign("x", add(sharedSum, total(sharedSum)))]],
    [
      "a mean taken again after a change",
      [
        assign("x", subtract(read("x"), total(read("x")))),
        assign("level", total(read("x"))),
        assign("y", add(read("y"), total(read("x")))),
      ],
    ],
    ["a shift within the same variable", [assign("x", add(read("x", "aligned"), read("y", "aligned")), slice(2, 7))]],
    [
      "a shift of a variable assigned in the same loop",
      [assign("y", read("x"), slice(1, 8)), assign("x", read("y", "aligned"), slice(1, 8))],
    ],
    [
      "a sum onto part of the units",
      [assign("x", add(read("x"), gather(read("w"))), slice(3, 5)), assign("y", gather(read("w")), slice(3, 5))],
    ],
    ["values overwritten in the same step", [assign("x", read("y")), assign("x", multiply(read("x"), read("x")))]],
  ])("%s", async (_, statements) => {
    await agrees(network(statements));
    await agrees(network(statements, { connection: "one-to-one" }));
    await agrees(network(statements, { source: slice(1, 4), target: slice(3, 5) }));
  });
});

describe("the plan of a routine", () => {
  const kinds = (statements: readonly Statement[]) => {
    const program = network(statements);
    return planRoutine(statements, checkProgram(program)).map((group) =>
      group.kind === "synapses" ? group.items.map(({ kind }) => kind).join("+") : group.kind,
    );
  };

  it("makes one pass of sum, trace and weight", () => {
    const sum = assign("y", gather(multiply(read("w"), read("x", "pre"))));
    const trace = assign("e", multiply(read("x", "pre"), read("x", "post")));
    const weight = assign("w", add(read("w"), multiply(read("level"), read("e"))));
    expect(kinds([sum, trace, weight])).toEqual(["gather+assign+assign"]);
  });

  it("begins a new pass where one statement needs the other's result elsewhere", () => {
    const trace = assign("e", read("x", "pre"));
    const sum = assign("x", gather(read("e")));
    expect(kinds([trace, sum])).toEqual(["assign", "gather"]);
    expect(kinds([assign("x", read("y")), assign("y", total(read("x")))])).toEqual(["units", "units"]);
    expect(kinds([assign("x", read("y")), assign("y", read("x"))])).toEqual(["units"]);
  });
});

describe("generated code", () => {
  const bytes = (program: Program) => {
    const tables = checkProgram(program);
    return generate(program, tables, layOut(program, tables)).bytes;
  };
  const noisy = (value: number) => [
    assign("x", add({ kind: "random", distribution: "normal", stream: 3 }, constant(value))),
  ];

  it("is the same for the same program and valid WebAssembly", () => {
    expect(bytes(network(noisy(1)))).toEqual(bytes(network(noisy(1))));
    expect(bytes(network(noisy(1)))).not.toEqual(bytes(network(noisy(2))));
    expect(WebAssembly.validate(bytes(network(noisy(1))))).toBe(true);
  });

  it("does not grow with the number of units and synapses", () => {
    const statements = [assign("x", gather(multiply(read("w"), read("y", "pre"))))];
    const small = network(statements);
    const whole = { population: "units", from: 0, count: 1000 };
    const large = network(statements, { source: whole, target: whole });
    const grown = { ...large, populations: [{ name: "units", size: 1000 }] };
    expect(bytes(grown).length).toBeLessThan(bytes(small).length * 1.5);
  });

  it("turns division by a power of two into the same number by multiplication", async () => {
    await agrees(network([assign("x", divide(read("x"), constant(8))), assign("y", divide(read("y"), constant(3)))]));
    await agrees(network([assign("x", divide(read("x"), constant(2 ** 127)))]));
  });
});
