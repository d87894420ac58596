import { describe, expect, it } from "vitest";
import * as double from "../../math/double.ts";
import { RandomSequence } from "../../math/random.ts";
import type { BehaviourProgram, UnaryOperator } from "../program.ts";
import { createLikelihood } from "./createLikelihood.ts";
import { binary, column, element, unary } from "./fixtures/models.ts";

const { MAX_VALUE, MIN_VALUE, NaN: NOT, NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number;
const special = [0, -0, 1, -1, 2, 0.5, NOT, NEGATIVE_INFINITY, POSITIVE_INFINITY, MAX_VALUE, -MAX_VALUE, MIN_VALUE];
const borders = [-708, -708.1, 709.78, 709.79, 2 ** -1022, 2 ** -1023, Math.SQRT1_2, Math.SQRT2, 30, -38, 1e8, -1e8];
const random = new RandomSequence([4, 4], 0, "arguments");
const some = Array.from({ length: 300 }, () => 20 * (random.uniform() - 0.5));
const sizes = Array.from(
  { length: 300 },
  () => 10 ** (600 * (random.uniform() - 0.5)) * (random.uniform() < 0.2 ? -1 : 1),
);
const first = [...special, ...borders, ...some, ...sizes];
const second = first.map((_, i) =>
  i % 3 === 0 ? Math.round(6 * random.uniform() - 3) : first[(i * 7) % first.length]!,
);

type Expression = ReturnType<typeof column>;

/** The expression's values for all arguments, computed by a kernel. */
async function compute(expression: Expression): Promise<number[]> {
  const program: BehaviourProgram = {
    id: "function",
    parameters: [],
    columns: ["x", "y"],
    arrays: [{ name: "result", size: 1 }],
    responses: ["x"],
    start: [],
    trial: [
      { kind: "store", array: 0, index: 0, value: expression },
      { kind: "logLikelihood", response: 0, value: element(0, 0) },
    ],
  };
  const trials = first.length;
  const rows = {
    subject: "s",
    trials,
    values: Float64Array.from([...first, ...second]),
    begins: new Uint8Array(trials),
  };
  const result = new Float64Array(trials);
  (await createLikelihood(program, [], [rows])).pointwise(0, new Float64Array(), result);
  return [...result];
}

describe("functions on two lanes", () => {
  const { power, complementaryErrorFunction: _, exponentialMinusOne: __, ...rest } = double;
  it.each(Object.entries(rest))("%s has the bits of the plain one", async (name, f) => {
    // Adding to 0, as the logarithm of a trial is, loses the sign of 0.
    expect(await compute(unary(name as UnaryOperator, column(0)))).toEqual(first.map((x) => 0 + f(x)));
  });

  it("power has the bits of the plain one", async () => {
    expect(await compute(binary("power", column(0), column(1)))).toEqual(first.map((x, i) => 0 + power(x, second[i]!)));
  });
});
