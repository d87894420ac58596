import { describe, expect, it } from "vitest";
import { createSimulation } from "../createSimulation.ts";
import type { Condition, Expression, Program } from "../program.ts";

const COUNT = 12;
const read = (variable: string, at: "own" | "pre" | "post" = "own"): Expression => ({ kind: "read", variable, at });
const zero: Expression = { kind: "constant", value: 0 };
const add = (left: Expression, right: Expression): Expression => ({ kind: "binary", operator: "add", left, right });
const positive = (right: Expression): Condition => ({ kind: "compare", operator: "less", left: zero, right });
const where = (condition: Condition, yes: Expression, no: Expression): Expression => ({
  kind: "select",
  condition,
  yes,
  no,
});

function program(condition: Condition): Program {
  const units = { population: "units", from: 0, count: COUNT };
  const common = { role: "state", storage: "subject", recorded: false, unit: "1" } as const;
  const one: Expression = { kind: "constant", value: 1 };
  const gather: Expression = { kind: "gather", projection: "p", body: where(condition, read("p.weight"), zero) };
  return {
    name: "guarded",
    step: 0.01,
    populations: [{ name: "units", size: COUNT }],
    projections: [{ name: "p", source: units, target: units, connection: "all-to-all" }],
    variables: [
      { name: "gate", domain: { kind: "subject" }, ...common },
      { name: "rate", domain: { kind: "population", population: "units" }, ...common },
      { name: "drive", domain: { kind: "population", population: "units" }, ...common },
      { name: "p.weight", domain: { kind: "projection", projection: "p" }, ...common },
    ],
    routines: [
      {
        name: "step",
        masked: false,
        statements: [
          { variable: "drive", origin: "drive", expression: gather },
          {
            variable: "p.weight",
            origin: "p.weight",
            expression: where(condition, add(read("p.weight"), one), read("p.weight")),
          },
        ],
      },
    ],
  };
}

async function run(condition: Condition, skip: boolean, activity: (unit: number, place: number) => number) {
  const simulation = await createSimulation(program(condition), { subjects: [0, 1, 2, 3], seed: [1, 2], skip });
  for (let place = 0; place < 4; place++) {
    simulation.write(
      "rate",
      place,
      Array.from({ length: COUNT }, (_, unit) => activity(unit, place)),
    );
    simulation.write("p.weight", place, new Float32Array(COUNT * COUNT).fill(0.5));
  }
  simulation.step(0, 3);
  return { drive: [...simulation.view("drive", 0)], weight: [...simulation.view("p.weight", 0)] };
}

describe("leaving out what cannot change", () => {
  it("touches only the synapses of pre units that are active in some lane, and only in that lane", async () => {
    const { drive, weight } = await run(positive(read("rate", "pre")), true, (unit, place) =>
      unit === 3 && place === 2 ? 1 : 0,
    );
    expect(drive.slice(0, 4)).toEqual([0, 0, 2.5, 0]);
    const changed = weight.flatMap((value, i) => (value === 0.5 ? [] : [i]));
    expect(changed).toEqual(Array.from({ length: COUNT }, (_, post) => 4 * (3 * COUNT + post) + 2));
  });

  it("sums to 0 when no pre unit is active", async () => {
    const { drive } = await run(positive(read("rate", "pre")), true, () => 0);
    expect(drive.every((value) => value === 0)).toBe(true);
  });

  it.each([
    ["a condition on pre units", positive(read("rate", "pre"))],
    ["a condition on the subject", positive(read("gate"))],
    ["a condition on both units", positive(add(read("rate", "pre"), read("rate", "post")))],
  ])("changes no number with %s", async (_, condition) => {
    const activity = (unit: number, place: number) => ((unit * 7 + place * 3) % 5 < 2 ? 1 : -1);
    const skipped = await run(condition, true, activity);
    const whole = await run(condition, false, activity);
    expect(skipped).toEqual(whole);
  });
});
