import { describe, expect, it } from "vitest";
import { defineModel } from "../spec/index.ts";
import { defineTask } from "../tasks/defineTask.ts";
import { compile } from "./compile.ts";
import { type SimulatedGroup, simulate } from "./simulate.ts";
import { taskNames } from "./taskNames.ts";

const rate = { variables: { rate: { unit: "1", initial: 1 } }, equations: "rate = 1" } as const;
const model = defineModel({
  neohebb: "model/1",
  name: "manipulated",
  version: 1,
  summary: "A nucleus and an area.",
  step: "20 ms",
  inputs: { cue: { size: "stimuli", unit: "1" }, reward: { unit: "1" }, proteinSynthesisBlock: { unit: "1" } },
  dimensions: { stimuli: { default: 1 } },
  body: { stimuli: "cue", reward: "reward" },
  modulators: { dopamine: { label: "DA" } },
  receptors: {
    dopamineD1: { label: "D1", modulator: "dopamine", halfMaximalConcentration: 1, status: "chosen", source: "test" },
  },
  nuclei: { midbrain: { label: "VTA", modulator: "dopamine", ...rate } },
  areas: {
    striatum: {
      receptors: { D1: 1 },
      modulators: { dopamine: { lag: "20 ms", uptake: 1, release: { midbrain: 1 } } },
      variables: { made: { unit: "1" } },
      equations: "made = 1 - proteinSynthesisBlock",
    },
  },
});

/** Two days with two trials each, the second one a test; in each trial a tone, a second of waiting, and an end. */
const days = defineTask({
  id: "days-v1",
  title: "Days",
  summary: "Two days with training and test.",
  sources: [],
  options: {},
  short: {},
  parts: () => ({
    world: {
      places: 1,
      placeLabels: ["here"],
      features: [{ name: "tone", modality: "auditory", dimension: "pitch" }],
      outcomes: [{ name: "food", valence: 1 }],
      contexts: 1,
      positions: 0,
      responses: [],
    },
    phases: [
      { name: "cue", doc: "A tone.", duration: 1 },
      { name: "wait", doc: "Nothing.", duration: 1 },
      { name: "end", doc: "Nothing.", duration: 1 },
    ],
    trials: 4,
    maximumTime: 100,
    columns: [],
    *session() {
      let record: Record<string, number> | undefined;
      for (let trial = 0; trial < 4; trial++) {
        const [session, stage] = [Math.floor(trial / 2), trial % 2 === 0 ? "training" : "test"];
        const first = { phase: "cue", duration: 1, trialStarts: true, session, stage, marks: ["tone"] };
        yield { ...first, objects: Float32Array.of(1), ...(record && { record }) };
        yield { phase: "wait", duration: 1 };
        yield { phase: "end", duration: 1 };
        record = { block: 0, trial, trialInBlock: trial, choice: -1, correct: Number.NaN, outcome: 0 };
      }
      return record!;
    },
  }),
});

const recorded = ["midbrain.rate", "striatum.dopamine", "striatum.dopamineD1", "striatum.made"] as const;

/** Means of a variable over the phases of a subject's trials. */
async function means(group: SimulatedGroup, variable: (typeof recorded)[number], subject = 0): Promise<number[]> {
  const compiled = compile(model, { task: days });
  const run = simulate(compiled, { task: days, seed: 3, subjects: 2, groups: { a: group }, record: recorded });
  const { signals } = await run.result();
  const rows = [...signals.subject.keys()].filter((row) => signals.subject[row] === subject);
  return rows.map((row) => Number(signals[variable][row]!.toPrecision(4)));
}

describe("the names that subjects meet", () => {
  it("are found by playing the task", () => {
    expect(taskNames(days.make())).toEqual({ stages: ["training", "test"], marks: ["tone"], sessions: 2 });
  });
});

describe("manipulations in a session", () => {
  it("are there in their stage alone", async () => {
    const blocked = await means(
      { doses: [{ receptor: "D1", dose: "3 Ki", during: { stage: "test" } }] },
      "striatum.dopamineD1",
    );
    const [free, bound] = [0.5, 0.125];
    expect(blocked).toEqual([free, free, free, bound, bound, bound, free, free, free, bound, bound, bound]);
  });

  it("by light last from a mark on, across phases, and end when their time is over", async () => {
    const light = { light: "VTA", excitation: 2, pulse: { after: "tone", delay: "500 ms", duration: "1 s" } };
    const rates = await means({ manipulations: [light] }, "midbrain.rate");
    expect(rates.slice(0, 3)).toEqual([2, 2, 1]);
    expect(rates.slice(9)).toEqual([2, 2, 1]);
  });

  it("take turns over sessions, in the other order for the next subject", async () => {
    const group: SimulatedGroup = {
      conditions: { placebo: {}, drug: { doses: [{ receptor: "D1", dose: "3 Ki" }] } },
    };
    const [first, second] = [
      await means(group, "striatum.dopamineD1", 0),
      await means(group, "striatum.dopamineD1", 1),
    ];
    expect([first[0], first[6]]).toEqual([0.5, 0.125]);
    expect([second[0], second[6]]).toEqual([0.125, 0.5]);
  });

  it("change their level within trials by their course", async () => {
    const course = { elimination: "1 s" };
    const found = await means({ doses: [{ receptor: "D1", dose: "3 Ki", course }] }, "striatum.dopamineD1");
    for (let phase = 1; phase < 6; phase++) expect(found[phase]!).toBeGreaterThan(found[phase - 1]!);
    expect(found[6]!).toBeLessThan(found[5]!);
  });

  it("block protein synthesis where the model makes proteins", async () => {
    const made = await means({ manipulations: [{ proteinSynthesis: 0.75, during: { session: 2 } }] }, "striatum.made");
    expect([made[0], made[6]]).toEqual([1, 0.25]);
  });

  it("let agonists in and lose terminals without a word in the model file", async () => {
    const agonist = { receptor: "D1", action: "agonist" as const, dose: "2 Ki" };
    expect((await means({ doses: [agonist] }, "striatum.dopamineD1"))[4]).toBeCloseTo(0.75, 3);
    const lesion = { fibreLesion: "VTA", share: 0.5 };
    expect((await means({ manipulations: [lesion] }, "striatum.dopamine"))[4]).toBeCloseTo(0.5, 3);
  });
});
