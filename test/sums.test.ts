import { describe, expect, it } from "vitest";
import { createSimulation, type Program, type SimulationOptions } from "../src/engine/index.ts";
import { RandomSequence } from "../src/math/random.ts";

/** Unit roundoff of binary32. */
const u = 2 ** -24;

function sumProgram(size: number): Program {
  const over = { population: "pre", from: 0, count: size };
  const subject = { kind: "subject" } as const;
  const rest = { storage: "subject", recorded: false, unit: "1" } as const;
  const read = (variable: string, at: "own" | "pre") => ({ kind: "read", variable, at }) as const;
  const product = {
    kind: "binary",
    operator: "multiply",
    left: read("weight", "own"),
    right: read("rate", "pre"),
  } as const;
  return {
    name: "sums",
    step: 0.02,
    populations: [
      { name: "pre", size },
      { name: "post", size: 1 },
    ],
    projections: [
      { name: "p", source: over, target: { population: "post", from: 0, count: 1 }, connection: "all-to-all" },
    ],
    variables: [
      { name: "rate", domain: { kind: "population", population: "pre" }, role: "input", ...rest },
      { name: "weight", domain: { kind: "projection", projection: "p" }, role: "input", ...rest },
      { name: "sum", domain: subject, role: "state", ...rest },
      { name: "mean", domain: subject, role: "state", ...rest },
      { name: "drive", domain: { kind: "population", population: "post" }, role: "state", ...rest },
    ],
    routines: [
      { name: "initialise", masked: false, statements: [] },
      {
        name: "step",
        masked: false,
        statements: [
          ...(["sum", "mean"] as const).map((operator) => ({
            variable: operator,
            expression: {
              kind: "reduce",
              operator,
              over,
              body: { kind: "read", variable: "rate", at: "own" },
            } as const,
            origin: operator,
          })),
          { variable: "drive", expression: { kind: "gather", projection: "p", body: product }, origin: "drive" },
        ],
      },
    ],
  };
}

/** Numbers that are hard to add up, in single precision. */
const hard: readonly (readonly [string, (place: number, random: RandomSequence) => number])[] = [
  ["equal", () => 0.1],
  ["positive", (_, random) => random.uniform()],
  ["of both signs", (_, random) => random.normal()],
  ["growing", (place) => 1.01 ** (place % 2000)],
  ["shrinking", (place) => 0.99 ** (place % 2000)],
  ["cancelling", (place) => (place % 2 === 0 ? 1e4 : -1e4) + 0.3],
  ["of all sizes", (_, random) => random.normal() * 10 ** (random.integer(12) - 6)],
];

const backends: readonly NonNullable<SimulationOptions["backend"]>[] = ["wasm", "interpreter"];

describe.each(backends)("sums in single precision (%s)", (backend) => {
  it.each(hard)("of numbers that are %s stay within n·u of their absolute sum", async (_, draw) => {
    for (const size of [1, 2, 7, 64, 1000]) {
      const simulation = await createSimulation(sumProgram(size), { subjects: [1], seed: [1, 1], backend });
      const random = new RandomSequence([size, 5], 0, "sums");
      const numbers = (of: typeof draw) => Float32Array.from({ length: size }, (__, place) => of(place, random));
      const [rates, weights] = [numbers(draw), numbers((__, drawing) => drawing.normal())];
      simulation.write("rate", 0, rates);
      simulation.write("weight", 0, weights);
      simulation.initialise();
      simulation.step(0);
      const add = (terms: readonly number[]) => terms.reduce((total, term) => total + term, 0);
      const absolute = (terms: readonly number[]) => add(terms.map(Math.abs));
      const error = (variable: string, exact: number) => Math.abs(simulation.read(variable, 0)[0]! - exact);
      // Subnormal rounding adds less than 2⁻¹⁴⁹ an operation; binary64 itself errs by less than n·2⁻⁵³.
      const slack = 1 + 1e-6;
      const plain = Array.from(rates);
      const products = plain.map((rate, place) => rate * weights[place]!);
      expect(error("sum", add(plain))).toBeLessThanOrEqual(slack * (size - 1) * u * absolute(plain));
      expect(error("mean", add(plain) / size)).toBeLessThanOrEqual((slack * size * u * absolute(plain)) / size);
      expect(error("drive", add(products))).toBeLessThanOrEqual(slack * size * u * absolute(products) + 1e-40);
    }
  });

  it("really lose digits, so that the bound says something", async () => {
    const size = 1000;
    const simulation = await createSimulation(sumProgram(size), { subjects: [1], seed: [1, 1], backend });
    simulation.write("rate", 0, new Float32Array(size).fill(0.1));
    simulation.initialise();
    simulation.step(0);
    const exact = size * Math.fround(0.1);
    const error = Math.abs(simulation.read("sum", 0)[0]! - exact);
    expect(error).toBeGreaterThan(2 * u * exact);
    expect(error).toBeLessThan((size - 1) * u * exact);
  });
});
