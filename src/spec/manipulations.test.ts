import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import type { Simulation } from "../engine/simulation.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { Manipulations } from "./manipulations.ts";
import { defineModel } from "./modelSource.ts";

const rate = { unit: "1", initial: 1 } as const;
const source = defineModel({
  neohebb: "model/1",
  name: "manipulated",
  version: 1,
  summary: "Two areas, two nuclei, a projection between populations.",
  step: "20 ms",
  inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" }, drive: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: { gain: { value: 2, status: "chosen", source: "test" } },
  modulators: { dopamine: { label: "DA" }, serotonin: { label: "5-HT" } },
  receptors: {
    dopamineD1: { label: "D1", modulator: "dopamine", halfMaximalConcentration: 1, status: "chosen", source: "test" },
  },
  nuclei: {
    midbrain: {
      modulator: "dopamine",
      variables: { rate: { ...rate }, slow: { unit: "1", initial: 1 } },
      equations: "d rate/dt = (1 + drive - rate) / 100 ms\nd slow/dt = (rate - slow) / 1 s",
    },
    raphe: { modulator: "serotonin", variables: { rate: { ...rate } }, equations: "rate = 1 + 0 * midbrain.rate" },
  },
  areas: {
    cortex: {
      receptors: { D1: 0.5 },
      modulators: {
        dopamine: { lag: "100 ms", uptake: 1, release: { midbrain: 1 } },
        serotonin: { lag: "100 ms", uptake: { maximum: 3, halfSaturation: 2 }, release: { raphe: 1 } },
      },
      variables: { total: { unit: "1" } },
      equations: "total = sum(cells.rate)",
      populations: {
        cells: {
          size: 10,
          variables: { rate: { unit: "1", initial: 1 } },
          equations: "d rate/dt = (gain + 0.1 * index - rate) / 100 ms",
        },
      },
    },
    striatum: {
      receptors: { D1: 0.8 },
      modulators: {
        dopamine: {
          lag: "100 ms",
          uptake: 0.5,
          enzyme: 0.5,
          release: { midbrain: 1 },
          pool: { use: "0.1 1/s", refill: "5 s" },
        },
      },
      populations: {
        cells: { size: 3, variables: { drive: { unit: "1" }, rate: { unit: "1" } }, equations: "rate = drive" },
      },
    },
  },
  projections: {
    corticostriatal: {
      source: "cortex.cells",
      target: "striatum.cells",
      into: "drive",
      variables: { weight: { unit: "1", initial: 1, plastic: true }, trace: { unit: "1" } },
      equations: "trace = pre.rate",
    },
  },
});

type Write = Readonly<Record<string, number>>;

/** Runs four subjects for some seconds and gives a reader of the third one. */
async function run(manipulations: Manipulations | undefined, inputs: Write = {}, seconds = 20): Promise<Simulation> {
  const { program } = lowerModel(source, manipulations ? { manipulations } : {});
  const options = { subjects: [0, 1, 2, 3], seed: [7, 0] } as const;
  const made = await Promise.all([
    createSimulation(program, options),
    createSimulation(program, { ...options, backend: "interpreter" }),
  ]);
  for (const simulation of made) {
    simulation.initialise();
    for (const [name, value] of Object.entries(inputs))
      for (let place = 0; place < 4; place++) simulation.write(name, place, [value]);
    simulation.step(0, Math.round(seconds / 0.02));
  }
  const [generated, plain] = made as [Simulation, Simulation];
  for (const { name } of program.variables) expect(generated.read(name, 2), name).toEqual(plain.read(name, 2));
  return generated;
}

const one = (simulation: Simulation, variable: string, place = 2) => simulation.read(variable, place)[0]!;

describe("a model that nothing is done to", () => {
  it("is lowered to the same program", () => {
    expect(lowerModel(source, { manipulations: {} })).toEqual(lowerModel(source));
  });
});

describe("lost cells", () => {
  it("are exactly the share that was asked for, other ones in each subject, and more of them include the fewer", async () => {
    const simulation = await run({ cells: [{ of: "cortex.cells", share: 0.3 }] });
    const survival = [0, 1, 2, 3].map((place) => [...simulation.read("cortex.cells.survival", place)]);
    for (const own of survival) expect(own.filter((cell) => cell === 0).length).toBe(3);
    expect(new Set(survival.map(String)).size).toBeGreaterThan(2);
    const more = await run({ cells: [{ of: "cortex.cells", share: 0.6 }] });
    survival.forEach((own, place) => {
      const later = more.read("cortex.cells.survival", place);
      own.forEach((cell, unit) => {
        if (cell === 0) expect(later[unit]).toBe(0);
      });
    });
  });

  it("of a share that is no whole number come out right on average", async () => {
    const { program } = lowerModel(source, { manipulations: { cells: [{ of: "striatum.cells", share: 0.5 }] } });
    const subjects = Array.from({ length: 400 }, (_, subject) => subject);
    const simulation = await createSimulation(program, { subjects, seed: [7, 0] });
    simulation.initialise();
    const left = subjects.map((place) => simulation.read("striatum.cells.survival", place).reduce((a, b) => a + b));
    expect(new Set(left)).toEqual(new Set([1, 2]));
    expect(left.reduce((a, b) => a + b) / 400).toBeCloseTo(1.5, 1);
  });

  it("are silent: their rates are 0 and their targets get less", async () => {
    const [intact, lesioned] = [await run(undefined), await run({ cells: [{ of: "cortex.cells", share: 0.3 }] })];
    const survival = lesioned.read("cortex.cells.survival", 2);
    const rates = intact.read("cortex.cells.rate", 2).map((value, unit) => value * survival[unit]!);
    expect(lesioned.read("cortex.cells.rate", 2)).toEqual(rates);
    const sum = rates.reduce((a, b) => a + b);
    expect(one(lesioned, "cortex.total")).toBeCloseTo(sum, 4);
    expect(one(lesioned, "striatum.cells.rate")).toBeCloseTo(sum, 4);
    expect(one(intact, "striatum.cells.rate")).toBeGreaterThan(sum + 5);
    const gone = await run({ cells: [{ of: "cortex.cells", share: 1 }] });
    expect(one(gone, "striatum.cells.rate")).toBe(0);
  });

  it("stay silent over intervals without steps, and light and lost terminals hold there too", async () => {
    const manipulations: Manipulations = {
      cells: [{ of: "cortex.cells", share: 0.3 }],
      terminals: [{ of: "midbrain", area: "cortex", share: 0.5 }],
      light: [{ of: "midbrain", area: null }],
    };
    const simulation = await run(manipulations, { "excitation.midbrain": 1, elapsed: 3600 });
    const before = simulation.read("cortex.cells.rate", 2);
    simulation.fire("rest", 0);
    expect(simulation.read("cortex.cells.rate", 2).map((value) => Math.sign(value))).toEqual(
      simulation.read("cortex.cells.survival", 2),
    );
    expect(simulation.read("cortex.cells.rate", 2)[0]).toBeCloseTo(before[0]!, 3);
    expect(one(simulation, "midbrain.rate")).toBeCloseTo(2, 4);
    expect(one(simulation, "cortex.dopamine")).toBeCloseTo(1, 4);
  });

  it("of a nucleus release nothing anywhere, those that are left fire as before", async () => {
    const simulation = await run({ cells: [{ of: "midbrain", share: 0.75 }] });
    expect(one(simulation, "midbrain.rate")).toBeCloseTo(1, 5);
    expect(one(simulation, "cortex.dopamine")).toBeCloseTo(0.25, 5);
    expect(one(simulation, "striatum.dopamine")).toBeCloseTo(0.25, 5);
    expect(one(simulation, "cortex.serotonin")).toBeCloseTo(1, 5);
  });
});

describe("lost terminals", () => {
  it("of a nucleus are lost in their area alone", async () => {
    const simulation = await run({ terminals: [{ of: "midbrain", area: "striatum", share: 0.9 }] });
    expect(one(simulation, "striatum.dopamine")).toBeCloseTo(0.1, 5);
    expect(one(simulation, "cortex.dopamine")).toBeCloseTo(1, 5);
  });

  it("of a projection no longer transmit", async () => {
    const [intact, cut] = [
      await run({}),
      await run({ terminals: [{ of: "corticostriatal", area: null, share: 0.5 }] }),
    ];
    expect(one(cut, "striatum.cells.rate")).toBeCloseTo(one(intact, "striatum.cells.rate") / 2, 4);
  });
});

describe("light", () => {
  const somata: Manipulations = { light: [{ of: "midbrain", area: null }] };
  it("on a nucleus adds to its firing or takes a share of it, whatever its equations do", async () => {
    const inputs = ["excitation.midbrain", "inhibition.midbrain"] as const;
    const excited = await run(somata, { [inputs[0]]: 3, drive: 1 });
    expect(one(excited, "midbrain.rate")).toBeCloseTo(5, 4);
    expect(one(excited, "midbrain.rateByInputs")).toBeCloseTo(2, 4);
    expect(one(excited, "midbrain.slow")).toBeCloseTo(5, 4);
    expect(one(excited, "cortex.dopamine")).toBeCloseTo(5, 4);
    const inhibited = await run(somata, { [inputs[1]]: 0.8, drive: 1 });
    expect(one(inhibited, "midbrain.rate")).toBeCloseTo(0.4, 4);
    expect(one(await run(somata, { [inputs[1]]: 3 }), "midbrain.rate")).toBe(0);
  });

  it("that is off changes no bit", async () => {
    const [dark, intact] = [await run(somata, { drive: 0.3 }), await run(undefined, { drive: 0.3 })];
    for (const { name } of intact.program.variables) expect(dark.read(name, 1), name).toEqual(intact.read(name, 1));
  });

  it("reaches the cells of a population that carry the opsin", async () => {
    const light = [{ of: "cortex.cells", area: null, share: 0.4 }];
    const simulation = await run({ light }, { "inhibition.cortex.cells": 1 });
    const rates = [...simulation.read("cortex.cells.rate", 2)];
    expect(rates.filter((own) => own === 0).length).toBe(4);
    expect([...simulation.read("cortex.cells.opsin", 2)].map((own) => (own === 1 ? 0 : 1))).toEqual(
      rates.map((own) => (own === 0 ? 0 : 1)),
    );
  });

  it("on terminals stays in their area and spares the somata", async () => {
    const light = [{ of: "midbrain", area: "striatum" }];
    const lit = await run({ light }, { "inhibition.midbrain.striatum": 1 });
    expect(one(lit, "midbrain.rate")).toBeCloseTo(1, 5);
    expect(one(lit, "striatum.dopamine")).toBeCloseTo(0, 5);
    expect(one(lit, "cortex.dopamine")).toBeCloseTo(1, 5);
    // Vesicles that are not released fill up, those that are get fewer.
    expect(one(lit, "striatum.midbrainPool")).toBeGreaterThan(1.3);
    const more = await run({ light }, { "excitation.midbrain.striatum": 2 });
    expect(one(more, "striatum.midbrainPool")).toBeLessThan(0.7);
  });

  it("on the terminals of a projection changes what they transmit and what their synapses see", async () => {
    const light = [{ of: "corticostriatal", area: null }];
    const lit = await run({ light }, { "inhibition.corticostriatal": 0.5 });
    const intact = await run(undefined);
    expect(one(lit, "striatum.cells.rate")).toBeCloseTo(one(intact, "striatum.cells.rate") / 2, 4);
    expect(lit.read("corticostriatal.trace", 2)[3]).toBeCloseTo(intact.read("cortex.cells.rate", 2)[3]! / 2, 5);
    expect(lit.read("cortex.cells.rate", 2)).toEqual(intact.read("cortex.cells.rate", 2));
  });

  it("comes on top of deep-brain stimulation, which holds the output at its mean", async () => {
    const stimulation = [{ of: "midbrain", window: 5 }];
    const held = await run({ stimulation }, { "stimulation.midbrain": 0.75, drive: 4 }, 0.5);
    const free = await run({ stimulation }, { drive: 4 }, 0.5);
    expect(one(free, "midbrain.rate")).toBe(one(await run(undefined, { drive: 4 }, 0.5), "midbrain.rate"));
    const [mean, byInputs] = [one(held, "midbrain.rateMean"), one(held, "midbrain.rateByInputs")];
    expect(byInputs).toBeGreaterThan(mean + 2);
    expect(one(held, "midbrain.rate")).toBeCloseTo(mean + 0.25 * (byInputs - mean), 5);
  });
});

describe("receptors, transporters, enzymes and synthesis", () => {
  it("change with their number, everywhere or in an area", async () => {
    const half = await run({ densities: [{ receptor: "dopamineD1", area: "cortex", factor: 0.5 }] });
    expect(one(half, "cortex.dopamineD1")).toBeCloseTo(0.125, 6);
    expect(one(half, "striatum.dopamineD1")).toBeCloseTo(0.4, 6);
    const none = await run({ densities: [{ receptor: "dopamineD1", area: null, factor: 0 }] });
    expect(one(none, "striatum.dopamineD1")).toBe(0);
  });

  it("remove less when there are fewer of them", async () => {
    const fewer = (modulator: string, by: "transporter" | "enzyme", factor: number): Manipulations => ({
      removals: [{ modulator, by, area: null, factor }],
    });
    const transporter = await run(fewer("dopamine", "transporter", 0.5));
    expect(one(transporter, "cortex.dopamine")).toBeCloseTo(2, 4);
    const enzyme = await run(fewer("dopamine", "enzyme", 0));
    expect(one(enzyme, "cortex.dopamine")).toBeCloseTo(1, 5);
    expect(one(enzyme, "striatum.dopamine")).toBeCloseTo(2, 4);
    // Half of the transporters: 1 = 1.5·c/(2 + c).
    expect(one(await run(fewer("serotonin", "transporter", 0.5)), "cortex.serotonin")).toBeCloseTo(4, 3);
  });

  it("make less of a modulator", async () => {
    const depleted = await run({ synthesis: [{ modulator: "dopamine", area: null, factor: 0.2 }] }, {}, 60);
    expect(one(depleted, "cortex.dopamine")).toBeCloseTo(0.2, 5);
    expect(one(depleted, "striatum.midbrainPool")).toBeCloseTo(0.2, 4);
  });
});

describe("drugs for which a model has no inputs of its own", () => {
  it("raise synthesis in the terminals that are left, and release from them without firing", async () => {
    const asked: Manipulations = {
      targets: { dopamine: ["synthesis", "efflux"] },
      terminals: [{ of: "midbrain", area: "cortex", share: 0.5 }],
    };
    expect(one(await run(asked, { "synthesis.dopamine": 1 }), "cortex.dopamine")).toBeCloseTo(1, 5);
    expect(one(await run(asked, { "synthesis.dopamine": -3 }), "cortex.dopamine")).toBeCloseTo(0, 5);
    const leaking = await run(asked, { "efflux.dopamine": 3 });
    expect(one(leaking, "cortex.dopamine")).toBeCloseTo(0.5 + 1.5, 5);
    expect(one(leaking, "striatum.dopamine")).toBeCloseTo(4, 4);
  });

  it("bind as agonists, and reach one area alone where they are put", async () => {
    const asked: Manipulations = {
      ligands: { dopamineD1: ["agonist"] },
      local: [{ input: "antagonist.dopamineD1", area: "cortex" }],
    };
    const blocked = await run(asked, { "antagonist.dopamineD1.cortex": 3, "antagonist.dopamineD1": 1 });
    expect(one(blocked, "cortex.dopamineD1")).toBeCloseTo(0.25 / 5, 6);
    expect(one(blocked, "striatum.dopamineD1")).toBeCloseTo(0.4 / 2, 6);
    const bound = await run(asked, { "agonist.dopamineD1": 2, "agonistEffect.dopamineD1": 2 });
    expect(one(bound, "striatum.dopamineD1")).toBeCloseTo((0.8 * 3) / 4, 6);
  });
});

describe("a trait", () => {
  it("moves each subject's parameter by its z, the same for all parameters of the trait", async () => {
    const { program } = lowerModel(source, {
      manipulations: { traits: [{ parameter: "gain", trait: "anxiety", slope: 0.25 }] },
    });
    const subjects = Array.from({ length: 400 }, (_, subject) => subject);
    const simulation = await createSimulation(program, { subjects, seed: [7, 0] });
    simulation.initialise();
    const z = subjects.map((place) => (simulation.read("gain", place)[0]! / 2 - 1) / 0.25);
    const mean = z.reduce((a, b) => a + b) / 400;
    expect(Math.abs(mean)).toBeLessThan(0.15);
    expect(z.reduce((sum, own) => sum + (own - mean) ** 2, 0) / 400).toBeCloseTo(1, 0);
  });
});

describe("names of manipulations", () => {
  it.each<[Manipulations, string]>([
    [
      { cells: [{ of: "cortex.cell", share: 1 }] },
      'the model has no population or nucleus "cortex.cell"; did you mean "cortex.cells"?',
    ],
    [
      { densities: [{ receptor: "dopamineD2", area: null, factor: 1 }] },
      'the model has no receptor "dopamineD2"; did you mean "dopamineD1"?',
    ],
    [{ light: [{ of: "midbrain", area: "striatm" }] }, 'the model has no area "striatm"; did you mean "striatum"?'],
    [
      { traits: [{ parameter: "gian", trait: "a", slope: 1 }] },
      'the model has no parameter "gian"; did you mean "gain"?',
    ],
  ])("%j is told of", (manipulations, message) => {
    expect(checkModel(source, { manipulations }).map(formatIssue).join("\n")).toContain(message);
  });
});
