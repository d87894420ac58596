import { describe, expect, it } from "vitest";
import { defineModel, extendModel, lowerModel } from "../spec/index.ts";
import type { GroupFile, ManipulationFile } from "./groupFile.ts";
import { resolveTreatment } from "./resolveGroup.ts";
import { switchesOf } from "./treatment.ts";

const rate = { variables: { rate: { unit: "1", initial: 1 } } } as const;
const source = defineModel({
  neohebb: "model/1",
  name: "manipulated",
  version: 1,
  summary: "Two areas and a nucleus.",
  step: "20 ms",
  inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" }, proteinSynthesisBlock: { unit: "1" } },
  body: { stimuli: "cue", reward: "reward" },
  parameters: { gain: { value: 2, status: "chosen", source: "test" } },
  modulators: { dopamine: { label: "DA" } },
  receptors: {
    dopamineD1: { label: "D1", modulator: "dopamine", halfMaximalConcentration: 1, status: "chosen", source: "test" },
  },
  nuclei: { midbrain: { label: "VTA", modulator: "dopamine", ...rate } },
  areas: {
    cortex: { label: "Ctx", populations: { cells: { size: 4, ...rate }, silent: { size: 2 } } },
    striatum: {
      receptors: { D1: 1 },
      modulators: { dopamine: { lag: "100 ms", uptake: 0.6, enzyme: 0.4, release: { midbrain: 1 } } },
      populations: { cells: { size: 2, variables: { rate: { unit: "1" }, drive: { unit: "1" } } } },
    },
  },
  projections: {
    corticostriatal: {
      source: "cortex.cells",
      target: "striatum.cells",
      into: "drive",
      variables: { weight: { unit: "1", plastic: true } },
    },
  },
});
const model = lowerModel(source);
const task = { trials: 10, phases: [{ name: "cue" }, { name: "outcome" }] };
const treat = (file: Pick<GroupFile, "doses" | "manipulations" | "conditions">) =>
  resolveTreatment(file, model, task, ["groups", "a"]);
const one = (manipulation: ManipulationFile) => treat({ manipulations: [manipulation] });
/** The model with a projection of which nothing reads the terminals' firing. */
const inertSource = extendModel(source, {
  neohebb: "model/1",
  name: "inert",
  version: 1,
  summary: "With synapses that bring nothing.",
  projections: {
    inert: { source: "cortex.cells", target: "striatum.cells", variables: { weight: { unit: "1" } } },
    traced: {
      source: "cortex.cells",
      target: "striatum.cells",
      variables: { weight: { unit: "1" } },
      equations: "weight = pre.rate",
    },
  },
});
const withInert = lowerModel(inertSource);
const problems = (manipulation: ManipulationFile) =>
  one(manipulation).problems.map(({ path, message, hint }) => `${path.slice(4).join(".")}: ${message}; ${hint}`);

describe("a manipulation", () => {
  it.each<[ManipulationFile, unknown, string]>([
    [
      { lesion: "Ctx", share: 0.5 },
      {
        cells: [
          { of: "cortex.cells", share: 0.5 },
          { of: "cortex.silent", share: 0.5 },
        ],
      },
      "50 % of the cells of Ctx lost",
    ],
    [{ lesion: ["VTA"] }, { cells: [{ of: "midbrain", share: 1 }] }, "100 % of the cells of VTA lost"],
    [
      { fibreLesion: "VTA", area: ["striatum"], share: 0.9 },
      { terminals: [{ of: "midbrain", area: "striatum", share: 0.9 }] },
      "90 % of the terminals of VTA in striatum lost",
    ],
    [
      { fibreLesion: "corticostriatal" },
      { terminals: [{ of: "corticostriatal", area: null, share: 1 }] },
      "100 % of the terminals of Ctx cells → striatum cells lost",
    ],
    [
      { receptor: "D1", density: 0 },
      { densities: [{ receptor: "dopamineD1", area: null, factor: 0 }] },
      "0 % of D1 receptors",
    ],
    [
      { modulator: "DA", transporter: 0.5, synthesis: 0.2, area: "striatum" },
      {
        removals: [{ modulator: "dopamine", by: "transporter", area: "striatum", factor: 0.5 }],
        synthesis: [{ modulator: "dopamine", area: "striatum", factor: 0.2 }],
      },
      "50 % of the transporter, 20 % of the synthesis of DA in striatum",
    ],
    [
      { trait: "anxiety", parameters: { gain: 0.2 } },
      { traits: [{ parameter: "gain", trait: "anxiety", slope: 0.2 }] },
      "trait anxiety: gain × (1 + 0.2·z)",
    ],
  ])("%j comes to what is lowered", (manipulation, manipulations, text) => {
    const found = one(manipulation);
    expect(found.problems).toEqual([]);
    expect(found.manipulations).toMatchObject(manipulations as object);
    expect(found.texts).toEqual([text]);
    expect(found.windows).toEqual([]);
    lowerModel(source, switchesOf(found));
  });

  it("by light or stimulation is written to inputs that the model is lowered with", () => {
    const found = treat({
      manipulations: [
        { light: "VTA", excitation: 2, pulse: { after: "tone", delay: "200 ms", duration: "1 s" }, shareOfTrials: 0.3 },
        { light: "VTA", area: "striatum", inhibition: 0.8, during: { phase: "outcome" } },
        { light: "cortex.cells", excitation: 1, share: 0.5 },
        { stimulation: "Ctx.cells", strength: 0.9, trials: [3, 4] },
        { proteinSynthesis: 0.9, during: { stage: "test" } },
      ],
    });
    expect(found.problems).toEqual([]);
    expect(found.windows).toEqual([
      {
        input: "excitation.midbrain",
        dose: 2,
        from: 0,
        to: null,
        pulse: { after: "tone", delay: 0.2, duration: 1 },
        trialShare: { share: 0.3, name: "groups.a.manipulations.0" },
      },
      { input: "inhibition.midbrain.striatum", dose: 0.8, from: 0, to: null, phases: ["outcome"] },
      { input: "excitation.cortex.cells", dose: 1, from: 0, to: null },
      { input: "stimulation.cortex.cells", dose: 0.9, from: 2, to: 4 },
      { input: "proteinSynthesisBlock", dose: 0.9, from: 0, to: null, stages: ["test"] },
    ]);
    const inputs = lowerModel(source, switchesOf(found)).program.variables.filter(({ role }) => role === "input");
    for (const { input } of found.windows) expect(inputs.map(({ name }) => name)).toContain(input);
    expect(found.texts[0]).toBe("light on VTA adds 2 to firing, for 1 s after tone and 200 ms, in 30 % of trials");
  });

  it("by genotype or age changes what the model has, and says what it has not", () => {
    const genotype = one({ genotype: "comt-met-met" });
    expect(genotype.manipulations.removals).toEqual([{ modulator: "dopamine", by: "enzyme", area: null, factor: 0.3 }]);
    const old = one({ age: 75 });
    expect(old.manipulations.densities?.map(({ factor }) => factor)).toEqual([expect.closeTo(0.3, 12)]);
    expect(old.manipulations.removals?.map(({ factor }) => factor)).toEqual([expect.closeTo(0.6, 12)]);
    expect(old.notes.map(({ message }) => message)).toEqual(["the model has no dopamineD2, which the age changes"]);
  });

  it.each<[ManipulationFile, string]>([
    [{ lesion: "Cx" }, 'lesion: the model has no area or population or nucleus "Cx"; did you mean "Ctx"?'],
    [{ lesion: "Ctx", inhibition: 1 }, 'inhibition: "inhibition" does not belong to lesion; it can have share'],
    [
      { lesion: "Ctx", light: "VTA" },
      "light: a manipulation needs one of lesion, fibreLesion, light, stimulation, proteinSynthesis, receptor, modulator, genotype, age, trait; it has lesion and light: write two",
    ],
    [{ light: "VTA" }, "light: say what the light does; excitation: 2 (added to firing) or inhibition: 0.8 (a share)"],
    [
      { light: "cortex.silent", inhibition: 1 },
      'light: "cortex.silent" has no variable "rate" that light or stimulation could change; null',
    ],
    [
      { light: "cortex.cells", area: "striatum", inhibition: 1 },
      'area: light on terminals in an area is for nuclei; "cortex.cells" is a population; name a projection',
    ],
    [{ genotype: "comt-met-mat" }, 'genotype: there is no genotype "comt-met-mat"; did you mean "comt-met-met"?'],
    [
      { genotype: "d2-knock-out" },
      "genotype: nothing in the model is changed by the genotype; the model has no dopamineD2, which the genotype changes",
    ],
    [{ receptor: "D1" }, "receptor: say how many receptors there are; density: 0.5"],
    [{ trait: "z", parameters: { gian: 1 } }, 'parameters: the model has no parameter "gian"; did you mean "gain"?'],
    [{ stimulation: "VTA", window: "1 mV" }, 'window: "1 mV" is not a time; write a time such as "30 min" or "2 h"'],
    [{ stimulation: "VTA", pulse: { after: "cue", duration: "0 s" } }, "pulse: a pulse is longer than 0 s; null"],
    [
      { light: "VTA", inhibition: 1, trials: [4, 12] },
      "trials: there is no trial 12; the session has 10 trials, counted from 1",
    ],
  ])("%j is told of", (manipulation, message) => {
    expect(problems(manipulation)).toEqual([message]);
  });
});

describe("a time that no subject meets", () => {
  const met = () => ({ stages: ["training", "test"], marks: ["tone"], sessions: 2 });
  const notes = (file: Pick<GroupFile, "doses" | "manipulations" | "conditions">) =>
    resolveTreatment(file, model, { ...task, met }, []).notes.map(({ message }) => message);
  it("is told as a note", () => {
    const light = { light: "VTA", inhibition: 1 };
    expect(notes({ manipulations: [{ ...light, during: { stage: "tset", session: [2, 3] } }] })).toEqual([
      'subjects seem to meet no stage "tset": did you mean "test"?',
      "subjects seem to meet no session 3: there are 2",
    ]);
    expect(notes({ manipulations: [{ ...light, pulse: { after: "tune", duration: "1 s" } }] })).toEqual([
      'subjects seem to meet no mark or phase "tune": did you mean "tone"?',
    ]);
    expect(notes({ manipulations: [{ ...light, pulse: { after: "cue", duration: "1 s" } }] })).toEqual([]);
    expect(notes({ doses: [{ receptor: "D1", dose: "1 Ki", during: { stage: "training" } }] })).toEqual([]);
    expect(notes({ conditions: { a: {}, b: {}, c: {} } })).toEqual([
      "conditions take turns over sessions, of which subjects seem to meet 2",
    ]);
  });
});

describe("conditions of a crossover", () => {
  it("take turns over sessions", () => {
    const found = treat({
      conditions: {
        placebo: {},
        drug: {
          doses: [{ receptor: "D1", dose: "3 Ki" }],
          manipulations: [{ light: "VTA", inhibition: 1 }],
        },
      },
    });
    expect(found.windows.map(({ input, turn }) => [input, turn])).toEqual([
      ["antagonist.dopamineD1", { of: 1, count: 2 }],
      ["inhibition.midbrain", { of: 1, count: 2 }],
    ]);
    expect(found.texts).toEqual(["drug: light on VTA takes 100 % of firing"]);
  });

  it("cannot hold what is lost for good", () => {
    const found = treat({ conditions: { a: {}, b: { manipulations: [{ lesion: "Ctx" }] } } });
    expect(found.problems).toEqual([
      {
        path: ["groups", "a", "conditions", "b", "manipulations", 0],
        message: "what is lost or inherited cannot take turns",
        hint: "put it into the group's own manipulations",
      },
    ]);
  });
});

it("is refused as light on terminals whose firing nothing reads", () => {
  const light = (of: string) =>
    resolveTreatment({ manipulations: [{ light: of, inhibition: 0.5 }] }, withInert, task, ["groups", "a"]);
  expect(light("inert").problems).toEqual([
    {
      path: ["groups", "a", "manipulations", 0, "light"],
      message: 'light on the terminals of "inert" would change nothing: nothing reads their firing',
      hint: 'give it "into", or an equation that reads pre.rate',
    },
  ]);
  for (const sound of ["traced", "corticostriatal"]) {
    const found = light(sound);
    expect(found.problems).toEqual([]);
    const lit = lowerModel(inertSource, switchesOf(found));
    const inputs = lit.program.variables.filter(({ role }) => role === "input").map(({ name }) => name);
    expect(inputs).toEqual(expect.arrayContaining(found.windows.map(({ input }) => input)));
  }
});
