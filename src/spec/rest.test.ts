import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/createSimulation.ts";
import type { Simulation } from "../engine/simulation.ts";
import { routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { ModelFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";

const one = { unit: "1" } as const;
const base: ModelFile = {
  neohebb: "model/1",
  name: "example",
  version: 1,
  summary: "A model.",
  step: "20 ms",
  inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: {
    tau: { value: "4 s", status: "chosen", source: "test" },
    hours: { value: "3 h", status: "chosen", source: "test" },
    spread: { value: "2 s", status: "chosen", source: "test", scatter: 0.3 },
  },
};
const area = (equations: string, names: readonly string[], on: Record<string, string> = {}): ModelFile => ({
  ...base,
  areas: { a: { variables: Object.fromEntries(names.map((name) => [name, one])), equations, on } },
});
const lowered = (file: ModelFile) => lowerModel(defineModel(file));
const rest = (equations: string, names: readonly string[] = ["x", "y"]): string[] =>
  routine(lowered(area(equations, names)).program, "rest");

const step = (time: string, of = "a.x"): string => `exponential(negate(divide(elapsed, ${time})))`.replace("a.x", of);
const towards = (target: string, time: string): string =>
  `a.x = add(a.x, multiply(subtract(${target}, a.x), subtract(1, ${step(time)})))`;

describe("what is carried over an interval without steps", () => {
  it("is every relaxation towards what it is drawn to now", () => {
    expect(rest("d x/dt = (reward - x) / tau")).toEqual([towards("reward", "4")]);
    expect(rest("d x/dt = -x / tau")).toEqual([towards("0", "4")]);
    expect(rest("d x/dt = (2 * y + reward - x) / tau")).toEqual([towards("add(multiply(2, a.y), reward)", "4")]);
  });

  it("is so however the decay is written, and if several equations together make it", () => {
    const free = "divide(reward, 4)";
    const decay = "0.25";
    const solved = `a.x = add(a.x, multiply(subtract(divide(${free}, ${decay}), a.x), subtract(1, exponential(negate(multiply(${decay}, elapsed))))))`;
    expect(rest("d x/dt = reward / tau - x / tau")).toEqual([solved]);
    expect(rest("d x/dt = reward / tau\nd x/dt = -x / tau")).toEqual([solved]);
    expect(rest("d x/dt = 0.25 1/s * (reward - x)")).toHaveLength(1);
    expect(rest("d x/dt = reward * 1 1/s - 0.5 1/s * x - x / tau")).toHaveLength(1);
  });

  it("is nothing that is no decay: growth, products, accumulation, assignments", () => {
    for (const equations of [
      "d x/dt = x / tau",
      "d x/dt = y * x / tau",
      "d x/dt = -x * x / tau",
      "d x/dt = reward / tau",
      "d x/dt = (reward - max(x, 0)) / tau",
      "x = 0.9 * x",
      "x = reward",
      "d x/dt = -x / tau\nx = reward",
    ])
      expect(rest(equations), equations).toEqual([]);
  });

  it("takes random terms by their mean", () => {
    expect(rest("d x/dt = (0.5 * normal() + uniform() - x) / tau")).toEqual([towards("0.5", "4")]);
  });

  it("leaves a decay whose time constant is not positive alone, where it may differ", () => {
    expect(rest("d x/dt = -x / spread")[0]).toMatch(/^a\.x = select\(less\(0, spread\), .*, a\.x\)$/u);
  });

  it("says what is closed, held and left to the author, and leaves out what is computed anew", () => {
    const file = area("d x/dt = -x / tau\nd y/dt = -y / tau\nz = z + x\nnow = x", ["x", "y", "z", "now"], {
      offline: "y = y / 2",
    });
    const { rest: description, program } = lowered(file);
    expect(description).toEqual({ event: "rest", input: "elapsed", closed: ["a.x"], held: ["a.z"], authored: ["a.y"] });
    expect(routine(program, "rest").map((line) => line.split(" ")[0])).toEqual(["a.x"]);
    expect(lowered(area("x = reward", ["x"])).rest).toBeNull();
  });

  it("computes what several decays share once a subject", () => {
    const lines = rest("d x/dt = (reward - x) / tau\nd y/dt = -y / tau");
    expect(lines).toEqual([
      `rest.share1 = subtract(1, ${step("4")})`,
      "a.x = add(a.x, multiply(subtract(reward, a.x), rest.share1))",
      "a.y = add(a.y, multiply(subtract(0, a.y), rest.share1))",
    ]);
    const { rest: description } = lowered(area("d x/dt = -x / tau\nd y/dt = -y / tau", ["x", "y"]));
    expect(description).toMatchObject({ closed: ["a.x", "a.y"], held: [] });
  });

  it("is no event that a model may declare or write for", () => {
    const problems = (file: ModelFile): string[] => checkModel(defineModel(file)).map(formatIssue);
    expect(problems({ ...area("", ["x"]), events: ["rest"] })).toEqual([expect.stringContaining("on: offline")]);
    expect(problems(area("", ["x"], { rest: "x = 1" }))).toEqual([expect.stringContaining('unknown event "rest"')]);
  });
});

/** A circuit with slow quantities of every kind; nothing in it is faster than the interval but settled. */
const slow: ModelFile = {
  ...base,
  modulators: { dopamine: { targets: ["transporter"] }, serotonin: {} },
  receptors: {
    d2: {
      modulator: "dopamine",
      halfMaximalConcentration: 0.5,
      status: "chosen",
      source: "test",
      ligands: ["slow"],
    },
  },
  nuclei: {
    vta: { modulator: "dopamine", variables: { rate: { unit: "1", initial: 1 } } },
    raphe: { modulator: "serotonin", variables: { rate: { unit: "1", initial: 1 } } },
  },
  areas: {
    a: {
      receptors: { d2: 1 },
      modulators: {
        dopamine: {
          lag: "200 ms",
          uptake: { maximum: 3, halfSaturation: 2 },
          release: { vta: 1 },
        },
        serotonin: { lag: "300 ms", release: { raphe: 1 }, pool: { use: "0.02 1/s", refill: "20 s" } },
      },
      variables: { level: one },
      equations: "d level/dt = (concentration(serotonin) - level) / hours",
      populations: {
        u: { size: 3, variables: { rate: one, past: one }, equations: "d past/dt = (rate - past) / hours" },
      },
    },
  },
  projections: {
    p: {
      source: "a.u",
      target: "a.u",
      variables: {
        weight: { unit: "1", initial: 1, plastic: true },
        tag: { unit: "1", initial: "0.2 * (1 + pre.index)" },
      },
      equations: "d tag/dt = (0.1 * pre.rate - tag) / hours\nweight = weight + 0 * tag",
      at: { post: { variables: { kept: { unit: "1", initial: 2 } }, equations: "d kept/dt = -kept / spread" } },
    },
  },
};

/** The same with an autoreceptor: the slow ligand changes dopamine, and dopamine changes how fast the ligand binds. */
const coupled: ModelFile = structuredClone(slow);
Object.assign(coupled.areas!.a!.modulators!.dopamine!, { autoreceptor: { receptor: "d2", gain: 0.5, lag: "1 s" } });

/**
 * Largest distance between rest and steps over all variables, relative to values above 1.
 *
 * @param pieces - Rests into which the interval is cut.
 * @param after - Length of the steps after it, in which fast quantities follow slow ones (s).
 */
async function distance(file: ModelFile, seconds: number, pieces = 1, after = 0): Promise<number> {
  const { program } = lowered(file);
  const make = async (): Promise<Simulation> => {
    const simulation = await createSimulation(program, { subjects: [0, 1, 2, 3], seed: [3, 0] });
    simulation.initialise();
    for (let subject = 0; subject < 4; subject++) {
      simulation.write("association.d2", subject, [2e-4]);
      simulation.write("dissociation.d2", subject, [1e-4]);
      simulation.write("a.u.rate", subject, [0, 0.5, 1]);
    }
    simulation.step(0, 60 / program.step);
    return simulation;
  };
  const [stepped, rested] = [await make(), await make()];
  stepped.step(0, seconds / program.step);
  for (let subject = 0; subject < 4; subject++) rested.write("elapsed", subject, [seconds / pieces]);
  for (let piece = 0; piece < pieces; piece++) rested.fire("rest", 0);
  for (const simulation of [stepped, rested]) simulation.step(0, after / program.step);
  let largest = 0;
  for (const { name, role } of program.variables)
    for (let subject = 0; role === "state" && !name.startsWith("rest.") && subject < 4; subject++) {
      const [a, b] = [stepped.read(name, subject), rested.read(name, subject)];
      for (const [place, value] of a.entries())
        largest = Math.max(largest, Math.abs(value - b[place]!) / Math.max(1, Math.abs(value)));
    }
  return largest;
}

describe.each(["euler", "exponential"] as const)("rest beside steps (%s)", (integration) => {
  it("stays within 1 in 1,000 over 10 s and over 6 h where all is slow or settled", async () => {
    expect(await distance({ ...slow, integration }, 10)).toBeLessThan(1e-3);
    expect(await distance({ ...slow, integration }, 6 * 3600)).toBeLessThan(1e-3);
  });

  it("stays within 3 in 100 over 6 h where slow quantities draw on one another, and comes nearer in pieces", async () => {
    const whole = await distance({ ...coupled, integration }, 6 * 3600, 1, 10);
    const pieces = await distance({ ...coupled, integration }, 6 * 3600, 24, 10);
    expect(whole).toBeLessThan(0.03);
    expect(pieces).toBeLessThan(whole / 4);
  });
});

describe("rest of saturable removal", () => {
  it("ends where steps end, from far away", async () => {
    const far = structuredClone(slow);
    Object.assign(far.areas!.a!.modulators!.dopamine!, {
      uptake: { maximum: 3, halfSaturation: 2 },
      enzyme: 0.2,
      release: { vta: 2.5 },
    });
    const { program } = lowered(far);
    const [stepped, rested] = await Promise.all(
      [0, 1].map(() => createSimulation(program, { subjects: [0], seed: [3, 0] })),
    );
    for (const simulation of [stepped!, rested!]) simulation.initialise();
    stepped!.step(0, 600 / program.step);
    rested!.write("elapsed", 0, [600]);
    rested!.fire("rest", 0);
    const [a] = stepped!.read("a.dopamine", 0);
    const [b] = rested!.read("a.dopamine", 0);
    expect(a).toBeGreaterThan(3);
    expect(Math.abs(a! / b! - 1)).toBeLessThan(1e-5);
  });
});
