import { createLikelihood } from "../../src/fitting/kernel/createLikelihood.ts";
import { drawProgram, drawRows } from "../../src/fitting/kernel/fixtures/drawnProgram.ts";
import { fitted, qLearning, randomRows } from "../../src/fitting/kernel/fixtures/models.ts";
import * as double from "../../src/math/double.ts";
import { RandomSequence } from "../../src/math/random.ts";

/** Logarithms and gradients of likelihoods, and values of the functions in binary64, as text that keeps every bit. */
export async function likelihoodText(): Promise<string> {
  const random = new RandomSequence([3, 3], 0, "likelihoods");
  const lines = [
    await line(
      qLearning,
      random,
      randomRows("s", 150, () => random.uniform()),
    ),
  ];
  for (let seed = 1; seed <= 20; seed++) {
    const program = drawProgram(new RandomSequence([seed, 5], 0, "programs"), true);
    lines.push(await line(program, random, drawRows(random, 20)));
  }
  const { power, ...functions } = double;
  // A bundler lists the names of a module in another order.
  for (const [name, f] of Object.entries(functions).sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(`${name} ${Array.from({ length: 50 }, () => f(8 * random.uniform() - 2)).join(" ")}`);
  return lines.join("\n");
}

async function line(
  program: Parameters<typeof createLikelihood>[0],
  random: RandomSequence,
  rows: Parameters<typeof createLikelihood>[2][number],
): Promise<string> {
  const parameters = program.parameters.map((name) => fitted(name, 0, 1));
  const likelihood = await createLikelihood(program, parameters, [rows]);
  const result = new Float64Array(2 * (1 + parameters.length));
  likelihood.evaluate(
    0,
    Float64Array.from({ length: 2 * parameters.length }, () => random.uniform()),
    result,
  );
  return [...result].join(" ");
}
