import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/createSimulation.ts";
import { lowerModel, readModel } from "../src/spec/index.ts";

/** Value of x at a time, with the equation, start and method given, in steps of some milliseconds. */
async function valueAt(
  equation: string,
  { start = 0, integration = "euler", step = 10, time = 1, extra = "" }: Readonly<Partial<Setting>>,
): Promise<number> {
  const text = `
neohebb: model/1
name: equation
version: 1
summary: One differential equation.
step: ${step} ms
integration: ${integration}
inputs: {cue: {size: 1, unit: "1"}, reward: {unit: "1"}}
areas:
  area:
    variables: {x: {unit: "1", initial: ${start}}, y: {unit: "1", initial: 0}}
    equations: |
      ${extra}
      d x/dt = ${equation}
body: {stimuli: cue, reward: reward}
`;
  const { program } = lowerModel(readModel("equation.yaml", () => text));
  const simulation = await createSimulation(program, { subjects: [0], seed: [1, 0], backend: "interpreter" });
  simulation.initialise();
  simulation.step(0, Math.round(time / program.step));
  return simulation.read("area.x", 0)[0]!;
}

interface Setting {
  readonly start: number;
  readonly integration: "euler" | "exponential";
  /** ms */
  readonly step: number;
  readonly time: number;
  readonly extra: string;
}

/** Order at which the distance from the exact value shrinks, from steps of 40, 20 and 10 ms. */
async function order(equation: string, exact: number, setting: Partial<Setting>): Promise<number[]> {
  const errors: number[] = [];
  for (const step of [40, 20, 10]) errors.push(Math.abs((await valueAt(equation, { ...setting, step })) - exact));
  return [Math.log2(errors[0]! / errors[1]!), Math.log2(errors[1]! / errors[2]!)];
}

/** Rounding of binary32: half a unit in the last place of numbers near 1, for each of a hundred steps. */
const rounding = 100 * 2 ** -24;

describe("euler", () => {
  it.each([
    ["relaxation", "(2 - x) / 500 ms", 2 - 2 * Math.exp(-2), 0],
    ["growth", "x / 1 s", Math.E, 1],
    ["logistic growth", "x * (1 - x) / 200 ms", 1 / (1 + 9 * Math.exp(-5)), 0.1],
    ["a square", "-x ^ 2 / 500 ms", 1 / 3, 1],
  ])("is of first order: %s", async (_, equation, exact, start) => {
    for (const found of await order(equation, exact, { start })) {
      expect(found).toBeGreaterThan(0.85);
      expect(found).toBeLessThan(1.15);
    }
  });

  it("comes to the closed form of its own recursion", async () => {
    const value = await valueAt("-x / 500 ms", { start: 1 });
    expect(Math.abs(value - 0.98 ** 100)).toBeLessThan(rounding);
  });
});

describe("exponential", () => {
  it.each([5, 10, 50, 250, 1000])("is exact for a relaxation at any step: %d ms", async (step) => {
    const setting = { start: 1, integration: "exponential", step } as const;
    expect(Math.abs((await valueAt("-x / 100 ms", setting)) - Math.exp(-10))).toBeLessThan(rounding);
    expect(Math.abs((await valueAt("(3 - x) / 500 ms", setting)) - (3 - 2 * Math.exp(-2)))).toBeLessThan(4 * rounding);
  });

  it("is of first order where the aim moves", async () => {
    // Aim y = 1 - exp(-t / 1 s), itself exact; x' = (y - x) / 500 ms has x = 1 - 2 exp(-t) + exp(-2 t).
    const setting = { integration: "exponential", extra: "d y/dt = (1 - y) / 1 s" } as const;
    const exact = 1 - 2 * Math.exp(-1) + Math.exp(-2);
    for (const found of await order("(y - x) / 500 ms", exact, setting)) {
      expect(found).toBeGreaterThan(0.85);
      expect(found).toBeLessThan(1.15);
    }
  });

  it("is euler where the equation is no relaxation", async () => {
    const [one, other] = [
      await valueAt("x * (1 - x) / 200 ms", { start: 0.1, integration: "exponential" }),
      await valueAt("x * (1 - x) / 200 ms", { start: 0.1 }),
    ];
    expect(one).toBe(other);
  });
});

describe("concentrations", () => {
  it.each([1, 10, 100])("follow a change of firing exactly at any step: %d ms", async (step) => {
    const text = `
neohebb: model/1
name: release
version: 1
summary: One modulator.
step: ${step} ms
inputs: {cue: {size: 1, unit: "1"}, reward: {unit: "1"}}
modulators: {dopamine: {label: DA}}
nuclei: {ventralTegmentalArea: {modulator: dopamine, variables: {rate: {unit: "1", initial: 1}}, equations: rate = 1 + reward}}
areas: {area: {modulators: {dopamine: {lag: 150 ms, release: {ventralTegmentalArea: 1}}}}}
body: {stimuli: cue, reward: reward}
`;
    const { program } = lowerModel(readModel("release.yaml", () => text));
    const simulation = await createSimulation(program, { subjects: [0], seed: [1, 0], backend: "interpreter" });
    simulation.initialise();
    simulation.write("reward", 0, [2]);
    // The nucleus fires in the first step; release follows its rate of the step before.
    simulation.step(0, 1 + 300 / step);
    const value = simulation.read("area.dopamine", 0)[0]!;
    expect(Math.abs(value - (3 - 2 * Math.exp(-2)))).toBeLessThan(300 * 2 ** -23);
  });
});

describe("slow ligands", () => {
  it("bind and leave to the fourth order of the step", async () => {
    // At tonic dopamine, half of which is half-maximal: p' = 12/s (1 - p) / 1.5 - 2/s p, so p = 0.8 (1 - exp(-10 t / 1 s)).
    const errors: number[] = [];
    for (const step of [100, 50, 25]) {
      const text = `
neohebb: model/1
name: binding
version: 1
summary: One receptor.
step: ${step} ms
inputs: {cue: {size: 1, unit: "1"}, reward: {unit: "1"}}
modulators: {dopamine: {label: DA}}
receptors: {dopamineD2: {modulator: dopamine, halfMaximalConcentration: 2, status: chosen, source: test, ligands: [slow]}}
nuclei: {ventralTegmentalArea: {modulator: dopamine, variables: {rate: {unit: "1", initial: 1}}, equations: rate = 1}}
areas: {area: {receptors: {dopamineD2: 1}, modulators: {dopamine: {lag: 150 ms, release: {ventralTegmentalArea: 1}}}}}
body: {stimuli: cue, reward: reward}
`;
      const { program } = lowerModel(readModel("binding.yaml", () => text));
      const simulation = await createSimulation(program, { subjects: [0], seed: [1, 0], backend: "interpreter" });
      simulation.initialise();
      simulation.write("association.dopamineD2", 0, [12]);
      simulation.write("dissociation.dopamineD2", 0, [2]);
      simulation.step(0, 200 / step);
      errors.push(Math.abs(simulation.read("area.dopamineD2Slow", 0)[0]! - 0.8 * (1 - Math.exp(-2))));
    }
    for (const [at, error] of errors.slice(1).entries()) {
      const found = Math.log2(errors[at]! / error);
      expect(found).toBeGreaterThan(3.6);
      expect(found).toBeLessThan(4.6);
    }
  });
});
