import { describe, expect, it } from "vitest";
import { digits, routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { AreaFile, ModelFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";

const rate = { rate: { unit: "1", initial: 1 } } as const;
const receptor = { modulator: "DA", status: "chosen", source: "test" } as const;
const make = (area: AreaFile, more: Partial<ModelFile> = {}): ModelFile => ({
  neohebb: "model/1",
  name: "example",
  version: 1,
  summary: "A model.",
  step: "20 ms",
  inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: { affinity: { value: 4, status: "chosen", source: "test", scatter: 0.1 } },
  modulators: { dopamine: { label: "DA" }, serotonin: { label: "5-HT" } },
  receptors: {
    dopamineD1: { ...receptor, label: "D1", halfMaximalConcentration: 4 },
    dopamineD2: { ...receptor, label: "D2", halfMaximalConcentration: "affinity", hillCoefficient: 2 },
    dopamineD3: { ...receptor, halfMaximalConcentration: 1, hillCoefficient: 1.5 },
  },
  nuclei: {
    ventralTegmentalArea: { label: "VTA", modulator: "dopamine", variables: rate },
    substantiaNigra: { label: "SNc", modulator: "dopamine", variables: rate },
  },
  areas: { a: area },
  ...more,
});
const step = (area: AreaFile): string[] => routine(lowerModel(defineModel(make(area))).program, "step");
const problems = (area: AreaFile, more: Partial<ModelFile> = {}): string[] =>
  checkModel(defineModel(make(area, more))).map(formatIssue);
const dopamine = { lag: "100 ms", release: { VTA: 1 } };

describe("concentrations", () => {
  it("relax exactly towards release and basal level over uptake", () => {
    const share = digits(1 - Math.exp((-2 * 0.02) / 0.1));
    expect(
      step({ modulators: { DA: { lag: "100 ms", uptake: 2, basal: 0.5, release: { VTA: 0.5, SNc: 1 } } } }),
    ).toEqual([
      `a.dopamine = add(a.dopamine, multiply(subtract(divide(add(add(multiply(0.5, ventralTegmentalArea.rate), substantiaNigra.rate), 0.5), 2), a.dopamine), ${share}))`,
    ]);
  });

  it("follow at once without a lag", () => {
    expect(step({ modulators: { dopamine: { lag: "0 ms", release: { VTA: 1 } } } })).toEqual([
      "a.dopamine = add(a.dopamine, subtract(ventralTegmentalArea.rate, a.dopamine))",
    ]);
  });

  it("that do not settle at 1 at tonic firing give a warning", () => {
    expect(problems({ modulators: { dopamine: { lag: "100 ms", release: { VTA: 0.5 } } } })).toEqual([
      "example: areas.a.modulators.dopamine: warning: at tonic firing dopamine in a settles away from its tonic level (expected (release + basal)/uptake = 1, got 0.5)",
    ]);
  });

  it.each([
    [{ lag: "100 mV", release: { VTA: 1 } }, "a lag is a time"],
    [{ lag: "100 ms", uptake: 0, release: { VTA: 1 } }, "the value is out of range (expected more than 0, got 0)"],
    [{ lag: "100 ms", release: { VTA: -1 } }, "the value is out of range (expected at least 0, got -1)"],
    [{ lag: "100 ms", release: { VTA: "1 s" } }, "wrong unit (expected 1, got s)"],
    [{ lag: "100 ms", release: { LC: 1 } }, 'unknown nucleus "LC"'],
  ])("%j is refused", (entry, message) => {
    expect(problems({ modulators: { dopamine: entry } })).toContainEqual(expect.stringContaining(message));
  });
});

describe("uptake, vesicles and autoreceptors", () => {
  const D2 = { receptors: { D2: 1 } };
  const targeted = (targets: ("transporter" | "enzyme" | "depletion")[]): Partial<ModelFile> => ({
    modulators: { dopamine: { label: "DA", targets }, serotonin: {} },
  });
  const lines = (area: AreaFile, more: Partial<ModelFile> = {}): string[] =>
    routine(lowerModel(defineModel(make(area, more))).program, "step");

  it("that saturates is taken at the concentration of the step before", () => {
    const uptake = { maximum: 3, halfSaturation: 2 };
    const removal = "divide(3, add(2, a.dopamine))";
    expect(lines({ modulators: { dopamine: { lag: "100 ms", uptake, release: { VTA: 1 } } } })[0]).toContain(
      `subtract(divide(ventralTegmentalArea.rate, ${removal}), a.dopamine)`,
    );
    const blocked = lines(
      { modulators: { dopamine: { lag: "100 ms", uptake, release: { VTA: 1 } } } },
      targeted(["transporter"]),
    );
    expect(blocked[0]).toContain("divide(3, add(multiply(2, add(1, transporter.dopamine)), a.dopamine))");
  });

  it("create inputs for drugs only where the model says so", () => {
    const inputs = (more: Partial<ModelFile>): string[] =>
      lowerModel(defineModel(make({}, more)))
        .program.variables.filter(({ role }) => role === "input")
        .map(({ name, unit }) => `${name} ${unit}`);
    const usual = ["cue.value 1", "reward 1", "elapsed s"];
    const antagonists = [1, 2, 3].map((number) => `antagonist.dopamineD${number} 1`);
    expect(inputs({})).toEqual([...usual, ...antagonists]);
    const D1 = { ...receptor, halfMaximalConcentration: 4, ligands: ["agonist", "competitor", "slow"] as const };
    const more = { receptors: { dopamineD1: { ...D1, ligands: [...D1.ligands] } }, parameters: {} };
    expect(inputs({ ...targeted(["transporter", "enzyme", "depletion"]), ...more })).toEqual([
      ...usual,
      "transporter.dopamine 1",
      "enzyme.dopamine 1",
      "depletion.dopamine 1",
      "antagonist.dopamineD1 1",
      "agonist.dopamineD1 1",
      "agonistEffect.dopamineD1 1",
      "competitor.dopamineD1 1",
      "association.dopamineD1 1/s",
      "dissociation.dopamineD1 1/s",
    ]);
  });

  it.each<[AreaFile, string]>([
    [
      { modulators: { dopamine: { lag: "0 ms", uptake: { maximum: 2, halfSaturation: 1 }, release: { VTA: 1 } } } },
      "the lag must be longer than 0 s here (expected more than 0 s)",
    ],
    [
      { modulators: { dopamine: { ...dopamine, uptake: { maximum: 2, halfSaturation: 0 } } } },
      "the value is out of range (expected more than 0, got 0)",
    ],
    [
      { modulators: { dopamine: { ...dopamine, uptake: { maximum: 3, halfSaturation: 1 } } } },
      "warning: at tonic firing dopamine in a settles away from its tonic level (expected (release + basal)/uptake = 1, got 0.666667)",
    ],
    [{ modulators: { dopamine: { ...dopamine, pool: { use: "1 s", refill: "1 s" } } } }, "wrong unit"],
    [
      { modulators: { dopamine: { ...dopamine, autoreceptor: { receptor: "D2", gain: 1 } } } },
      'area "a" has no receptor "dopamineD2"; give its density under areas.a.receptors',
    ],
    [
      {
        ...D2,
        modulators: {
          dopamine,
          serotonin: { lag: "1 s", basal: 1, release: { VTA: 0 }, autoreceptor: { receptor: "D2", gain: 1 } },
        },
      },
      '"dopamineD2" is no autoreceptor of serotonin (expected a receptor for serotonin, got one for dopamine)',
    ],
    [
      { ...D2, modulators: { dopamine: { ...dopamine, autoreceptor: { receptor: "D2", gain: -1 } } } },
      "the value is out of range (expected at least 0, got -1)",
    ],
  ])("%j is told of", (area, message) => {
    expect(problems(area)).toContainEqual(expect.stringContaining(message));
  });

  it("take the first word of a drug's input from the names", () => {
    expect(problems({}, { ...targeted(["enzyme"]), areas: { enzyme: {} } })).toContainEqual(
      expect.stringContaining('"enzyme" is the name of an input of drugs and of an area'),
    );
  });
});

describe("co-release", () => {
  const nuclei = (corelease?: string[]): Partial<ModelFile> => ({
    nuclei: {
      ventralTegmentalArea: { label: "VTA", modulator: "dopamine", variables: rate },
      dorsalRaphe: { modulator: "serotonin", variables: rate, ...(corelease ? { corelease } : {}) },
    },
  });
  const area = { modulators: { dopamine: { lag: "1 s", release: { VTA: 0.75, dorsalRaphe: 0.25 } } } };

  it("of another modulator must be declared by the nucleus", () => {
    expect(problems(area, nuclei())).toEqual([
      expect.stringContaining('nucleus "dorsalRaphe" does not release dopamine (expected dopamine, got serotonin)'),
    ]);
    expect(problems(area, nuclei(["DA"]))).toEqual([]);
    expect(problems(area, nuclei(["DB"]))[0]).toContain('unknown modulator "DB"; did you mean "DA"?');
  });
});

describe("occupancies", () => {
  const occupancy = (name: string): string | undefined =>
    step({ receptors: { D1: 1, D2: 0.5, dopamineD3: 1 }, modulators: { dopamine } }).find((text) =>
      text.startsWith(`a.${name} =`),
    );

  it("follow the Hill equation and the antagonist", () => {
    expect(occupancy("dopamineD1")).toBe(
      "a.dopamineD1 = divide(divide(a.dopamine, add(a.dopamine, 4)), add(1, antagonist.dopamineD1))",
    );
    expect(occupancy("dopamineD2")).toBe(
      "a.dopamineD2 = divide(multiply(0.5, divide(multiply(a.dopamine, a.dopamine), add(multiply(a.dopamine, a.dopamine), multiply(affinity, affinity)))), add(1, antagonist.dopamineD2))",
    );
    expect(occupancy("dopamineD3")).toContain("exponential(multiply(1.5, logarithm(maximum(a.dopamine, 1e-12))))");
  });

  it("of two areas are told apart, and the resting value needs neither drug nor firing", () => {
    const areas: ModelFile["areas"] = {
      a: {
        receptors: { D1: 0.5 },
        modulators: { dopamine },
        variables: { x: { unit: "1" } },
        equations: "x = occupancy(D1) - resting(dopamineD1, b) + concentration(DA, b)",
      },
      b: {
        label: "BB",
        receptors: { D1: 1 },
        modulators: { dopamine },
        variables: { x: { unit: "1" } },
        equations: "x = a.dopamine + occupancy(D1, a)",
      },
    };
    expect(routine(lowerModel(defineModel(make({}, { areas }))).program, "step").slice(4)).toEqual([
      "a.x = add(subtract(a.dopamineD1, 0.2), b.dopamine)",
      "b.x = add(a.dopamine, a.dopamineD1)",
    ]);
  });

  it("are held at rest in a frozen modulation only, wherever they are read from", () => {
    const areas: ModelFile["areas"] = {
      a: {
        receptors: { D1: 0.5, D2: 1 },
        modulators: { dopamine },
        definitions: { drive: { unit: "1", expression: "occupancy(D1) + concentration(dopamine)" } },
        populations: { u: { size: 2, variables: { rate: { unit: "1" } }, equations: "rate = drive" } },
      },
    };
    const projections: ModelFile["projections"] = {
      p: {
        source: "cue",
        target: "a.u",
        variables: { weight: { unit: "1", plastic: true } },
        modulation: {
          first: { effect: "gain", unit: "1", expression: "drive" },
          second: { effect: "timing", unit: "1", expression: "a.dopamineD1" },
        },
      },
    };
    const model = defineModel(make({}, { areas, projections }));
    const lines = (frozen: Parameters<typeof lowerModel>[1]): string[] =>
      routine(lowerModel(model, frozen).program, "step");
    expect(lines({ frozen: [{ modulator: "dopamine", effect: "gain" }] })).toEqual(
      expect.arrayContaining([
        "a.u.rate = add(a.dopamineD1, a.dopamine)",
        "p.modulation.first = 1.1",
        "p.modulation.second = a.dopamineD1",
      ]),
    );
    expect(lines({ frozen: [{ modulator: "dopamine" }] })).toEqual(
      expect.arrayContaining(["p.modulation.first = 1.1", "p.modulation.second = 0.1"]),
    );
    expect(lines({ frozen: [{ modulator: "serotonin" }] })).toEqual(lines({}));
    expect(lowerModel(model).projections[0]?.modulations).toEqual([
      { name: "first", effect: "gain", modulators: ["dopamine"] },
      { name: "second", effect: "timing", modulators: ["dopamine"] },
    ]);
  });
});

describe("events and records", () => {
  const one = { unit: "1" } as const;
  const area: AreaFile = {
    label: "AA",
    variables: { x: one },
    equations: "x = 1",
    on: { outcome: "x = reward", trialStart: ["x = 0", "x = x + 1"] },
    populations: {
      u: { size: 2, variables: { rate: one }, on: { outcome: "rate = x; rate = rate * 2" }, activity: "maximum(rate)" },
      w: { size: 2, variables: { rate: one } },
    },
  };

  it("become masked routines in the order of a step", () => {
    const { program } = lowerModel(defineModel(make(area, { events: ["outcome", "choice"] })));
    expect(program.routines.map(({ name, masked }) => [name, masked])).toEqual([
      ["initialise", false],
      ["step", false],
      ["trialStart", true],
      ["outcome", true],
    ]);
    expect(routine(program, "outcome")).toEqual(["a.x = reward", "a.u.rate = a.x", "a.u.rate = multiply(a.u.rate, 2)"]);
    expect(routine(program, "trialStart")).toEqual(["a.x = 0", "a.x = add(a.x, 1)"]);
    expect(problems(area)).toEqual([
      'example: areas.a.on.outcome: unknown event "outcome"; declare it under events',
      'example: areas.a.populations.u.on.outcome: unknown event "outcome"; declare it under events',
    ]);
  });

  it("record the areas' activity and what the file asks for", () => {
    const model = lowerModel(defineModel(make(area, { events: ["outcome"], record: ["AA.x"] })));
    expect(routine(model.program, "step").at(-1)).toBe(
      "a.activity = divide(add(maximum[a.u 0+2](a.u.rate), mean[a.w 0+2](a.w.rate)), 2)",
    );
    expect(model.signals.at(-1)).toEqual({
      variable: "a.x",
      label: "AA x",
      kind: "activity",
      area: "a",
      modulator: null,
      receptor: null,
      unit: "1",
    });
    expect(problems(area, { events: ["outcome"], record: ["a.u.rate", "a.y", "reward"] })).toEqual([
      'example: record[0]: "a.u.rate" does not suit here (expected a quantity with one value a subject)',
      'example: record[1]: unknown name "a.y"; did you mean "a.x"?',
      'example: record[2]: "reward" does not suit here (expected a quantity with one value a subject)',
    ]);
  });

  it("take the action from a population, with a threshold that is the same in all subjects", () => {
    const body = (threshold: string | number): ModelFile["body"] => ({
      stimuli: "cue",
      reward: "reward",
      action: { variable: "a.w.rate", threshold },
    });
    expect(lowerModel(defineModel(make(area, { events: ["outcome"], body: body("1 / 4")! }))).body.action).toEqual({
      variable: "a.w.rate",
      threshold: 0.25,
    });
    expect(problems(area, { events: ["outcome"], body: body("affinity")! })).toEqual([
      expect.stringContaining("the threshold must be the same in all subjects"),
    ]);
    expect(problems(area, { events: ["outcome"], body: body("1 s")! })).toEqual([
      expect.stringContaining("(expected 1, got s)"),
    ]);
  });
});

describe("random draws", () => {
  const area = (equations: string): AreaFile => ({ variables: { x: { unit: "1" }, y: { unit: "1" } }, equations });

  it("have streams of their own, stable when other equations are added", () => {
    const [first] = step(area("x = normal()"));
    const both = step(area("y = normal() + normal()\nx = normal()"));
    expect(both[1]).toBe(first);
    const streams = both.join(" ").match(/normal\((\d+)\)/gu);
    expect(new Set(streams).size).toBe(3);
  });

  it("may be numbered, and the same number is the same draw", () => {
    expect(step(area("x = normal(5) - normal(5)"))).toEqual(["a.x = subtract(normal(5), normal(5))"]);
  });

  it("in a definition are one draw wherever it is used", () => {
    const [text] = step({
      ...area("x = noise - noise"),
      definitions: { noise: { unit: "1", expression: "normal()" } },
    });
    expect(text).toMatch(/^a\.x = subtract\(normal\((\d+)\), normal\(\1\)\)$/u);
  });
});
