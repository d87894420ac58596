import { describe, expect, it } from "vitest";
import { createSimulation } from "../createSimulation.ts";
import { describeCompilation } from "../describeCompilation.ts";
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

  it.each([1, 2, 5, COUNT])("goes through each of %i active pre units once", async (count) => {
    const { drive, weight } = await run(positive(read("rate", "pre")), true, (unit) => (unit < count ? 1 : 0));
    // Weights before the third step are 2.5.
    expect(drive).toEqual(new Array(4 * COUNT).fill(2.5 * count));
    expect(weight).toEqual(weight.map((_, i) => (i < 4 * COUNT * count ? 3.5 : 0.5)));
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

  const clip = (value: Expression): Expression => ({
    kind: "binary",
    operator: "minimum",
    left: { kind: "binary", operator: "maximum", left: value, right: zero },
    right: { kind: "constant", value: 2 },
  });
  const times = (left: Expression, right: Expression): Expression => ({
    kind: "binary",
    operator: "multiply",
    left,
    right,
  });
  const both = (left: Condition, right: Condition): Condition => ({ kind: "and", left, right });
  const active = positive(read("rate", "pre"));
  const open = positive(read("gate"));
  const noise: Expression = { kind: "random", distribution: "normal", stream: 3 };
  const learned = clip(
    add(read("p.weight"), times(read("p.weight"), times(read("rate", "post"), read("rate", "pre")))),
  );

  it.each<[string, Expression, Condition, Expression]>([
    ["a bounded change", where(active, learned, zero), active, learned],
    ["a change that is summed at once", where(active, times(learned, read("rate", "pre")), zero), active, learned],
    [
      "a change taken off",
      times(read("p.weight"), noise),
      active,
      { ...add(read("p.weight"), noise), operator: "subtract" } as Expression,
    ],
    ["different conditions of sum and change", where(active, read("p.weight"), zero), both(active, open), learned],
    ["a sum of all and a closed gate", read("p.weight"), open, add(read("p.weight"), noise)],
    [
      "conditions on pre unit, subject and synapse",
      where(active, noise, zero),
      both(both(open, active), positive(read("p.weight"))),
      learned,
    ],
    ["either of two conditions", where(active, noise, zero), { kind: "or", left: open, right: active }, learned],
  ])("changes no number with %s, whatever the numbers are", async (_, summed, condition, changed) => {
    const base = program(condition);
    const statements = [
      {
        variable: "drive",
        origin: "drive",
        expression: { kind: "gather", projection: "p", body: summed } as Expression,
      },
      { variable: "p.weight", origin: "p.weight", expression: where(condition, changed, read("p.weight")) },
    ];
    const tested = { ...base, routines: [{ ...base.routines[0]!, statements }] };
    const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e-42, 5, -3];
    const bits = async (options: { readonly skip?: boolean; readonly backend?: "interpreter" }) => {
      const simulation = await createSimulation(tested, { subjects: [0, 1, 2, 3, 4], seed: [1, 2], ...options });
      for (let place = 0; place < 5; place++) {
        const weight = Float32Array.from({ length: COUNT * COUNT }, (_, i) =>
          i % 5 === place ? special[i % 8]! : 0.5 + i / 100,
        );
        simulation.write("p.weight", place, weight);
        simulation.write("gate", place, [place === 4 ? 1 : 0]);
        simulation.write(
          "rate",
          place,
          Array.from({ length: COUNT }, (_, unit) => ((unit + place) % 4 === 0 ? 1 : 0)),
        );
      }
      for (const tile of [0, 1]) simulation.step(tile, 3);
      return [0, 1, 2, 3, 4].flatMap((place) =>
        ["drive", "p.weight"].flatMap((name) =>
          Array.from(simulation.read(name, place), (value) => (Object.is(value, -0) ? "-0" : String(value))),
        ),
      );
    };
    const judged = await bits({ backend: "interpreter" });
    expect(await bits({ skip: true })).toEqual(judged);
    expect(await bits({ skip: false })).toEqual(judged);
  });

  it("keeps synapses in their order for who reads, writes or is told of one", async () => {
    const simulation = await createSimulation(program(active), { subjects: [0, 1, 2, 3], seed: [1, 2] });
    const values = Float32Array.from({ length: COUNT * COUNT }, (_, i) => i);
    simulation.write("p.weight", 1, values);
    expect(simulation.read("p.weight", 1)).toEqual(values);
    const places = simulation.places("p.weight")!;
    expect(Array.from(places, (place) => simulation.view("p.weight", 0)[4 * place + 1])).toEqual([...values]);
    expect(simulation.places("rate")).toBeNull();
    values[17] = Number.NaN;
    simulation.write("p.weight", 1, values);
    expect(simulation.findNonFinite(0)).toEqual({ variable: "p.weight", place: 1, element: 17 });
  });

  it("is said by the description", () => {
    const described = (condition: Condition) => describeCompilation(program(condition)).skipped;
    expect(described(active)).toEqual([
      "in step synapses of p (drive, p.weight) where in no subject of the tile 0 < pre.rate",
    ]);
    expect(described(open)).toEqual(["in step all of p (p.weight) where in no subject of the tile 0 < gate"]);
    expect(described(positive(read("p.weight")))).toEqual([]);
  });
});
