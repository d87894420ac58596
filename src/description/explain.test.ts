import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explainModel, explainProjectionAlone } from "./explain.ts";
import { explanationText } from "./explanationText.ts";
import { modelOf, models } from "./fixtures/models.ts";
import { widthOf } from "./layout.ts";
import { methodsMarkdown } from "./markdown.ts";
import { describeMethods } from "./methods.ts";
import { symbolsOf } from "./typeset.ts";

const style = { width: 80, bold: (text: string) => text };
const small = explainModel(modelOf(models.small));
const brain = explainModel(modelOf(models.brain));

describe("the explanation of a model", () => {
  it("sets equations with the parameters' symbols, a rule's parameters replaced by what is given", () => {
    const equations = (name: string) => small.owners.find((owner) => owner.name === name)!.equations;
    expect(equations("cortex.units")).toEqual([{ left: "τ_r · d rate/dt", right: "cue.value − rate", event: null }]);
    const synapse = brain.owners.find(({ name }) => name === "sensoryToD1")!;
    const weight = synapse.equations.find(({ left }) => left === "weight")!;
    expect(weight.right).toContain("η_A · norepinephrineGain");
    expect(weight.right).not.toContain("forgetting");
    expect(synapse.parameters).toContain("striatalRate");
    expect(synapse.parameters).not.toContain("rate");
  });

  it("lists the parameters of rules: defaults with status and source, what is used, what is overridden", () => {
    const text = readFileSync("examples/models/three-factor.yaml", "utf8");
    const rule = `
rules:
  plain:
    parameters:
      speed: {unit: 1/s}
      start: {unit: "1", default: 0.25, status: measured, source: izhikevich2007}
      top: {unit: "1", default: 2}
    variables: {weight: {unit: "1", initial: start, plastic: true}}
    equations: weight = min(weight + step * speed * pre.rate, top)
`;
    const projection = `
  ruled: {rule: plain, with: {speed: learningRate, top: 3}, source: cortex.units, target: striatum.units}
`;
    const own = `${text.replace(/^projections:\n/mu, `projections:${projection}`)}${rule}`;
    const model = modelOf("main.yaml", own);
    const explanation = explainModel(model);
    const line = (of: string) => own.split("\n").findIndex((one) => one.includes(of)) + 1;
    const [speed, start, top] = explanation.ruleParameters;
    const use = { projection: "ruled", isDefault: false, from: `main.yaml:${line("ruled: {")}` };
    expect(speed).toMatchObject({ rule: "plain", default: null });
    expect(speed!.uses).toMatchObject([
      { ...use, text: "learningRate", value: "0.4 1/s", status: "chosen", overrides: null },
    ]);
    expect(start).toMatchObject({ default: "0.25", status: "measured", source: "izhikevich2007" });
    expect(start!.uses).toMatchObject([{ isDefault: true, status: "measured", overrides: null }]);
    expect(top!.uses).toMatchObject([
      { ...use, text: "3", status: "chosen", overrides: `main.yaml:${line("top: {")}` },
    ]);
    expect(explanation.sources.map(({ key }) => key)).toContain("izhikevich2007");
    const shown = explanationText(explanation, style);
    expect(shown).toMatch(/ parameters and 1 default of rules: measured [1-9]/u);
    expect(shown).toMatch(/plain\.start +0\.25, measured \(main\.yaml:\d+\)\n +in ruled +the default/u);
    expect(shown).toMatch(/in ruled +learningRate = 0\.4 1\/s, chosen \(main\.yaml:\d+\)/u);
    const alone = explainProjectionAlone(explanation, "corticostriatal");
    expect(alone.ruleParameters).toEqual([]);
    const markdown = methodsMarkdown(describeMethods(model), symbolsOf(model.model.parameters));
    expect(markdown).toContain("| ruled.start | 0.25 | measured | default of plain: izhikevich2007 |");
    expect(markdown).toContain("| ruled.top | 3 | chosen | given to plain in place of 2 |");
    expect(markdown).not.toContain("| ruled.speed |");
  });

  it("gives the chemistry of an area as the engine computes it", () => {
    const { chemistry } = small.owners.find(({ name }) => name === "striatum")!;
    expect(chemistry).toEqual([
      { left: "150 ms · d dopamine/dt", right: "ventralTegmentalArea.rate − dopamine", event: null },
      {
        left: "occupancy(dopamineD1)",
        right: "dopamine / (dopamine + 4) / (1 + antagonist.dopamineD1)",
        event: null,
      },
    ]);
  });

  it("says where each quantity lives and how much memory that takes", () => {
    const projection = small.owners.find(({ name }) => name === "corticostriatal")!;
    expect(projection.shape).toEqual([4, 2]);
    expect(projection.bytesPerSubject).toBe(4 * (2 * 8 + 1));
    const owners = small.owners.reduce((sum, { bytesPerSubject }) => sum + bytesPerSubject, 0);
    expect(small.memory.bytesPerSubject).toBe(owners + small.memory.bytesOfInputs);
    expect(small.memory.bytesLaidOut).toBeGreaterThanOrEqual(small.memory.bytesPerSubject);
    expect(small.memory.bytesLaidOut).toBeLessThan(small.memory.bytesPerSubject + 64);
  });

  it("shows what a rule keeps in units beside its synapses, with its memory and work", () => {
    const timing = explainModel(modelOf("examples/rules/models/twoTraces.yaml"));
    const alone = explainProjectionAlone(timing, "pathway");
    expect(alone.owners.map(({ kind, name, shape }) => [kind, name, shape])).toEqual([
      ["projection", "pathway", [1, 1]],
      ["part", "pathway.pre", [1]],
      ["part", "pathway.post", [1]],
    ]);
    const { bytesPerSubject, operationsPerStep, equations } = alone.owners[1]!;
    expect([bytesPerSubject, operationsPerStep]).toEqual([4, 5]);
    expect(equations.map(({ left }) => left)).toEqual([
      "presynapticTrace",
      "timingTimeConstant · d presynapticTrace/dt",
    ]);
    const text = explanationText(alone, style);
    expect(text).toMatch(/pathway\.pre {2}state in the units of tissue\.\w+ {2}\(1 unit\)/u);
    const owners = timing.owners.reduce((sum, owner) => sum + owner.bytesPerSubject, 0);
    expect(timing.memory.bytesPerSubject).toBe(owners + timing.memory.bytesOfInputs);
  });

  it("lists what intervals without steps carry, hold, and leave to the author", () => {
    expect(small.rest).toMatchObject({ event: "rest", input: "elapsed", authored: [] });
    expect(small.rest!.closed).toEqual(expect.arrayContaining(["striatum.dopamine", "corticostriatal.eligibility"]));
    expect(small.rest!.held).toContain("corticostriatal.weight");
    const text = explanationText(small, style);
    expect(text).toContain("carried in closed form (event rest, input elapsed)");
    expect(text).toMatch(/held: .*corticostriatal\.weight/u);
    const alone = explainProjectionAlone(small, "corticostriatal");
    expect(alone.rest).toMatchObject({ closed: ["corticostriatal.eligibility"], held: ["corticostriatal.weight"] });
  });

  it("counts the operations of the text by hand's count", () => {
    // modulation 2; into 8·(1 product + 1 sum); eligibility 8·(product, difference, product with step/τ, sum);
    // weight 8·(η·step, ·gain, ·trace, sum, two bounds)
    const projection = small.owners.find(({ name }) => name === "corticostriatal")!;
    expect(projection.operationsPerStep).toBe(2 + 8 * 2 + 8 * 4 + 8 * 6);
    expect(projection.randomNumbersPerStep).toBe(0);
    // One draw for the excitability that all units of sensory cortex share; one for each of the three motor units.
    const drawn = (name: string) => brain.owners.find((owner) => owner.name === name)!.randomNumbersPerStep;
    expect([drawn("sensoryCortex"), drawn("sensoryCortex.units"), drawn("motorCortex.units")]).toEqual([1, 0, 3]);
    const all = brain.owners.reduce((sum, { operationsPerStep }) => sum + operationsPerStep, 0);
    expect(brain.work.operationsPerStep).toBe(all);
  });

  it("says what the compiler fused and moved out of loops", () => {
    expect(small.compilation.fused).toEqual([
      { over: "corticostriatal", elements: 8, statements: expect.arrayContaining(["corticostriatal: weight"]) },
    ]);
    const saving = brain.compilation.hoisted.find(({ over }) => over === "sensoryToD1")!;
    expect(saving.compiled).toBeLessThan(saving.written);
    expect(small.compilation.skipped).toEqual([]);
    for (const text of brain.compilation.skipped) expect(text).toMatch(/^in \w+ .+ where in no subject /u);
  });

  it("says which modulators reach which plasticity, and how", () => {
    expect(small.modulation).toEqual([
      {
        projection: "corticostriatal",
        label: "cortex → striatum",
        plastic: true,
        effects: [{ modulator: "dopamine", effect: "gain", name: "dopamineGain" }],
      },
    ]);
    const effects = brain.modulation.find(({ projection }) => projection === "sensoryToD1")!.effects;
    expect(effects.map(({ modulator, effect }) => `${modulator} ${effect}`)).toEqual(
      expect.arrayContaining(["dopamine gain", "norepinephrine timing", "acetylcholine gain"]),
    );
  });

  it("lists every declared operator and every kind of local operation", () => {
    expect(brain.operations.filter(({ local }) => !local).map(({ name }) => name)).toEqual(["actionReadout"]);
    const local = small.operations.filter((operation) => operation.local).map(({ name }) => name);
    expect(local).toEqual(expect.arrayContaining(["multiply", "gather", "mean", "readPresynaptic", "uniform"]));
    expect(local).not.toContain("largest");
    for (const { doc } of brain.operations) expect(doc).not.toBe("");
  });

  it("tells the shares of where parameters come from, and the sources with their keys", () => {
    expect(small.shares).toEqual({ measured: 0.25, derived: 0, fitted: 0, chosen: 0.75 });
    expect(small.sources.map(({ key }) => key)).toEqual(["izhikevich2007", "yagishita2014"]);
    expect(small.sources[1]!.citation).toMatch(/^Yagishita et al\. \(2014\)\. A critical time window .*doi:/u);
  });

  it("shows of overridden values where they stand and what they override", () => {
    const lesioned = explainModel(modelOf(models.lesioned));
    const rate = lesioned.parameters.find(({ name }) => name === "striatalRate")!;
    expect(rate.from).toMatch(/habenula-lesion\.yaml:\d+$/u);
    expect(rate.overrides).toEqual([expect.stringMatching(/parameters\.yaml:\d+$/u)]);
    const text = explanationText(lesioned, style);
    expect(text).toMatch(/from habenula-lesion\.yaml:\d+, overrides parameters\.yaml:\d+/u);
    expect(text).toContain("nuclei.dorsalRaphe.equations");
  });
});

describe("the explanation as text", () => {
  it("keeps to 80 columns", () => {
    for (const explanation of [small, brain])
      for (const line of explanationText(explanation, style).split("\n"))
        expect(widthOf(line), line).toBeLessThanOrEqual(80);
  });

  it("has a row in the matrix for each projection that learns", () => {
    expect(explanationText(small, style)).toMatch(/projection +learns +DA\n +corticostriatal +yes +G\n/u);
  });

  it("can be of one projection alone", () => {
    const alone = explainProjectionAlone(brain, "sensoryToD1");
    expect(alone.owners[0]!.name).toBe("sensoryToD1");
    for (const { name } of alone.owners.slice(1)) expect(name).toMatch(/^sensoryToD1\.(?:pre|post|area)$/u);
    expect(alone.parameters.length).toBeLessThan(15);
    expect(explanationText(alone, style)).not.toContain("AREAS");
    expect(() => explainProjectionAlone(brain, "sensoryTD1")).toThrow('did you mean "sensoryToD1"?');
  });
});
