import { describe, expect, it } from "vitest";
import { drugs } from "../interventions/index.ts";
import { defineModel, lowerModel } from "../spec/index.ts";
import { courseLevel, doseCourse } from "./doseCourse.ts";
import { courseProblem } from "./doseKinetics.ts";
import { experimentSchema } from "./experimentFile.ts";
import { resolveDose } from "./groupDoses.ts";
import type { DoseFile } from "./groupFile.ts";

const receptor = { modulator: "dopamine", halfMaximalConcentration: 1, status: "chosen", source: "test" } as const;
const model = lowerModel(
  defineModel({
    neohebb: "model/1",
    name: "doses",
    version: 1,
    summary: "Receptors with and without ligands.",
    step: "20 ms",
    inputs: { cue: { size: 2, unit: "1" }, reward: { unit: "1" } },
    body: { stimuli: "cue", reward: "reward" },
    modulators: { dopamine: { label: "DA", targets: ["transporter"] }, acetylcholine: { label: "ACh" } },
    nuclei: {
      midbrain: { modulator: "dopamine", variables: { rate: { unit: "1", initial: 1 } } },
      forebrain: { modulator: "acetylcholine", variables: { rate: { unit: "1", initial: 1 } } },
    },
    areas: {
      cortex: {
        modulators: {
          dopamine: { lag: "100 ms", release: { midbrain: 1 } },
          acetylcholine: { lag: "100 ms", release: { forebrain: 1 } },
        },
      },
    },
    receptors: {
      dopamineD1: { ...receptor, label: "D1" },
      dopamineD2: { ...receptor, label: "D2", ligands: ["agonist", "competitor", "slow"] },
    },
  }),
);
const task = { trials: 10, phases: [{ name: "cue" }, { name: "outcome" }] };
const resolve = (dose: DoseFile) => resolveDose(dose, model, task, []);
const windows = (dose: DoseFile) => {
  const { windows: found, problems } = resolve(dose);
  expect(problems).toEqual([]);
  return found.map(({ input, dose: amount }) => [input, amount]);
};
const problems = (dose: DoseFile) =>
  resolve(dose).problems.map(({ path, message, hint }) => `${path.join(".")}: ${message}; ${hint}`);

describe("a dose", () => {
  it("sets the inputs of its action", () => {
    expect(windows({ receptor: "D1", dose: "3 Ki" })).toEqual([["antagonist.dopamineD1", 3]]);
    expect(windows({ receptor: "D2", action: "competitor", dose: "3 Ki" })).toEqual([["competitor.dopamineD2", 3]]);
    expect(windows({ receptor: "D2", action: "agonist", efficacy: 0.25, dose: "4 Ki" })).toEqual([
      ["agonist.dopamineD2", 4],
      ["agonistEffect.dopamineD2", 1],
    ]);
    expect(windows({ modulator: "DA", site: "transporter", dose: "2 Ki" })).toEqual([["transporter.dopamine", 2]]);
    expect(windows({ drug: "methylphenidate", dose: "158 nM" })).toEqual([["transporter.dopamine", 2]]);
  });

  it("of a slow antagonist sets both rates, that of leaving in all trials", () => {
    const { windows: found } = resolve({
      receptor: "D2",
      action: "slow",
      dissociation: "10 min",
      dose: "3 Ki",
      trials: [3, 5],
    });
    const rate = Math.LN2 / 600;
    expect(found).toEqual([
      { input: "association.dopamineD2", dose: rate * 3, from: 2, to: 5 },
      { input: "dissociation.dopamineD2", dose: rate, from: 0, to: null, alone: true },
    ]);
    const slow = { receptor: "D2", action: "slow", dissociation: "10 min", dose: "3 Ki" };
    const group = (doses: unknown[]) => experimentSchema.shape.groups.safeParse({ a: { doses } }).success;
    expect([group([slow]), group([slow, slow])]).toEqual([true, false]);
  });

  it("asks for what it needs of the model, unless it is none at all", () => {
    const needs = (dose: DoseFile) => resolve(dose).manipulations;
    expect(needs({ receptor: "D1", dose: "3 Ki" })).toEqual({});
    expect(needs({ receptor: "D1", action: "agonist", dose: "3 Ki" })).toEqual({
      ligands: { dopamineD1: ["agonist"] },
    });
    expect(needs({ receptor: "D1", action: "agonist", dose: 0 })).toEqual({});
    expect(resolve({ receptor: "D1", action: "agonist", dose: 0 }).windows).toEqual([]);
    expect(needs({ modulator: "DA", site: "efflux", dose: "2 Ki" })).toEqual({ targets: { dopamine: ["efflux"] } });
  });

  it("in mg, measured under a dose a day, is less after a single one, and the same in the steady state", () => {
    const haloperidol = (more: Partial<DoseFile>) =>
      resolve({ drug: "haloperidol", dose: "2 mg", ...more }).windows.find(({ input }) => input.endsWith("D2"))!;
    const steady = 2 / 1.15;
    expect(haloperidol({}).dose).toBeCloseTo(steady, 10);
    const { dose, course } = haloperidol({ course: { elimination: "1 d" }, at: "-60 d", every: "1 d" });
    expect(dose).toBeCloseTo(steady / 2, 10);
    expect(dose * courseLevel(course!, 0)).toBeCloseTo(steady, 6);
  });

  it("given locally sets the input of each area", () => {
    const local = resolve({ receptor: "D1", dose: "3 Ki", area: ["cortex"] });
    expect(local.windows).toEqual([{ input: "antagonist.dopamineD1.cortex", dose: 3, from: 0, to: null }]);
    expect(local.manipulations).toEqual({ local: [{ input: "antagonist.dopamineD1", area: "cortex" }] });
    expect(local.descriptions[0]).toMatchObject({ action: "antagonist (in cortex)" });
  });

  it("of a drug acts as its data say, and says what the model has no place for", () => {
    const found = resolve({ drug: "quinpirole", dose: "2 Ki" });
    expect(found.windows.map(({ input, dose }) => [input, dose])).toEqual([
      ["agonist.dopamineD2", 2],
      ["agonistEffect.dopamineD2", 2],
    ]);
    expect(found.notes.map(({ message }) => message)).toEqual([
      "the model has no receptor dopamineD3, to which quinpirole binds",
      "the model has no receptor dopamineD4, to which quinpirole binds",
    ]);
    expect(windows({ drug: "sulpiride", dose: "3 Ki" })).toEqual([["competitor.dopamineD2", 3]]);
  });

  it("of an inhibitor of cholinesterase acts on all removal where no enzyme is told apart", () => {
    expect(windows({ drug: "physostigmine", dose: "2 Ki" })).toEqual([["transporter.acetylcholine", 2]]);
    expect(resolve({ drug: "physostigmine", dose: "2 Ki" }).descriptions[0]).toMatchObject({
      action: "enzyme inhibitor",
    });
  });

  it("is there in stages, sessions and phases, counted from 1", () => {
    const [found] = resolve({
      receptor: "D1",
      dose: "3 Ki",
      during: { stage: "test", session: [2, 3], phase: "cue" },
    }).windows;
    expect(found).toMatchObject({ stages: ["test"], sessions: [1, 2], phases: ["cue"] });
  });

  it("is repeated or infused", () => {
    const course = { elimination: "6 h" };
    const given = (dose: Partial<DoseFile>) =>
      resolve({ receptor: "D1", dose: "1 Ki", course, ...dose }).windows[0]!.course!;
    expect(given({ at: "-7 d", every: "12 h", for: "7 d" })).toMatchObject({
      at: -7 * 86_400,
      repeated: { every: 43_200, count: 14 },
    });
    expect(given({ for: "7 d" })).toMatchObject({ infusion: 7 * 86_400 });
  });

  it.each<[DoseFile, string]>([
    [
      { drug: "idazoxan", dose: "1 Ki" },
      "drug: idazoxan acts nowhere in the model; the model has no receptor adrenergicAlpha2, to which idazoxan binds",
    ],
    [{ receptor: "D1", dose: 0, area: "cortx" }, 'area: the model has no area "cortx"; did you mean "cortex"?'],
    [{ receptor: "D1", dose: 0, during: { phase: "cu" } }, 'during: the task has no phase "cu"; did you mean "cue"?'],
    [{ receptor: "D1", dose: 0, every: "1 h" }, "every: repeated doses and infusions need a course; add course: true"],
    [
      { receptor: "D2", action: "slow", dose: "1 Ki" },
      'dissociation: a slow antagonist needs its half-life; for example "20 min"',
    ],
    [{ receptor: "D2", efficacy: 0.5, dose: "1 Ki" }, "efficacy: only an agonist has an efficacy; null"],
    [
      { modulator: "dopamin", site: "transporter", dose: 0 },
      'modulator: the model has no modulator "dopamin"; did you mean "dopamine"?',
    ],
    [
      { modulator: "DA", site: "enzyme", dose: 0 },
      "site: no enzyme removes dopamine in the model; write site: transporter, or give an area modulators.dopamine.enzyme",
    ],
    [
      { receptor: "D1", modulator: "DA", dose: 0 },
      "dose: a dose needs either a receptor, a modulator or a drug; it has several",
    ],
    [{ receptor: "D1", dose: 0, at: "1 min" }, "at: a time of administration needs a course; add course: true"],
    [
      { receptor: "D1", dose: 0, course: true },
      'course: there are no published kinetics here; write half-lives: {elimination: "2 h", absorption: "10 min"}',
    ],
    [
      { receptor: "D1", dose: 0, course: { elimination: "2 mV" } },
      'course: "2 mV" is not a time; write a time such as "30 min" or "2 h"',
    ],
    [
      { receptor: "D1", dose: 0, course: { elimination: "1 min", timeToPeak: "2 min" } },
      "course: a drug that is absorbed faster than eliminated peaks before 1.44 half-lives; null",
    ],
  ])("%j is told of", (dose, message) => {
    expect(problems(dose)).toEqual([message]);
  });
});

describe("the course of a dose", () => {
  it("after injection into a vein falls by half in each half-life, and is nothing before", () => {
    const course = doseCourse({ elimination: 600 }, -60);
    expect([-61, -60, 540, 1140].map((time) => courseLevel(course, time))).toEqual([
      0,
      1,
      expect.closeTo(0.5, 12),
      expect.closeTo(0.25, 12),
    ]);
  });

  it("with absorption follows Bateman's equation, with 1 at its peak", () => {
    const [ke, ka] = [Math.LN2 / 7200, Math.LN2 / 600];
    const bateman = (time: number) => Math.exp(-ke * time) - Math.exp(-ka * time);
    const peak = Math.log(ka / ke) / (ka - ke);
    const course = doseCourse({ elimination: 7200, absorption: 600 }, 0);
    for (const time of [0, 60, 600, peak, 7200, 36_000])
      expect(courseLevel(course, time)).toBeCloseTo(bateman(time) / bateman(peak), 10);
  });

  it("in the brain solves its differential equations", () => {
    const half = { elimination: 3600, absorption: 300, brain: 900 };
    const [ke, ka, kb] = [half.elimination, half.absorption, half.brain].map((time) => Math.LN2 / time);
    let [gut, plasma, brain, peak] = [1, 0, 0, 0];
    const levels: number[] = [];
    const step = 0.05;
    for (let count = 0; count * step < 7200; count++) {
      if (count % 12_000 === 0) levels.push(brain);
      const [absorbed, gone, taken] = [ka! * gut, ke! * plasma, kb! * (plasma - brain)];
      gut -= step * absorbed;
      plasma += step * (absorbed - gone);
      brain += step * taken;
      peak = Math.max(peak, brain);
    }
    const course = doseCourse(half, 0);
    levels.forEach((level, place) => {
      expect(courseLevel(course, place * 12_000 * step)).toBeCloseTo(level / peak, 3);
    });
  });

  it("with equal half-lives is the limit of unequal ones", () => {
    const course = doseCourse({ elimination: 600, absorption: 600 }, 0);
    const rate = Math.LN2 / 600;
    for (const time of [60, 600, 3000])
      expect(courseLevel(course, time)).toBeCloseTo(rate * time * Math.exp(1 - rate * time), 3);
  });

  it("peaks when the time to the peak says", () => {
    const course = doseCourse({ elimination: 20.7 * 3600, timeToPeak: 1200 }, 0);
    expect(courseLevel(course, 1200)).toBeCloseTo(1, 9);
    expect(courseLevel(course, 1100)).toBeLessThan(1);
    expect(courseLevel(course, 1300)).toBeLessThan(1);
  });

  it("is known of some drugs", () => {
    const known = drugs.flatMap(({ kinetics }) => kinetics ?? []);
    expect(known.length).toBeGreaterThan(1);
    expect(known.map(courseProblem)).toEqual(known.map(() => null));
    const [found] = resolve({ drug: "haloperidol", dose: "3 Ki", at: "-30 min", course: true }).windows;
    const { descriptions } = resolve({ receptor: "D1", dose: "3 Ki", course: { elimination: "1 h" } });
    expect(descriptions).toEqual([
      { receptor: "dopamineD1", label: "D1", dose: 3, action: "antagonist (time course; dose at the peak)" },
    ]);
    expect(found).toMatchObject({ input: "antagonist.dopamineD2", dose: 3, course: { at: -1800 } });
    expect(courseLevel(found!.course!, 0)).toBeGreaterThan(0.98);
  });
});
