import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rowsOf } from "./fixtures/rows.ts";
import { IndexError, interpret } from "./interpret.ts";
import { lowerBehaviour } from "./lowerBehaviour.ts";
import { defineBehaviour } from "./readBehaviour.ts";

const bundled = (name: string) =>
  readFileSync(new URL(`../../../models/behaviour/${name}.yaml`, import.meta.url), "utf8");
const qLearning = defineBehaviour(bundled("q-learning"), "q-learning.yaml");
const sizes = new Map([["option", 2]]);

describe("the interpreter", () => {
  const { program } = lowerBehaviour(qLearning, sizes);
  const [rate, temperature] = [0.3, 2.5];

  it("gives Q-learning's probabilities as computed by hand", () => {
    const rows = rowsOf(program.columns, { choice: [0, 0, 1, 0], outcome: [1, 0, 1, 1] });
    const p = interpret(program, rows, [rate, temperature]);
    // Values before each trial: (0, 0), (0.3, 0), (0.21, 0), (0.21, 0.3).
    const logistic = (x: number) => 1 / (1 + Math.exp(-x));
    const byHand = [0, 0.3, -0.21, -0.09].map((difference) => Math.log(logistic(temperature * difference)));
    for (const [trial, value] of byHand.entries()) expect(p[trial]).toBeCloseTo(value, 14);
  });

  it("counts nothing where the choice is missing, and learns nothing where the outcome is", () => {
    const missing = Number.NaN;
    const rows = rowsOf(program.columns, { choice: [0, missing, 0, 0], outcome: [1, 1, missing, 1] });
    const p = interpret(program, rows, [rate, temperature]);
    expect(p[1]).toBe(0);
    expect(p[2]).toBe(p[3]);
    expect(p[2]).toBeCloseTo(Math.log(1 / (1 + Math.exp(-temperature * 0.3))), 14);
  });

  it("starts anew where a run begins", () => {
    const rows = rowsOf(program.columns, { choice: [0, 0, 0], outcome: [1, 1, 1] }, [2]);
    const p = interpret(program, rows, [rate, temperature]);
    expect(p[2]).toBe(p[0]);
    expect(p[1]).not.toBe(p[0]);
  });

  it("stays finite whatever the temperature, as far as a number can be written", () => {
    const rows = rowsOf(program.columns, { choice: [0, 1], outcome: [1, 1] });
    const p = interpret(program, rows, [1, 1e5]);
    expect(p[1]).toBe(-1e5);
  });

  it("refuses an element that there is not, with subject and trial", () => {
    const rows = rowsOf(program.columns, { choice: [0, 2], outcome: [1, 1] });
    expect(() => interpret(program, rows, [rate, temperature])).toThrow(IndexError);
    expect(() => interpret(program, rows, [rate, temperature])).toThrow(/subject one, trial 2: .* no element 2/u);
  });
});
