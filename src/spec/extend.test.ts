import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkModel, extendModel, formatIssue, lowerModel, type ModelFinder, readModel } from "./index.ts";

const base = readFileSync(new URL("../../examples/models/three-factor.yaml", import.meta.url), "utf8");
const head = (name: string, extended = "base.yaml") =>
  `neohebb: model/1\nname: ${name}\nversion: 1\nsummary: Changed.\nextends: ${extended}\n`;

/** Models from texts; `main.yaml` is read. */
function source(files: Readonly<Record<string, string>>, finder?: ModelFinder) {
  const all: Readonly<Record<string, string>> = { "base.yaml": base, ...files };
  const read = (path: string): string => {
    const text = all[path];
    if (text === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
    return text;
  };
  return readModel("main.yaml", read, finder);
}

const problems = (files: Readonly<Record<string, string>>, finder?: ModelFinder) =>
  checkModel(source(files, finder)).map(formatIssue);
const extension = (text: string, name = "lesioned") => ({ "main.yaml": head(name) + text });
const parameter = (model: ReturnType<typeof lowerModel>, name: string) =>
  model.parameters.find((one) => one.name === name)!;

describe("a model that extends another", () => {
  it("is the same program under another name when it changes nothing", () => {
    const before = lowerModel(readModel("base.yaml", () => base));
    const after = lowerModel(source(extension("")));
    expect(after.name).toBe("lesioned");
    expect({ ...after.program, name: "" }).toEqual({ ...before.program, name: "" });
  });

  it("replaces a parameter's value and says who chose it", () => {
    const model = lowerModel(source(extension("parameters:\n  learningRate: {value: 0.7 1/s}\n  burstGain: 2\n")));
    expect(parameter(model, "learningRate")).toMatchObject({
      value: 0.7,
      status: "chosen",
      source: "set by lesioned in place of 0.4 1/s (chosen)",
      scatter: 0.3,
      symbol: "\\eta",
    });
    expect(parameter(model, "burstGain")).toMatchObject({ value: 2, status: "chosen" });
  });

  it("keeps a status and source that are given with the value", () => {
    const text = "parameters:\n  traceTimeConstant: {value: 2 s, status: measured, source: he2015}\n";
    expect(parameter(lowerModel(source(extension(text))), "traceTimeConstant")).toMatchObject({
      value: 2,
      status: "measured",
      source: "he2015",
    });
  });

  it("remembers where each value stands and what it overrides", () => {
    const { overrides } = source(extension("parameters:\n  burstGain: 2\n"));
    const line = base.split("\n").findIndex((text) => text.includes("burstGain:")) + 1;
    expect(overrides).toEqual([
      {
        path: "parameters.burstGain.value",
        kind: "changed",
        place: { file: "main.yaml", line: 7, column: 3, path: "parameters.burstGain" },
        before: { value: "3", place: expect.objectContaining({ file: "base.yaml", line }) },
      },
    ]);
  });

  it("replaces equations, adds projections and removes parts with null", () => {
    const text = `areas:
  striatum:
    populations:
      units:
        equations: d rate/dt = (2 * positive(drive) - rate) / rateTimeConstant
  striatalMemory:
    label: MEM
    populations:
      units:
        size: 2
        variables: {rate: {unit: "1"}}
projections:
  corticostriatal:
    modulation: {dopamineGain: null}
    equations: weight = weight + step * learningRate * pre.rate
  toMemory:
    source: striatum.units
    target: striatalMemory.units
    into: rate
    variables: {weight: {unit: "1", initial: 1}}
`;
    const model = lowerModel(source(extension(text)));
    expect(model.areas.map(({ name }) => name)).toEqual(["cortex", "striatum", "striatalMemory"]);
    expect(model.projections.map(({ name, modulations }) => [name, modulations.length])).toEqual([
      ["corticostriatal", 0],
      ["toMemory", 0],
    ]);
    const step = model.program.routines.find(({ name }) => name === "step")!;
    expect(step.statements.map(({ origin }) => origin)).not.toContain("corticostriatal: d eligibility/dt");
    expect(model.program.variables.map(({ name }) => name)).toContain("toMemory.weight");
  });

  it("can be extended again, and changes the length of a step", () => {
    const model = lowerModel(
      source({
        "middle.yaml": `${head("middle")}step: 10 ms\nparameters: {burstGain: 2}\n`,
        "main.yaml": `${head("top", "middle.yaml")}parameters: {burstGain: 1}\n`,
      }),
    );
    expect(model.program.step).toBe(0.01);
    expect(parameter(model, "burstGain")).toMatchObject({
      value: 1,
      source: "set by top in place of 2 (chosen)",
    });
  });

  it("finds bundled models by name", () => {
    const finder = { models: ["small"], findModel: (name: string) => (name === "small" ? "base.yaml" : null) };
    expect(lowerModel(source({ "main.yaml": head("own", "small") }, finder)).program.populations).toHaveLength(3);
    expect(problems({ "main.yaml": head("own", "smal") }, finder)).toEqual([
      'main.yaml:5:10: there is no model or model file "smal"; did you mean "small"?',
    ]);
  });

  it("takes overriding parts from files that it imports", () => {
    const files = {
      "main.yaml": `${head("own")}imports: [rates.yaml]\n`,
      "rates.yaml": "parameters: {burstGain: 2}\n",
    };
    expect(parameter(lowerModel(source(files)), "burstGain").value).toBe(2);
  });

  it("is given as an object", () => {
    const below = readModel("base.yaml", () => base);
    const model = extendModel(below, {
      neohebb: "model/1",
      name: "object",
      version: 1,
      summary: "Slower.",
      parameters: { learningRate: "0.1 1/s" },
      projections: { corticostriatal: { label: "slow" } },
    });
    expect(parameter(lowerModel(model), "learningRate").value).toBe(0.1);
    expect(lowerModel(model).projections[0]!.label).toBe("slow");
  });
});

describe("an extension that is wrong", () => {
  it("is told the nearest name when it overrides what is not there", () => {
    expect(problems(extension("parameters:\n  learningRat: {value: 1 1/s}\n  burstgain: 2\n"))).toEqual([
      'main.yaml:7:3: there is no "learningRat" under parameters to override (expected a name that is there, or for a new one status, source); did you mean "learningRate"?',
      'main.yaml:8:3: there is no "burstgain" under parameters to override (expected a name that is there, or for a new one value, status, source); did you mean "burstGain"?',
    ]);
    expect(
      problems(extension("areas: {striatum: {populations: {units: {variables: {driv: {initial: 1}}}}}}\n"))[0],
    ).toContain('there is no "driv" under areas.striatum.populations.units.variables to override');
  });

  it("is told when it removes what is not there", () => {
    expect(problems(extension("projections: {corticostriatl: null}\n"))).toEqual([
      'main.yaml:6:15: there is no "corticostriatl" under projections to remove; did you mean "corticostriatal"?',
    ]);
  });

  it("is told of keys that are unknown and values of the wrong kind", () => {
    expect(problems(extension("parameters: {burstGain: {valu: 2}}\nareas: {striatum: {labels: S}}\n"))).toEqual([
      'main.yaml:6:26: unknown key "valu"; did you mean "value"?',
      'main.yaml:7:20: unknown key "labels"; did you mean "label"?',
    ]);
  });

  it("is told of units and ranges where it stands, not where the model below stands", () => {
    expect(problems(extension("parameters:\n  learningRate: {value: 0.3 s}\n"))[0]).toMatch(/^main\.yaml:7:\d+: /u);
    expect(problems(extension("parameters:\n  learningRate: {value: 9 1/s}\n"))).toEqual([
      'main.yaml:7:25: parameter "learningRate" is out of its range (expected 0 1/s … 5 1/s, got 9 1/s)',
    ]);
    expect(
      problems(extension("projections:\n  corticostriatal:\n    equations: |\n      weight = wight\n"))[0],
    ).toMatch(/^main\.yaml:9:16: unknown name "wight"/u);
  });

  it("cannot extend itself, directly or by another", () => {
    expect(problems({ "main.yaml": head("own", "main.yaml") })).toEqual([
      "main.yaml:5:10: files extend one another in a circle: main.yaml → main.yaml",
    ]);
    expect(problems({ "main.yaml": head("own", "b.yaml"), "b.yaml": head("other", "main.yaml") })).toEqual([
      "b.yaml:5:10: files extend one another in a circle: main.yaml → b.yaml → main.yaml",
    ]);
  });

  it("cannot say two things about one value", () => {
    const files = {
      "main.yaml": `${head("own")}imports: [rates.yaml]\nparameters: {burstGain: 3}\n`,
      "rates.yaml": "parameters: {burstGain: 2}\n",
    };
    expect(problems(files)).toEqual([
      "main.yaml:7:14: parameters.burstGain.value is overridden twice; first in rates.yaml:1",
    ]);
  });

  it("is told of what breaks in the model below", () => {
    const found = problems(extension("areas: {cortex: null}\n"));
    expect(found[0]).toMatch(/^base\.yaml:\d+:\d+: unknown population "cortex.units"/u);
  });

  it("must come with a model that is there and sound", () => {
    expect(problems({ "main.yaml": head("own", "nowhere.yaml") })).toEqual([
      'main.yaml:5:10: cannot read "nowhere.yaml": there is no such file',
    ]);
    expect(problems({ "main.yaml": head("own", "broken.yaml"), "broken.yaml": "a: [" })[0]).toMatch(/^broken\.yaml:/u);
  });
});

describe("extensions cut off or with parts of the wrong kind", () => {
  const text = `${head("own")}step: 10 ms
parameters: {burstGain: 2, learningRate: {value: 1 1/s, range: [0 1/s, 2 1/s]}}
areas:
  striatum:
    receptors: {dopamineD1: 0.5}
    on: {outcome: response = 0}
    populations: {units: {size: 2, variables: {slow: {unit: "1"}}}}
projections: {corticostriatal: {modulation: {dopamineGain: null}, equations: [weight = weight]}}
`;
  const attempt = (changed: string): void => {
    for (const { message } of checkModel(source({ "main.yaml": changed }))) expect(message).not.toBe("");
  };

  it("give issues or work, and never throw", () => {
    for (let end = 0; end <= text.length; end += 3) attempt(text.slice(0, end));
    for (const value of ["null", "[1, 2]", "{}", "{a: {b: {c: null}}}", "3", "true", "'x'"])
      for (const key of ["step", "parameters", "areas", "projections", "body", "imports", "extends", "record"])
        attempt(`${head("own").replace(key === "extends" ? /extends:.*\n/u : /$^/u, "")}${key}: ${value}\n`);
    for (const value of ["null", "[1]", "3", "true", "{}"])
      for (const place of ["learningRate", "burstGain: {value", "burstGain: {range"])
        attempt(`${head("own")}parameters: {${place}: ${value}${place.includes("{") ? "}" : ""}}\n`);
  });
});

describe("the example of an extension", () => {
  it("is the reference brain but for what it names", () => {
    const root = new URL("../../", import.meta.url);
    const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
    const finder: ModelFinder = { models: [], findModel: () => "models/reference-brain/reference-brain.yaml" };
    const changed = readModel("examples/models/habenula-lesion.yaml", read, finder);
    const brain = readModel("models/reference-brain/reference-brain.yaml", read);
    expect(checkModel(changed).filter(({ severity }) => severity === "error")).toEqual([]);
    const names = (source: typeof brain) => lowerModel(source).program.variables.map(({ name }) => name);
    expect(names(changed)).toEqual(names(brain));
    expect(changed.overrides.map(({ path }) => path)).toEqual([
      "parameters.striatalRate.value",
      "parameters.habenulaDip.value",
      "parameters.habenulaDip.status",
      "parameters.habenulaDip.source",
      "nuclei.dorsalRaphe.equations",
    ]);
  });
});
