import { describe, expect, it } from "vitest";
import { routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import type { LowerOptions } from "./lowered.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import type { ModelFile, ProjectionFile } from "./modelFile.ts";
import { defineModel } from "./modelSource.ts";

const one = { unit: "1" } as const;
const base: ModelFile = {
  neohebb: "model/1",
  name: "example",
  version: 1,
  summary: "A model.",
  step: "20 ms",
  inputs: { cue: { size: 4, unit: "1" }, reward: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: { rate: { value: "3 1/s", status: "chosen", source: "test" } },
  areas: {
    a: { label: "AA", populations: { u: { size: 8, variables: { rate: one, drive: one } } } },
    b: { variables: { level: one }, populations: { v: { size: 8, variables: { rate: one } } } },
  },
};
const weight = { unit: "1", plastic: true } as const;
const plain: ProjectionFile = { source: "b.v", target: "a.u", into: "drive", variables: { weight } };

const model = (projections: Record<string, ProjectionFile>, more: Partial<ModelFile> = {}): ModelFile => ({
  ...base,
  ...more,
  projections,
});
const step = (
  projections: Record<string, ProjectionFile>,
  more: Partial<ModelFile> = {},
  options: LowerOptions = {},
): string[] =>
  routine(lowerModel(defineModel(model(projections, more)), options).program, "step").filter(
    (text) => !text.includes(".activity"),
  );
const problems = (projections: Record<string, ProjectionFile>, more: Partial<ModelFile> = {}): string[] =>
  checkModel(defineModel(model(projections, more))).map(formatIssue);
const gather = (name: string): string => `gather[${name}](multiply(${name}.weight, pre(b.v.rate)))`;

describe("what projections bring into a variable", () => {
  it("is set by the first and added to by the others, for each unit", () => {
    expect(step({ p: plain, q: plain })).toEqual([
      `a.u.drive[0+8] = ${gather("p")}`,
      `a.u.drive[0+8] = add(a.u.drive, ${gather("q")})`,
    ]);
    expect(
      step({
        p: { ...plain, target: "a.u[0:2]" },
        q: { ...plain, target: "a.u[4:8]" },
        r: { ...plain, target: "a.u[1:6]" },
      }),
    ).toEqual([
      `a.u.drive[0+2] = ${gather("p")}`,
      `a.u.drive[4+4] = ${gather("q")}`,
      `a.u.drive[1+1] = add(a.u.drive, ${gather("r")})`,
      `a.u.drive[2+2] = ${gather("r")}`,
      `a.u.drive[4+2] = add(a.u.drive, ${gather("r")})`,
    ]);
  });

  it("can be read at once by input()", () => {
    const areas = {
      ...base.areas,
      a: {
        populations: { u: { size: 8, variables: { rate: one, drive: one }, equations: "rate = input(p) + drive" } },
      },
    };
    expect(step({ p: { source: "b.v", target: "a.u", variables: { weight } } }, { areas })).toEqual([
      `a.u.rate = add(${gather("p")}, a.u.drive)`,
    ]);
  });

  it("is what it transmits, in the unit of the target", () => {
    expect(step({ p: { ...plain, transmits: "weight * pre.rate ^ 2" } })[0]).toContain(
      "multiply(p.weight, multiply(pre(b.v.rate), pre(b.v.rate)))",
    );
    expect(problems({ p: { ...plain, transmits: "weight * 1 mV" } })[0]).toContain(
      'what "p" transmits has another unit than "a.u.drive" (expected 1, got V)',
    );
    expect(problems({ p: { ...plain, transmits: "weigth * pre.rat" } })).toEqual([
      'example: projections.p.transmits:1:1: unknown name "weigth"; did you mean "weight"?',
      'example: projections.p.transmits:1:10: population "b.v" has no "rat"; did you mean "pre.rate"?',
    ]);
  });
});

describe("projections in the program", () => {
  it("keep their slices, connection and label", () => {
    const { program, projections } = lowerModel(
      defineModel(model({ p: { ...plain, source: "b.v[2 : 4 + 1]", target: "AA.u[1:4]", connection: "one-to-one" } })),
    );
    expect(program.projections).toEqual([
      {
        name: "p",
        source: { population: "b.v", from: 2, count: 3 },
        target: { population: "a.u", from: 1, count: 3 },
        connection: "one-to-one",
      },
    ]);
    expect(projections[0]).toMatchObject({ label: "b v → AA u", weight: "p.weight", sourceArea: "b", targetArea: "a" });
  });

  it("may begin at an input", () => {
    const [projection] = lowerModel(
      defineModel(
        model({
          p: { source: "cue", target: "a.u", into: "drive", transmits: "weight * pre.value", variables: { weight } },
        }),
      ),
    ).projections;
    expect(projection).toMatchObject({ source: "cue", sourceArea: "cue", label: "cue → AA u" });
  });

  it("cannot end at one, nor have two plastic variables", () => {
    expect(problems({ p: { source: "a.u", target: "cue" } })).toEqual([
      "example: projections.p.target: an input cannot be the target of a projection",
    ]);
    expect(problems({ p: { ...plain, variables: { weight, other: weight } } })).toEqual([
      'example: projections.p: projection "p" has more than one plastic variable',
    ]);
  });
});

describe("rules", () => {
  const rules: ModelFile["rules"] = {
    hebbian: {
      parameters: {
        rate: { unit: "1/s" },
        bound: { unit: "1", default: "2 * half" },
        half: { unit: "1", default: 0.5 },
      },
      variables: { weight: { unit: "1", initial: "bound / 4", plastic: true }, trace: { unit: "1" } },
      definitions: { product: { unit: "1", expression: "pre.rate * post.rate" } },
      modulation: { gain: { effect: "gain", unit: "1", expression: "bound" } },
      transmits: "bound * weight * pre.rate",
      equations: "weight = clip(weight + rate * step * gain * product, 0, bound)",
      on: { trialStart: "trace = bound" },
    },
  };

  it("are put in with the projection's expressions for their parameters", () => {
    const lowered = lowerModel(
      defineModel(
        model(
          { p: { source: "b.v", target: "a.u", into: "drive", rule: "hebbian", with: { rate: "rate" } } },
          { rules },
        ),
      ),
    );
    expect(routine(lowered.program, "step")).toEqual(
      expect.arrayContaining([
        "p.modulation.gain = 1",
        "a.u.drive[0+8] = gather[p](multiply(p.weight, pre(b.v.rate)))",
        "p.weight = minimum(maximum(add(p.weight, multiply(multiply(0.06, p.modulation.gain), multiply(pre(b.v.rate), post(a.u.rate)))), 0), 1)",
      ]),
    );
    expect(routine(lowered.program, "initialise")).toContain("p.weight = 0.25");
    expect(routine(lowered.program, "trialStart")).toEqual(["p.trace = 1"]);
    expect(lowered.projections[0]?.modulations).toEqual([{ name: "gain", effect: "gain", modulators: [] }]);
  });

  it("give way to the projection's own entries of the same name; its equations come after the rule's", () => {
    const projection: ProjectionFile = {
      source: "b.v",
      target: "a.u",
      rule: "hebbian",
      with: { rate: "rate", bound: 1 },
      variables: { weight: { unit: "1", initial: 0.7 } },
      modulation: { gain: { effect: "threshold", unit: "1", expression: 3 } },
      definitions: { product: { unit: "1", expression: "pre.rate" } },
      equations: "trace = weight",
    };
    const lowered = lowerModel(defineModel(model({ p: projection }, { rules })));
    expect(routine(lowered.program, "initialise").filter((text) => text.startsWith("p."))).toEqual([
      "p.weight = 0.7",
      "p.trace = 0",
      "p.modulation.gain = 3",
    ]);
    expect(routine(lowered.program, "step").filter((text) => text.startsWith("p."))).toEqual([
      "p.modulation.gain = 3",
      "p.weight = minimum(maximum(add(p.weight, multiply(multiply(0.06, p.modulation.gain), pre(b.v.rate))), 0), 1)",
      "p.trace = p.weight",
    ]);
    expect(lowered.projections[0]?.modulations).toEqual([{ name: "gain", effect: "threshold", modulators: [] }]);
  });

  it("say what is missing, unknown or of another unit, at the projection", () => {
    const made = (entries: ProjectionFile["with"]): string[] =>
      problems(
        { p: { source: "b.v", target: "a.u", rule: "hebbian", ...(entries ? { with: entries } : {}) } },
        { rules },
      );
    expect(made(undefined)).toEqual(['example: projections.p.with: rule "hebbian" needs "rate" under "with"']);
    expect(made({ rate: "2 s" })).toEqual([
      'example: projections.p.with.rate:1:1: definition "rate" has another unit than its expression (expected 1/s, got s)',
    ]);
    expect(made({ rate: "rate", bond: 1 })).toEqual([
      'example: projections.p.with.bond: rule "hebbian" has no parameter "bond"; did you mean "bound"?',
    ]);
    expect(problems({ p: { ...plain, with: { rate: 1 } } })).toEqual([
      'example: projections.p.with: "with" needs a rule',
    ]);
  });

  it("are checked for errors once, whatever the number of projections that use them", () => {
    const wrong: ModelFile["rules"] = { r: { variables: { weight }, equations: "weight = wieght" } };
    const use: ProjectionFile = { source: "b.v", target: "a.u", rule: "r" };
    expect(problems({ p: use, q: use }, { rules: wrong })).toEqual([
      'example: rules.r.equations:1:10: unknown name "wieght"; did you mean "weight"?',
    ]);
  });
});

describe("locality", () => {
  const local = (text: string, more: Partial<ModelFile> = {}): string[] =>
    problems({ p: { ...plain, equations: text }, q: plain }, more);

  it.each([
    "weight = pre.rate * post.drive",
    "weight = reward * rate * step",
    "weight = pre.index + post.size",
    "weight = b.level",
  ])("allows %s", (text) => {
    expect(local(text)).toEqual([]);
  });

  it.each([
    ["weight = q.weight", "belongs to single synapses: not local"],
    ["weight = mean(a.u.rate)", "reads many units: not local"],
    ["weight = a.u.rate", "belongs to other units: not local; write post.rate"],
    ["weight = cue.value", "belongs to other units: not local"],
    ["weight = c.far", '"c.far" does not reach this synapse: not local'],
    ["weight = input(q)", "input(q) belongs to the units of a.u"],
    ["weight = index", '"index" has a meaning only for the units of a population; write pre.index or post.index'],
  ])("refuses %s", (text, message) => {
    const areas = { ...base.areas, c: { variables: { far: one } } };
    expect(local(text, { areas })).toEqual([expect.stringContaining(message)]);
  });

  it("allows more through a declared operator, which is listed", () => {
    const operators = { winner: { local: false, doc: "The largest rate." } };
    const made = lowerModel(
      defineModel(model({ p: { ...plain, equations: "weight = winner(maximum(a.u.rate))" } }, { operators })),
    );
    expect(routine(made.program, "step")).toContain("p.weight = maximum[a.u 0+8](a.u.rate)");
    expect(made.operators).toEqual([{ name: "winner", ...operators.winner }]);
    expect(local("weight = winner(q.weight)", { operators })).toEqual([expect.stringContaining("not local")]);
    expect(local("weight = winner()", { operators })).toEqual([
      expect.stringContaining('wrong number of arguments for the operator "winner"'),
    ]);
  });
});
