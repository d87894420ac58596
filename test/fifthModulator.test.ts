import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import { machineSurroundings } from "../src/io/machine.ts";
import { outlineModel, readModel } from "../src/spec/index.ts";

const surroundings = machineSurroundings();
const read = (path: string) => outlineModel(readModel(path, surroundings.readText, surroundings));
const { model, outline } = read("examples/models/histamine.yaml");
const base = read("models/reference-brain/reference-brain.yaml").model;

async function histamine(inputs: Readonly<Record<string, number>>): Promise<number> {
  const simulation = await createSimulation(model.program, { subjects: [0], seed: [1, 2] });
  simulation.initialise();
  for (const [name, value] of Object.entries(inputs)) simulation.write(name, 0, [value]);
  simulation.step(0, 1000);
  return simulation.read("motorCortex.histamine", 0)[0]!;
}

describe("a fifth modulator in a file that extends the reference brain", () => {
  it("has a nucleus, receptors, signals and equations like the others", () => {
    expect(model.modulators.map(({ label }) => label)).toEqual([...base.modulators.map(({ label }) => label), "HA"]);
    expect(model.nuclei.at(-1)).toMatchObject({ name: "tuberomammillaryNucleus", modulator: "histamine" });
    expect(model.signals.filter(({ modulator }) => modulator === "histamine").map(({ variable }) => variable)).toEqual([
      "tuberomammillaryNucleus.rate",
      "motorCortex.histamine",
      "motorCortex.histamineH1",
      "motorCortex.histamineH3",
    ]);
    expect(outline.areas.find(({ name }) => name === "motorCortex")?.concentrations).toContainEqual(
      expect.objectContaining({ modulator: "histamine" }),
    );
  });

  it("leaves everything else of the reference brain as it is", () => {
    const names = new Set(model.program.variables.map(({ name }) => name));
    expect(base.program.variables.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(model.projections.map(({ name }) => name)).toEqual(base.projections.map(({ name }) => name));
  });

  it("is restrained by its autoreceptor: an antagonist there raises it, an agonist lowers it", async () => {
    const untreated = await histamine({});
    const drug = { "agonist.histamineH3": 5, "agonistEffect.histamineH3": 5 };
    expect(await histamine({ "antagonist.histamineH3": 3 })).toBeGreaterThan(1.2 * untreated);
    expect(await histamine(drug)).toBeLessThan(0.9 * untreated);
  });
});
