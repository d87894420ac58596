import { describe, expect, it } from "vitest";
import { RandomSequence } from "../../math/random.ts";
import { interpret } from "../model/interpret.ts";
import { createLikelihood } from "./createLikelihood.ts";
import { drawProgram, drawRows } from "./fixtures/drawnProgram.ts";
import { differencesOf, gradientOf, logarithmOf } from "./fixtures/judge.ts";
import { fitted } from "./fixtures/models.ts";

const parameters = ["a", "b", "c"].map((name) => fitted(name, -2, 2));

async function compare(seed: number, smooth: boolean) {
  const random = new RandomSequence([seed, 2], 0, "programs");
  const program = drawProgram(random, smooth);
  const rows = drawRows(random, 12);
  const vectors = [0, 1].map(() => parameters.map(() => 2 * random.uniform() - 1));
  const likelihood = await createLikelihood(program, parameters, [rows]);
  const result = new Float64Array(8);
  likelihood.evaluate(
    0,
    Float64Array.from({ length: 6 }, (_, i) => vectors[i % 2]![i >> 1]!),
    result,
  );
  const byTrial = new Float64Array(rows.trials);
  likelihood.pointwise(0, Float64Array.from(vectors[1]!), byTrial);
  expect(byTrial).toEqual(interpret(program, rows, vectors[1]!));
  return vectors.map((vector, lane) => {
    expect(result[lane]).toBe(logarithmOf(program, rows, vector));
    const gradient = parameters.map((_, i) => result[2 + 2 * i + lane]!);
    expect(gradient).toEqual(gradientOf(program, rows, vector));
    return { gradient, differences: smooth ? differencesOf(program, rows, vector) : null };
  });
}

describe("compiled random programs", () => {
  it("have the interpreter's bits, with every operator", async () => {
    let finite = 0;
    for (let seed = 1; seed <= 80; seed++)
      for (const { gradient } of await compare(seed, false)) finite += gradient.every(Number.isFinite) ? 1 : 0;
    // Programs that only give NaN would prove nothing.
    expect(finite).toBeGreaterThan(50);
  }, 60_000);

  it("have the gradient of differences where they are smooth", async () => {
    let checked = 0;
    for (let seed = 1; seed <= 50; seed++)
      for (const { gradient, differences } of await compare(seed, true))
        for (const [i, value] of gradient.entries()) {
          const difference = differences![i]!;
          // Where the numbers overflow, or a missing value was read.
          if (!Number.isFinite(value) || !Number.isFinite(difference)) continue;
          expect(
            Math.abs(value - difference) / Math.max(1, Math.abs(value)),
            `program ${seed}, parameter ${i}`,
          ).toBeLessThan(1e-7);
          checked++;
        }
    expect(checked).toBeGreaterThan(100);
  }, 60_000);
});
