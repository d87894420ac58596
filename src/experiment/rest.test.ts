import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import { numericColumn } from "../math/table.ts";
import { readModel } from "../spec/index.ts";
import { commonColumns } from "../tasks/columns.ts";
import type { Task, TaskSession } from "../tasks/index.ts";
import { compile } from "./compile.ts";
import { RestError } from "./errors.ts";
import type { RestRules } from "./rest.ts";
import { type LaneMoment, runSession } from "./session.ts";
import { simulate } from "./simulate.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Something fast that follows the cue, and something slow that takes it up and loses it within hours. */
const model = (parts = "") => `
neohebb: model/1
name: memory
version: 1
summary: A slow trace of what was seen.
step: 20 ms
inputs:
  cue: {size: 1, unit: "1", doc: What is seen.}
  reward: {unit: "1", doc: Reward.}
areas:
  memory:
    label: M
    doc: Keeps what was seen.
    variables:
      fast: {unit: "1", initial: 0, doc: Follows the cue.}
      slow: {unit: "1", initial: 0, doc: Fades within hours.}
      nights: {unit: "1", initial: 0, doc: Counts sessions.}
    on:
      sessionStart: nights = nights + 1
    equations: |
      ${parts === "" ? "d fast/dt = (sum(cue.value) - fast) / 100 ms\n      d slow/dt = (fast - slow) / 6 h" : parts}
body: {stimuli: cue, reward: reward}
`;

const hour = 3600;

/** A cue for 10 s, then nothing for a time that depends on the subject, then the cue for 1 s. */
function restful(rest: (subject: number) => number): Task {
  const cue = Float32Array.of(1);
  function* session(subject: number): TaskSession {
    yield { phase: "cue", duration: 10, objects: cue, trialStarts: true };
    yield { phase: "night", duration: rest(subject), rest: true };
    yield { phase: "cue", duration: 1, session: 1, stage: "test" };
    return { block: 0, trial: 0, trialInBlock: 0, outcome: 0 };
  }
  return {
    description: {
      id: "restful-v1",
      title: "Rest",
      summary: "See something and wait.",
      sources: [],
      world: {
        places: 1,
        placeLabels: ["screen"],
        features: [{ name: "light", modality: "visual", dimension: "light" }],
        outcomes: [{ name: "food", valence: 1 }],
        contexts: 1,
        positions: 0,
        responses: [],
      },
      phases: [
        { name: "cue", doc: "Seen.", duration: 10 },
        { name: "night", doc: "Nothing.", duration: 6 * hour, rest: true },
      ],
      trials: 1,
      blockLength: null,
      maximumTime: 1000 * hour,
      columns: commonColumns,
      optionLabels: ["screen"],
    },
    session: (_, subject) => session(subject),
  };
}

async function run(task: Task, rest: RestRules, subjects = [0], text = model()) {
  const { program, body } = compile(text).model;
  const simulation = await createSimulation(program, { subjects, seed: [1, 0] });
  const moments: LaneMoment[] = [];
  const momentEnd = (ended: readonly LaneMoment[]) => moments.push(...ended);
  runSession({ simulation, body, task, seed: 1, doses: [], rest, observers: [{ momentEnd }] });
  const read = (name: string, place = 0) => simulation.read(`memory.${name}`, place)[0]!;
  return { moments, read, steps: simulation.clock(0) };
}

describe("rest", () => {
  it("takes its settling time in steps and the rest of it at once, with the slow losing what it would have lost", async () => {
    const closed = await run(
      restful(() => 60),
      {},
    );
    const stepped = await run(
      restful(() => 60),
      { form: "stepped" },
    );
    expect(closed.moments.map(({ steps }) => steps)).toEqual([500, 150, 50]);
    expect(stepped.moments.map(({ steps }) => steps)).toEqual([500, 3000, 50]);
    // Three thousand steps are rounded to binary32 each.
    expect(Math.abs(closed.read("slow") / stepped.read("slow") - 1)).toBeLessThan(1e-4);
    expect(closed.read("fast")).toBeCloseTo(stepped.read("fast"), 6);
    const night = await run(
      restful(() => 6 * hour),
      {},
    );
    const day = await run(
      restful(() => 0.02),
      {},
    );
    expect(night.read("slow") / day.read("slow")).toBeCloseTo(Math.exp(-1), 4);
    expect(night.steps).toBe(700);
    expect(night.read("nights")).toBe(2);
  });

  it("settles as long as it is told to", async () => {
    const { moments } = await run(
      restful(() => 60),
      { settling: 5 },
    );
    expect(moments.map(({ steps }) => steps)).toEqual([500, 250, 50]);
  });

  it("settles for 3 s unless told otherwise: then the reference brain goes on as if all had been stepped", async () => {
    const file = join(root, "models", "reference-brain", "reference-brain.yaml");
    const task = { id: "pavlovian-discrimination-v1", options: { interval: 30, acquisitionTrials: 12 } };
    const brain = compile(
      readModel(file, (path) => readFileSync(path, "utf8")),
      { task },
    );
    const responses = async (rest: RestRules) => {
      const { trials } = await simulate(brain, { task, subjects: 4, seed: 3, rest }).result();
      return numericColumn(trials, "response")!;
    };
    const stepped = await responses({ form: "stepped" });
    const distance = (from: Float64Array) => {
      const squares = from.reduce((sum, value, trial) => sum + (value - stepped[trial]!) ** 2, 0);
      return Math.sqrt(squares / stepped.reduce((sum, value) => sum + value * value, 0));
    };
    const [usual, long, short] = [
      distance(await responses({ form: "closed" })),
      distance(await responses({ form: "closed", settling: 8 })),
      distance(await responses({ form: "closed", settling: 0.02 })),
    ];
    // What is left are other random numbers, since fewer are drawn.
    expect(usual).toBeLessThan(1.5 * long);
    expect(usual).toBeLessThan(0.02);
    // A single step is too few, although memory, too, is passed in closed form.
    expect(short).toBeGreaterThan(2 * long);
  });

  it("is passed by the model's own equations for offline time, if it has any, before the closed form", async () => {
    const text = model().replace("    on:\n", "    on:\n      offline: nights = nights + elapsed / 1 h\n");
    const { read } = await run(
      restful(() => 6 * hour),
      {},
      [0],
      text,
    );
    expect(read("nights")).toBeCloseTo(2 + 6 - 3 / hour, 5);
  });

  it("of one subject does not reach the others", async () => {
    const task = restful((subject) => [6 * hour, 0.5, 3 * hour, 2][subject]!);
    const all = await run(task, {}, [0, 1, 2, 3]);
    for (const subject of [0, 1, 2, 3]) {
      const alone = await run(task, {}, [subject]);
      for (const name of ["fast", "slow", "nights"]) expect(all.read(name, subject)).toBe(alone.read(name));
    }
  });

  it("of hours cannot be stepped, nor passed at once by a model that has no closed form for it", async () => {
    const task = restful(() => 24 * hour);
    const limit = "restful-v1: a rest of 86400 s takes 4320000 steps, more than 2000000; ";
    await expect(run(task, { form: "stepped" })).rejects.toThrow(`${limit}pass it in closed form: rest: closed`);
    const flat = model("fast = sum(cue.value)\n      slow = slow * 0.5");
    await expect(run(task, {}, [0], flat)).rejects.toThrow(RestError);
    await expect(run(task, {}, [0], flat)).rejects.toThrow("the model memory has no closed form for it");
  });
});
