import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { digits, routine } from "./fixtures/showProgram.ts";
import { formatIssue } from "./issue.ts";
import type { LowerOptions } from "./lowered.ts";
import { checkModel, lowerModel } from "./lowerModel.ts";
import { readModel } from "./modelSource.ts";
import { hash32 } from "./streams.ts";

describe("the three-factor example", () => {
  const file = new URL("../../examples/models/three-factor.yaml", import.meta.url);
  const source = readModel("three-factor.yaml", () => readFileSync(file, "utf8"));
  const decay = digits(1 - Math.exp(-0.02 / 0.15));

  it("is lowered to the statements that the language page promises, in their order", () => {
    const { program } = lowerModel(source);
    const occupied = "divide(divide(striatum.dopamine, add(striatum.dopamine, 4)), add(1, antagonist.dopamineD1))";
    const gain = "subtract(divide(striatum.dopamineD1, 0.2), 1)";
    expect(routine(program, "step")).toEqual([
      `striatum.dopamine = add(striatum.dopamine, multiply(subtract(ventralTegmentalArea.rate, striatum.dopamine), ${decay}))`,
      `striatum.dopamineD1 = ${occupied}`,
      "cortex.units.rate = add(cortex.units.rate, multiply(subtract(aligned(cue.value), cortex.units.rate), 0.4))",
      "striatum.response = mean[striatum.units 0+4](striatum.units.rate)",
      "striatum.units.rate = add(striatum.units.rate, multiply(subtract(maximum(striatum.units.drive, 0), striatum.units.rate), 0.4))",
      "ventralTegmentalArea.rate = maximum(0, add(1, multiply(3, subtract(reward, striatum.response))))",
      `corticostriatal.modulation.dopamineGain = ${gain}`,
      "striatum.units.drive[0+4] = gather[corticostriatal](multiply(corticostriatal.weight, pre(cortex.units.rate)))",
      "corticostriatal.eligibility = add(corticostriatal.eligibility, multiply(subtract(multiply(pre(cortex.units.rate), post(striatum.units.rate)), corticostriatal.eligibility), 0.02))",
      "corticostriatal.weight = minimum(maximum(add(corticostriatal.weight, multiply(multiply(multiply(learningRate, 0.02), corticostriatal.modulation.dopamineGain), corticostriatal.eligibility)), 0), 1)",
      "cortex.activity = mean[cortex.units 0+2](cortex.units.rate)",
      "striatum.activity = mean[striatum.units 0+4](striatum.units.rate)",
    ]);
    expect(routine(program, "initialise")).toEqual([
      `learningRate = multiply(0.4, exponential(multiply(0.3, normal(${hash32("scatter/learningRate")}))))`,
      "striatum.dopamine = 1",
      `striatum.dopamineD1 = ${occupied}`,
      "cortex.units.rate = 0",
      "striatum.response = 0",
      "striatum.units.rate = 0",
      "striatum.units.drive = 0",
      "ventralTegmentalArea.rate = 1",
      `corticostriatal.weight = add(0.1, multiply(0.05, uniform(${hash32("corticostriatal/initial/weight#0")})))`,
      "corticostriatal.eligibility = 0",
      `corticostriatal.modulation.dopamineGain = ${gain}`,
      "cortex.activity = mean[cortex.units 0+2](cortex.units.rate)",
      "striatum.activity = mean[striatum.units 0+4](striatum.units.rate)",
    ]);
  });

  it("is described for people and for the other layers", () => {
    const model = lowerModel(source);
    expect(
      model.signals.map(({ variable, kind, label, area, modulator, receptor }) => [
        variable,
        kind,
        label,
        area,
        modulator,
        receptor,
      ]),
    ).toEqual([
      ["ventralTegmentalArea.rate", "nucleus", "VTA", "ventralTegmentalArea", "dopamine", null],
      ["cortex.activity", "activity", "CTX", "cortex", null, null],
      ["striatum.dopamine", "concentration", "STR DA", "striatum", "dopamine", null],
      ["striatum.dopamineD1", "occupancy", "STR D1", "striatum", "dopamine", "dopamineD1"],
      ["striatum.activity", "activity", "STR", "striatum", null, null],
    ]);
    expect(
      model.program.variables
        .filter(({ recorded }) => recorded)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(model.signals.map(({ variable }) => variable).sort());
    expect(model.projections).toEqual([
      {
        name: "corticostriatal",
        label: "cortex → striatum",
        doc: "",
        source: "cortex.units",
        target: "striatum.units",
        sourceArea: "cortex",
        targetArea: "striatum",
        weight: "corticostriatal.weight",
        modulations: [{ name: "dopamineGain", effect: "gain", modulators: ["dopamine"] }],
      },
    ]);
    expect(model.body).toEqual({
      stimuli: "cue.value",
      objects: null,
      dimensions: null,
      context: null,
      position: null,
      outcomes: null,
      drive: null,
      available: null,
      selected: null,
      reward: "reward",
      feedback: null,
      action: null,
      response: "striatum.response",
      responses: {},
    });
    expect(model.receptors).toEqual([
      {
        name: "dopamineD1",
        label: "D1",
        doc: "Drives potentiation.",
        modulator: "dopamine",
        antagonist: "antagonist.dopamineD1",
        ligands: [],
      },
    ]);
    expect(model.nuclei[0]).toMatchObject({
      name: "ventralTegmentalArea",
      label: "VTA",
      rate: "ventralTegmentalArea.rate",
    });
    expect(model.sources).toEqual(["izhikevich2007"]);
  });

  it("can hold a modulator's effect at rest, or take a nucleus' firing from outside", () => {
    const gain = (options: LowerOptions): string | undefined =>
      routine(lowerModel(source, options).program, "step").find((one) => one.startsWith("corticostriatal.modulation"));
    expect(gain({ frozen: [{ modulator: "DA" }] })).toBe("corticostriatal.modulation.dopamineGain = 0");
    expect(gain({ frozen: [{ modulator: "dopamine", effect: "gain" }] })).toBe(
      "corticostriatal.modulation.dopamineGain = 0",
    );
    expect(gain({ frozen: [{ modulator: "dopamine", effect: "timing" }] })).toBe(gain({}));
    const { program } = lowerModel(source, { yoked: ["dopamine"] });
    const step = routine(program, "step");
    expect(step[step.findIndex((text) => text.startsWith("ventralTegmentalArea.rate")) + 1]).toBe(
      "ventralTegmentalArea.rate = yoked.ventralTegmentalArea",
    );
    expect(program.variables.find(({ name }) => name === "yoked.ventralTegmentalArea")?.role).toBe("input");
    expect(checkModel(source, { yoked: ["dopamin"] }).map(formatIssue)).toEqual([
      'three-factor.yaml: yoked: unknown modulator "dopamin"; did you mean "dopamine"?',
    ]);
  });
});
