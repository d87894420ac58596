import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import { type AreaFile, defineModel, lowerModel, type ModelFile } from "../src/spec/index.ts";

const one = { unit: "1" } as const;
const receptor = { modulator: "dopamine", status: "chosen", source: "test" } as const;

interface Chemistry {
  readonly area: AreaFile;
  readonly targets?: NonNullable<ModelFile["modulators"]>[string]["targets"];
  readonly receptors?: ModelFile["receptors"];
  readonly step?: string;
  readonly firing?: string;
}

/** One nucleus with the given firing (another one that fires tonically), one area. */
function model({ area, targets, receptors, step, firing }: Chemistry): ModelFile {
  const rate = { rate: { ...one, initial: 1 } };
  return {
    neohebb: "model/1",
    name: "chemistry",
    version: 1,
    summary: "A modulator in one area.",
    step: step ?? "1 ms",
    inputs: { cue: { size: 2, ...one }, reward: one, burst: one },
    body: { stimuli: "cue", reward: "reward" },
    modulators: { dopamine: { ...(targets ? { targets } : {}) } },
    ...(receptors ? { receptors } : {}),
    nuclei: {
      ventralTegmentalArea: { modulator: "dopamine", variables: rate, equations: `rate = ${firing ?? "1 + burst"}` },
      locusCoeruleus: { modulator: "dopamine", variables: rate, equations: "rate = 1" },
    },
    areas: { striatum: area },
  };
}

/** Values of `variable` after 1, 2, … steps with these inputs. */
async function course(
  chemistry: Chemistry,
  inputs: Readonly<Record<string, number>>,
  variable: string,
  steps: number,
  backend: "wasm" | "interpreter" = "wasm",
): Promise<number[]> {
  const { program } = lowerModel(defineModel(model(chemistry)));
  const simulation = await createSimulation(program, { subjects: [0], seed: [1, 2], backend });
  simulation.initialise();
  for (const [name, value] of Object.entries(inputs)) simulation.write(name, 0, [value]);
  return Array.from({ length: steps }, () => {
    simulation.step(0);
    return simulation.read(variable, 0)[0]!;
  });
}

async function settled(...[chemistry, inputs, variable]: [Chemistry, Record<string, number>, string]): Promise<number> {
  return (await course(chemistry, inputs, variable, 20_000)).at(-1)!;
}

const release = { ventralTegmentalArea: 1 };
const saturable: Chemistry = {
  area: {
    modulators: { dopamine: { lag: "100 ms", uptake: { maximum: 3, halfSaturation: 2 }, release } },
  },
  targets: ["transporter"],
};

// A relaxation in binary32 stops where its change in a step is below half a unit in the last place: about 10⁻⁴ here.
describe("saturable uptake", () => {
  it("follows the integrated Michaelis–Menten equation, better in proportion to the step", async () => {
    // K·ln(c) + c − 1 = −V·t/lag after release has stopped; solved for the time to reach c
    const time = (c: number) => ((1 - c - 2 * Math.log(c)) * 0.1) / 3;
    const error = async (milliseconds: number): Promise<number> => {
      const values = await course(
        { ...saturable, step: `${milliseconds} ms` },
        { burst: -1 },
        "striatum.dopamine",
        200 / milliseconds + 1,
      );
      // the first step still has the tonic release of the step before
      return Math.max(...values.slice(1).map((c, at) => Math.abs(time(c) - (at + 1) * milliseconds * 1e-3)));
    };
    const [coarse, fine] = [await error(2), await error(1)];
    expect(fine).toBeLessThan(0.0015);
    expect(coarse / fine).toBeGreaterThan(1.8);
    expect(coarse / fine).toBeLessThan(2.2);
  });

  it("is tonic at tonic firing, and above its maximum the concentration grows without limit", async () => {
    expect(await settled(saturable, {}, "striatum.dopamine")).toBe(1);
    expect(await settled(saturable, { burst: 1 }, "striatum.dopamine")).toBeCloseTo(4, 3); // R·K/(V − R)
    expect(await settled(saturable, { burst: 3 }, "striatum.dopamine")).toBeGreaterThan(100);
  });

  it("is inhibited competitively: the half saturation grows with the dose", async () => {
    for (const dose of [0.5, 1, 3])
      expect(await settled(saturable, { "transporter.dopamine": dose }, "striatum.dopamine")).toBeCloseTo(1 + dose, 3);
  });
});

describe("inhibitors of linear removal", () => {
  const chemistry: Chemistry = {
    area: { modulators: { dopamine: { lag: "100 ms", uptake: 0.75, enzyme: 0.25, release } } },
    targets: ["transporter", "enzyme"],
  };

  it("raise and prolong the concentration as the share of what they block", async () => {
    const removal = 0.75 / (1 + 2) + 0.25 / (1 + 1);
    const inputs = { "transporter.dopamine": 2, "enzyme.dopamine": 1 };
    const values = await course(chemistry, inputs, "striatum.dopamine", 500);
    values.forEach((value, at) => {
      const expected = 1 / removal + (1 - 1 / removal) * Math.exp(-(removal * (at + 1) * 1e-3) / 0.1);
      expect(value).toBeCloseTo(expected, 4);
    });
  });

  it("change nothing without a dose", async () => {
    expect(await settled(chemistry, {}, "striatum.dopamine")).toBe(1);
  });
});

describe("vesicles", () => {
  const chemistry: Chemistry = {
    area: {
      modulators: { dopamine: { lag: "1 ms", release, pool: { use: "0.5 1/s", refill: "2 s" } } },
    },
    targets: ["depletion"],
  };

  it("are used up by firing and refilled with their time constant", async () => {
    const rate = 4;
    const speed = 1 / 2 + 0.5 * rate;
    const end = (1 / 2 + 0.5) / speed;
    const filling = await course(chemistry, { burst: rate - 1 }, "striatum.ventralTegmentalAreaPool", 1001);
    filling.slice(1).forEach((value, at) => {
      expect(value).toBeCloseTo(end + (1 - end) * Math.exp(-speed * (at + 1) * 1e-3), 4);
    });
  });

  it("make the release of a burst less than proportional, and stay at 1 at tonic firing", async () => {
    expect(await settled(chemistry, {}, "striatum.dopamine")).toBeCloseTo(1, 5);
    expect(await settled(chemistry, { burst: 3 }, "striatum.dopamine")).toBeCloseTo((4 * 1) / 2.5, 4);
  });

  it("are fewer when depleted, slowly with a pool and at once without", async () => {
    const inputs = { "depletion.dopamine": 4 };
    expect(await settled(chemistry, inputs, "striatum.dopamine")).toBeCloseTo(0.2, 4);
    expect((await course(chemistry, inputs, "striatum.dopamine", 100)).at(-1)).toBeGreaterThan(0.9);
    const without: Chemistry = { ...chemistry, area: { modulators: { dopamine: { lag: "1 ms", release } } } };
    expect((await course(without, inputs, "striatum.dopamine", 100)).at(-1)).toBeCloseTo(0.2, 5);
  });
});

describe("co-release", () => {
  it("adds what the terminals of several nuclei release", async () => {
    const area: AreaFile = {
      modulators: { dopamine: { lag: "50 ms", release: { ventralTegmentalArea: 0.7, locusCoeruleus: 0.3 } } },
    };
    expect(await settled({ area }, {}, "striatum.dopamine")).toBeCloseTo(1, 6);
    expect(await settled({ area }, { burst: 2 }, "striatum.dopamine")).toBeCloseTo(0.7 * 3 + 0.3, 4);
  });
});

describe("an autoreceptor", () => {
  const receptors = { dopamineD2: { ...receptor, halfMaximalConcentration: 1 } };
  const gain = 2;
  const terminal = (lag?: string): Chemistry => ({
    receptors,
    area: {
      receptors: { dopamineD2: 1 },
      modulators: {
        dopamine: {
          lag: "50 ms",
          release,
          autoreceptor: { receptor: "dopamineD2", gain, ...(lag ? { lag } : {}) },
        },
      },
    },
  });
  /** Solution of c = r·max(0, 1 + gain·(rest − c/(1 + c)/(1 + dose))). */
  const solution = (rate: number, dose: number): number => {
    let [low, high] = [0, 20];
    for (let round = 0; round < 60; round++) {
      const c = (low + high) / 2;
      if (c < rate * Math.max(0, 1 + gain * (0.5 - c / (1 + c) / (1 + dose)))) low = c;
      else high = c;
    }
    return low;
  };

  it.each([undefined, "200 ms"])("restrains release to the solution of its equation (lag %s)", async (lag) => {
    for (const [burst, dose] of [
      [0, 0],
      [2, 0],
      [0, 3],
    ] as const)
      expect(await settled(terminal(lag), { burst, "antagonist.dopamineD2": dose }, "striatum.dopamine")).toBeCloseTo(
        solution(1 + burst, dose),
        4,
      );
    expect(solution(1, 0)).toBeCloseTo(1, 8);
    expect(solution(1, 3)).toBeGreaterThan(1.4);
  });

  it("on the nucleus is an equation that reads an area's occupancy", async () => {
    const chemistry: Chemistry = {
      receptors,
      firing: "max(0, 1 + burst + 2 * (resting(dopamineD2, striatum) - occupancy(dopamineD2, striatum)))",
      area: { receptors: { dopamineD2: 1 }, modulators: { dopamine: { lag: "50 ms", release } } },
    };
    const level = await settled(chemistry, { burst: 1 }, "striatum.dopamine");
    expect(level).toBeCloseTo(2 + 2 * (0.5 - level / (1 + level)), 4);
    expect(await settled(chemistry, { "antagonist.dopamineD2": 3 }, "striatum.dopamine")).toBeGreaterThan(1.4);
  });
});

describe("ligands of a receptor", () => {
  const all = ["agonist", "competitor", "slow"] as const;
  const chemistry = (hillCoefficient: number, ligands: readonly (typeof all)[number][] = all): Chemistry => ({
    receptors: {
      dopamineD2: { ...receptor, halfMaximalConcentration: 2, hillCoefficient, ligands: [...ligands] },
    },
    area: { receptors: { dopamineD2: 0.8 }, modulators: { dopamine: { lag: "10 ms", release } } },
  });
  const occupancy = "striatum.dopamineD2";

  it.each([1, 2, 1.5, 0.5])("change nothing without a dose (n = %s)", async (n) => {
    const expected = 0.8 / (1 + 2 ** n);
    for (const ligands of [[], ["agonist"], ["competitor"], ["slow"], all] as const)
      expect(await settled(chemistry(n, ligands), {}, occupancy)).toBeCloseTo(expected, 6);
  });

  it("compete as Gaddum's equation says", async () => {
    const inputs = { "agonist.dopamineD2": 3, "agonistEffect.dopamineD2": 0.9, "competitor.dopamineD2": 2 };
    expect(await settled(chemistry(1), inputs, occupancy)).toBeCloseTo((0.8 * (0.5 + 0.9)) / (1 + 0.5 + 3 + 2), 6);
  });

  it.each([1, 2, 1.5])("shift the curve to the right by 1 + competitor (Schild, n = %s)", async (n) => {
    const shifted = await settled(chemistry(n), { "competitor.dopamineD2": 3, burst: 7 }, occupancy);
    expect(shifted).toBeCloseTo(await settled(chemistry(n), { burst: 1 }, occupancy), 6);
  });

  it("raise activation if full agonists, and lower a high one if partial", async () => {
    const partial = { "agonist.dopamineD2": 20, "agonistEffect.dopamineD2": 5 };
    const full = { "agonist.dopamineD2": 20, "agonistEffect.dopamineD2": 20 };
    for (const n of [1, 2]) {
      const untreated = await settled(chemistry(n), { burst: 20 }, occupancy);
      expect(await settled(chemistry(n), { burst: 20, ...partial }, occupancy)).toBeLessThan(untreated);
      expect(await settled(chemistry(n), { burst: 20, ...full }, occupancy)).toBeGreaterThan(untreated);
      const low = { burst: -0.9 };
      expect(await settled(chemistry(n), { ...low, ...partial }, occupancy)).toBeGreaterThan(
        await settled(chemistry(n), low, occupancy),
      );
    }
  });

  it("that bind slowly approach and leave by their rates, and reach competitive equilibrium", async () => {
    const inputs = { "association.dopamineD2": 6, "dissociation.dopamineD2": 2 };
    const p = await course(chemistry(1), inputs, "striatum.dopamineD2Slow", 2000);
    const speed = 6 / 1.5 + 2;
    p.forEach((value, at) => {
      expect(value).toBeCloseTo((6 / 1.5 / speed) * (1 - Math.exp(-speed * (at + 1) * 1e-3)), 5);
    });
    // at equilibrium the same as a competitor of 3 dissociation constants
    expect(await settled(chemistry(1), inputs, occupancy)).toBeCloseTo((0.8 * 0.5) / (1 + 0.5 + 3), 5);
  });

  it("that bind very slowly lose no digits", async () => {
    const inputs = { "association.dopamineD2": 1.5e-4, "dissociation.dopamineD2": 1e-5 };
    const p = (await course(chemistry(1), inputs, "striatum.dopamineD2Slow", 20_000)).at(-1)!;
    const speed = 1e-4 + 1e-5;
    expect(p / ((1e-4 / speed) * (1 - Math.exp(-speed * 20)))).toBeCloseTo(1, 4);
  });
});

describe("densities of populations", () => {
  const area: AreaFile = {
    receptors: { dopamineD1: 0.4 },
    modulators: { dopamine: { lag: "10 ms", release } },
    populations: {
      direct: {
        size: 2,
        receptors: { dopamineD1: 0.9 },
        variables: { rate: one },
        equations: "rate = occupancy(dopamineD1)",
      },
      indirect: { size: 2, variables: { rate: one }, equations: "rate = occupancy(dopamineD1)" },
    },
  };
  const receptors = { dopamineD1: { ...receptor, halfMaximalConcentration: 1 } };

  it("hold for the population's own equations, the area's for the others", async () => {
    expect(await settled({ area, receptors }, { burst: 1 }, "striatum.direct.rate")).toBeCloseTo(0.6, 5);
    expect(await settled({ area, receptors }, { burst: 1 }, "striatum.indirect.rate")).toBeCloseTo(0.8 / 3, 5);
  });

  it("hold in projections onto the population, are held at rest with it, and can be recorded", () => {
    const projections: ModelFile["projections"] = Object.fromEntries(
      ["direct", "indirect"].map((target) => [
        `to${target}`,
        {
          source: "cue",
          target: `striatum.${target}`,
          variables: { weight: { ...one, plastic: true } },
          modulation: { gain: { effect: "gain", ...one, expression: "occupancy(dopamineD1)" } },
        },
      ]),
    );
    const source = defineModel({ ...model({ area, receptors }), projections });
    const gains = (frozen: Parameters<typeof lowerModel>[1]) =>
      lowerModel(source, frozen)
        .program.routines.find(({ name }) => name === "step")!
        .statements.filter(({ variable }) => variable.endsWith("modulation.gain"))
        .map(({ expression }) => (expression.kind === "read" ? expression.variable : expression));
    expect(gains({})).toEqual(["striatum.direct.dopamineD1", "striatum.dopamineD1"]);
    expect(gains({ frozen: [{ modulator: "dopamine" }] })).toEqual([
      { kind: "constant", value: 0.45 },
      { kind: "constant", value: 0.2 },
    ]);
    expect(lowerModel(source).signals).toContainEqual(
      expect.objectContaining({ variable: "striatum.direct.dopamineD1", kind: "occupancy", area: "striatum" }),
    );
  });
});

describe("all of it together", () => {
  it("has the same bits in WebAssembly and interpreter", async () => {
    const chemistry: Chemistry = {
      receptors: {
        dopamineD2: {
          ...receptor,
          halfMaximalConcentration: 1,
          hillCoefficient: 1.5,
          ligands: ["agonist", "competitor", "slow"],
        },
      },
      targets: ["transporter", "enzyme", "depletion"],
      area: {
        receptors: { dopamineD2: 0.7 },
        modulators: {
          dopamine: {
            lag: "100 ms",
            uptake: { maximum: 2, halfSaturation: 1.5 },
            enzyme: 0.2,
            release,
            pool: { use: "0.2 1/s", refill: "5 s" },
            autoreceptor: { receptor: "dopamineD2", gain: 1, lag: "50 ms" },
          },
        },
      },
    };
    const inputs = {
      burst: 2,
      "transporter.dopamine": 0.5,
      "enzyme.dopamine": 0.3,
      "depletion.dopamine": 0.2,
      "agonist.dopamineD2": 0.4,
      "agonistEffect.dopamineD2": 0.1,
      "competitor.dopamineD2": 0.6,
      "association.dopamineD2": 0.7,
      "dissociation.dopamineD2": 0.8,
    };
    for (const variable of ["striatum.dopamine", "striatum.dopamineD2"])
      expect(await course(chemistry, inputs, variable, 300, "interpreter")).toEqual(
        await course(chemistry, inputs, variable, 300),
      );
  });
});
