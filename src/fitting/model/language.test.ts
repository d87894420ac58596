import { describe, expect, it } from "vitest";
import { rowsOf } from "./fixtures/rows.ts";
import { Interpreter, interpret } from "./interpret.ts";
import { lowerBehaviour } from "./lowerBehaviour.ts";
import { defineBehaviour } from "./readBehaviour.ts";

const missing = Number.NaN;

/** A model with two observed numbers whose equations write into states `a` (a number), `v` [three] and `m` [two, three]. */
function lowered(equations: string, more = "", columns = "") {
  const text = `neohebb: behaviour/1
name: test
title: test
dimensions: {two: 2, three: 3, again: 3}
columns:
  choice: {kind: index, of: two, optional: true}
  place: {kind: index, of: three, optional: true}
  x: {kind: number, optional: true}
  y: {kind: number, optional: true}
${columns}
parameters:
  p: {range: [-inf, inf], prior: {normal: [0, 1]}}
state:
  a: {start: 0}
  v: {of: three, start: 10 + positions(three)}
  m: {of: [two, three], start: 0}
trial:
  - {response: choice, bernoulli: 0.5}
${more}
  - equations: |
${equations
  .split("\n")
  .map((line) => `      ${line}`)
  .join("\n")}
`;
  const definition = defineBehaviour(text, "m.yaml");
  return lowerBehaviour(definition, new Map(definition.dimensions.map(({ name, size }) => [name, size!])));
}

/** Runs trials, and reads the states after them. */
function run(model: ReturnType<typeof lowered>, trials: readonly Readonly<Record<string, number>>[], p = 2) {
  const interpreter = new Interpreter(model.program, [p]);
  interpreter.begin();
  for (const trial of trials) {
    for (const [at, name] of model.program.columns.entries()) interpreter.row[at] = trial[name] ?? missing;
    interpreter.run(model.program.trial);
  }
  const state = (name: string) => [...interpreter.stored(name)!];
  return { a: state("a")[0], v: state("v"), m: state("m") };
}

describe("vectors", () => {
  it("meet by the names of their dimensions, whatever their order", () => {
    const model = lowered("m = positions(three) * 10 + positions(two)");
    expect(run(model, [{}]).m).toEqual([0, 10, 20, 1, 11, 21]);
  });

  it("are read and written by element, by part and as a whole", () => {
    const model = lowered(
      "m = positions(three)\nm[choice] = v\nm[:, place] = -1\nv[place] = v[place] + m[0, 2 - place]",
    );
    const { m, v } = run(model, [{ choice: 1, place: 2 }]);
    expect(m).toEqual([0, 1, -1, 10, 11, -1]);
    expect(v).toEqual([10, 11, 12]);
    expect(run(model, [{ choice: 0, place: 0 }]).v).toEqual([22, 11, 12]);
  });

  it("are computed whole before any element is written", () => {
    expect(run(lowered("v = v - v[1]"), [{}]).v).toEqual([-1, 0, 1]);
    expect(run(lowered("v = v / sum(v)"), [{}]).v).toEqual([10 / 33, 11 / 33, 12 / 33]);
    expect(run(lowered("v[place] = v[place] * v[1]"), [{ place: 1 }]).v).toEqual([10, 121, 12]);
  });

  it("are reduced along one dimension or all", () => {
    const model = lowered(
      "m = positions(three) * (1 + positions(two))\nv = maximum(m, two) - sum(m, two)\na = mean(m)",
    );
    expect(run(model, [{}])).toMatchObject({ v: [0, -1, -2], a: 1.5 });
  });

  it("give softmax and logSumExp without overflow", () => {
    const model = lowered("big = 1000 * positions(three)\nv = softmax(big)\na = logSumExp(big)");
    expect(run(model, [{}])).toMatchObject({ v: [0, 0, 1], a: 2000 });
  });

  it("change the name of a dimension", () => {
    const model = lowered("table = along(v, three, again) - v\nv = table[0]\na = sum(table)");
    expect(run(model, [{}])).toMatchObject({ v: [0, -1, -2], a: 0 });
  });

  it("are stacked, filled and picked", () => {
    const model = lowered("pair = stack(two, p, 3)\nm = fill(7, two, three)\nm[1, 1] = sum(pair * indicator(choice))");
    expect(run(model, [{ choice: 0 }]).m).toEqual([7, 7, 7, 7, 2, 7]);
    expect(run(model, [{ choice: 1 }]).m[4]).toBe(3);
  });
});

describe("numbers", () => {
  it.each([
    ["2 + 3 * 4 ^ 2 / 8 - -1", 9],
    ["2 ^ 3 ^ 2", 512],
    ["p ^ -2", 0.25],
    ["power(p, 0.5) - sqrt(p)", 0],
    ["1 < 2 and not (3 == 4) or 0", 1],
    ["select(p > 1, 5, 6)", 5],
    ["min(3, 1, 2) + max(1, p) + clip(9, 0, 4)", 7],
    ["mod(-1, 3) + floor(2.7) + abs(-4)", 8],
    ["logistic(logOdds(0.3)) + normalCumulative(0) + 0 * pi", 0.8],
    ["size(three) + sum(positions(three))", 6],
    ["requirePositive(p) + product(positions(three) + 1)", 8],
  ])("%s", (text, value) => {
    expect(run(lowered(`a = ${text}`), [{}]).a).toBeCloseTo(value, 12);
  });

  it("that must be positive end the model's range", () => {
    expect(run(lowered("a = requirePositive(p)"), [{}], -1).a).toBe(missing);
  });
});

describe("missing values", () => {
  it("skip what reads them, and what follows from that", () => {
    const model = lowered("error = x - a\na = a + error / 2\nv[place] = error");
    expect(run(model, [{ x: 4, place: 0 }, { place: 1 }, { x: missing }])).toMatchObject({ a: 2, v: [4, 11, 12] });
    expect(run(model, [{ x: 4 }])).toMatchObject({ a: 2, v: [10, 11, 12] });
  });

  it("are asked for by present, within and and select too", () => {
    const model = lowered("a = a + select(present(x), x, 100)\nv[0] = present(y) and y > 1");
    expect(run(model, [{ x: 1 }, {}])).toMatchObject({ a: 101, v: [0, 11, 12] });
    expect(run(model, [{ x: 1, y: 2 }]).v[0]).toBe(1);
  });

  it("have the value of before where a name had one", () => {
    const model = lowered("seen = -1\nseen = x\na = a + seen");
    expect(run(model, [{ x: 5 }, {}]).a).toBe(4);
  });

  it("have a column's default", () => {
    const model = lowered("a = a + z\nv[0] = present(z)", "", "  z: {kind: number, default: 3}");
    expect(run(model, [{}, { z: 1 }])).toMatchObject({ a: 4, v: [1, 11, 12] });
  });

  it("keep conditions from holding", () => {
    const more = "  - when: x != 1\n    equations: a = a + 1";
    const model = lowered("v[0] = a", more);
    expect(run(model, [{ x: 2 }, {}, { x: 1 }]).a).toBe(1);
  });

  it("let a response count only where it is known", () => {
    const { program } = lowered("a = 0");
    const logs = interpret(program, rowsOf(program.columns, { choice: [0, missing, 1] }), [0]);
    expect([...logs]).toEqual([Math.log(0.5), 0, Math.log(0.5)]);
  });
});

describe("conditions", () => {
  it("on states that follow from the data alone", () => {
    const more = "  - when: a > 1\n    equations: v[0] = 99";
    expect(run(lowered("a = a + 1", more), [{}, {}, {}]).v[0]).toBe(99);
    expect(run(lowered("a = a + 1", more), [{}, {}]).v[0]).toBe(10);
  });

  it("may change a name that has a value before", () => {
    const more = "  - equations: gain = 1\n  - when: x > 0\n    equations: gain = 5";
    expect(run(lowered("a = a + gain", more), [{ x: 1 }, { x: -1 }, {}]).a).toBe(7);
  });
});
