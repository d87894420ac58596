import { describe, expect, it } from "vitest";
import { compareModels } from "./difference.ts";
import { differenceText } from "./differenceText.ts";
import { modelOf, models } from "./fixtures/models.ts";
import { widthOf } from "./layout.ts";

const head = "neohebb: model/1\nname: other\nversion: 1\nsummary: Other.\nextends: three-factor\n";
const small = modelOf(models.small);
const against = (text: string) => compareModels(small, modelOf("main.yaml", head + text));

describe("the difference of two models", () => {
  it("is nothing for the same model", () => {
    expect(compareModels(small, small)).toEqual({
      a: "three-factor 1",
      b: "three-factor 1",
      sameProgram: true,
      differences: [],
    });
    expect(against("")).toMatchObject({ sameProgram: true, differences: [] });
  });

  it("has a parameter's two values and where they stand", () => {
    const { sameProgram, differences } = against("parameters: {burstGain: 2}\n");
    expect(sameProgram).toBe(false);
    expect(differences[0]).toEqual({
      section: "parameters",
      path: "burstGain.value",
      kind: "changed",
      a: "3",
      b: "2",
      fromA: expect.stringMatching(/three-factor\.yaml:\d+$/u),
      fromB: "main.yaml:6",
      textOnly: false,
    });
    expect(differences.filter(({ textOnly }) => textOnly).map(({ path }) => path)).toEqual(["burstGain.source"]);
  });

  it("does not take another way of writing for a difference", () => {
    const text = `parameters:
  rateTimeConstant: {value: 0.05 s, status: chosen, source: membrane and synaptic time constants together}
nuclei:
  ventralTegmentalArea: {equations: "rate = max( 0 , (1 + burstGain*(reward - striatum.response)) )  # as before"}
areas: {striatum: {modulators: {dopamine: {lag: 0.15 s}}}}
`;
    expect(against(text)).toMatchObject({ sameProgram: true, differences: [] });
  });

  it("shows equations by what they determine", () => {
    const text = `projections:
  corticostriatal:
    equations: |
      weight = clip(weight + learningRate * step * dopamineGain * eligibility, 0, 2)
      d eligibility/dt = (pre.rate * post.rate - eligibility) / traceTimeConstant
`;
    const { differences } = against(text);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({
      section: "projections",
      path: "corticostriatal.equations",
      kind: "changed",
      b: "weight = clip(weight + learningRate · step · dopamineGain · eligibility, 0, 2)",
    });
  });

  it("names another order of the same equations", () => {
    const text = `projections:
  corticostriatal:
    equations: |
      weight = clip(weight + learningRate * step * dopamineGain * eligibility, 0, 1)
      d eligibility/dt = (pre.rate * post.rate - eligibility) / traceTimeConstant
`;
    expect(against(text)).toMatchObject({
      sameProgram: false,
      differences: [{ a: "order d eligibility/dt, weight", b: "order weight, d eligibility/dt" }],
    });
  });

  it("names whole parts that one model alone has, and lists", () => {
    const text = `step: 10 ms
record: [striatum.response]
areas: {striatum: {receptors: {dopamineD1: null}, populations: {units: {variables: {slow: {unit: "1"}}}}}}
projections:
  corticostriatal: {modulation: {dopamineGain: null}, equations: weight = weight}
  feedback: {source: striatum.units, target: cortex.units, variables: {weight: {unit: "1"}}}
`;
    const found = against(text).differences.map(({ section, path, kind, a, b }) => [section, path, kind, a, b]);
    expect(found).toContainEqual(["model", "step", "changed", "20 ms", "10 ms"]);
    expect(found).toContainEqual(["model", "record", "added", null, "striatum.response"]);
    expect(found).toContainEqual(["areas", "striatum.receptors.dopamineD1", "removed", "1", null]);
    expect(found).toContainEqual(["projections", "feedback", "added", null, "striatum.units → cortex.units"]);
    expect(found).toContainEqual([
      "projections",
      "corticostriatal.equations",
      "removed",
      "d eligibility/dt = (pre.rate · post.rate − eligibility) / traceTimeConstant",
      null,
    ]);
  });

  it("shows a number that became an entry", () => {
    const uptake = "{maximum: 3, halfSaturation: 2}";
    const text = `areas: {striatum: {modulators: {dopamine: {uptake: ${uptake}}}}}\n`;
    expect(against(text).differences.map(({ path, b }) => [path, b])).toContainEqual([
      "striatum.modulators.dopamine.uptake",
      '{"maximum":3,"halfSaturation":2}',
    ]);
  });

  it("calls a change of documentation a change of texts", () => {
    const text = "areas: {cortex: {doc: Shows the cue.}}\n";
    expect(against(text)).toMatchObject({ sameProgram: true, differences: [{ path: "cortex.doc", textOnly: true }] });
    const moved = "projections: {corticostriatal: {source: cue}}\n";
    expect(() => against(moved)).toThrow('population "cue" has no "rate"');
  });

  it("is readable at 80 columns", () => {
    const style = { width: 80, bold: (text: string) => text };
    const text = differenceText(compareModels(modelOf(models.brain), modelOf(models.lesioned)), style);
    expect(text).toContain("dorsalRaphe.equations");
    expect(text).toMatch(/striatalRate\.value: .* → 4 1\/s/u);
    expect(text).toMatch(/\n\d+ differences; they run different programs$/u);
    for (const line of text.split("\n")) expect(widthOf(line), line).toBeLessThanOrEqual(80);
  });
});
