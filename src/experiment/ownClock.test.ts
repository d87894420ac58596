import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../engine/index.ts";
import { rowsWhere } from "../math/table.ts";
import { commonColumns } from "../tasks/columns.ts";
import { checkTask, type TaskKind, type TaskSession, type TrialRow } from "../tasks/index.ts";
import { compile } from "./compile.ts";
import { type EndedTrial, type LaneMoment, runSession } from "./session.ts";
import { simulate } from "./simulate.ts";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
/** The tiny model, with counters of what happens. */
const text = readFileSync(join(fixtures, "tinyModel.yaml"), "utf8")
  .replace(
    "modulators:\n",
    `events: [choice, tone]
modulators:
`,
  )
  .replace(
    "          taken: {unit",
    `          tones: {unit: "1", initial: 0, doc: Tones heard.}
          starts: {unit: "1", initial: 0, doc: Trials begun.}
          ends: {unit: "1", initial: 0, doc: Trials ended.}
          days: {unit: "1", initial: 0, doc: Sessions begun.}
          nights: {unit: "1", initial: 0, doc: Sessions ended.}
          choices: {unit: "1", initial: 0, doc: Choices made.}
          taken: {unit`,
  )
  .replace(
    "        equations: |\n          taken = ",
    `        on:
          tone: tones = tones + 1
          trialStart: starts = starts + 1
          trialEnd: ends = ends + 1
          sessionStart: days = days + 1
          sessionEnd: nights = nights + 1
          choice: choices = choices + 1
        equations: |
          taken = `,
  );

/** Two options that are there until one is taken; a session lasts a while, whatever is done; two days. */
const foraging: TaskKind = {
  id: "foraging-v1",
  title: "Foraging",
  options: {},
  make(options = {}) {
    const [wrong] = Object.keys(options);
    if (wrong !== undefined) throw new RangeError(`there is no option "${wrong}"`);
    return {
      description: {
        id: "foraging-v1",
        title: "Foraging",
        summary: "Take one of two, as often as you like.",
        sources: [],
        world: {
          places: 2,
          placeLabels: ["left", "right"],
          features: [
            { name: "left", modality: "visual", dimension: "side" },
            { name: "right", modality: "visual", dimension: "side" },
          ],
          outcomes: [{ name: "food", valence: 1 }],
          contexts: 1,
          positions: 0,
          responses: [],
        },
        phases: [
          { name: "cue", doc: "Both are there.", duration: 1, awaitsAction: true },
          { name: "outcome", doc: "Food or none.", duration: 0.2 },
          { name: "interval", doc: "Nothing.", duration: 0.5, rest: true },
        ],
        trials: null,
        blockLength: null,
        maximumTime: 200,
        columns: commonColumns,
        optionLabels: ["left", "right"],
      },
      session: (random, subject) => forage((trial) => random.uniform(0, trial), 6 + 3 * (subject % 4)),
    };
  },
};

/** @param length - Of a day, s. */
function* forage(uniform: (trial: number) => number, length: number): TaskSession {
  const objects = Float32Array.of(1, 0, 0, 1);
  const available = Float32Array.of(1, 1);
  let record: TrialRow | undefined;
  let trial = 0;
  for (const session of [0, 1]) {
    for (let time = 0; time < length; trial++) {
      const marks = trial % 3 === 0 ? ["tone"] : [];
      const cue = {
        phase: "cue",
        duration: 1,
        endsOnAction: true,
        trialStarts: true,
        objects,
        available,
        session,
        marks,
      };
      const did = yield record ? { ...cue, record } : cue;
      const outcome = did.choice >= 0 && uniform(trial) < 0.5 ? 1 : 0;
      yield { phase: "outcome", duration: 0.2, outcome: Float32Array.of(outcome), feedback: did.choice >= 0 };
      yield { phase: "interval", duration: 0.3 + 0.4 * uniform(trial), rest: true };
      time += did.elapsed + 0.7;
      const chosen = did.choice >= 0 ? did.choice : Number.NaN;
      record = {
        block: 0,
        trial,
        trialInBlock: trial,
        choice: chosen,
        correct: Number.NaN,
        outcome,
        reactionTime: did.time,
      };
    }
  }
  return record ?? null;
}

const compiled = compile(text, { task: foraging });
const record = ["motor.dopamine", "cortexToMotor.weight"];
const run = (subjects: number | number[]) =>
  simulate(compiled, { task: foraging, subjects, seed: 3, record, rest: { form: "stepped" } });

describe("subjects with sessions of unequal length", () => {
  it("do a sound task", () => {
    expect(checkTask(foraging)).toEqual([]);
  });

  it("have the same trials, signals and last state whoever else is there", async () => {
    const all = await run(6).result();
    const counts = [0, 1, 2, 3, 4, 5].map((subject) => rowsWhere(all.trials, "subject", subject).trial!.length);
    expect(new Set(counts.slice(0, 4)).size).toBeGreaterThan(2);
    for (const subjects of [[0], [3], [2, 0], [5, 1, 3]]) {
      const some = await run(subjects).result();
      subjects.forEach((subject, place) => {
        expect(rowsWhere(some.trials, "subject", subject)).toEqual(rowsWhere(all.trials, "subject", subject));
        expect(rowsWhere(some.signals, "subject", subject)).toEqual(rowsWhere(all.signals, "subject", subject));
        for (const { name, storage } of compiled.model.program.variables) {
          if (storage === "shared") continue;
          const [own, here] = [
            some.simulations.control!.read(name, place),
            all.simulations.control!.read(name, subject),
          ];
          expect(own, `${name} of ${subject} beside ${subjects}`).toEqual(here);
        }
      });
    }
  });

  it("are given trial by trial as they were when each ended its own", async () => {
    const read = async (subjects: number[]) => {
      const found = new Map<string, number[]>();
      for await (const { trial, table, read } of run(subjects).trials()) {
        for (const subject of table.subject)
          found.set(`${subject}/${trial}`, [...read("cortexToMotor.weight", subject)]);
        const absent = subjects.find((subject) => !table.subject.includes(subject));
        if (absent !== undefined) expect(() => read("motor.dopamine", absent)).toThrow("has no trial");
      }
      return found;
    };
    const together = await read([0, 1, 2, 3]);
    for (const [key, weights] of await read([2])) expect(together.get(key), key).toEqual(weights);
  });

  it("meet each event in their own time", async () => {
    const { trials, simulations } = await run(4).result();
    for (const subject of [0, 1, 2, 3]) {
      const own = rowsWhere(trials, "subject", subject);
      const count = own.trial!.length;
      const counter = (name: string) => simulations.control!.read(`motor.units.${name}`, subject)[0];
      expect([counter("starts"), counter("ends"), counter("days"), counter("nights")]).toEqual([count, count, 2, 2]);
      expect(counter("tones")).toBe(Math.ceil(count / 3));
      expect(counter("choices")).toBe((own.choice as Float64Array).filter((choice) => choice >= 0).length);
      expect(new Set(own.session as Int32Array)).toEqual(new Set([0, 1]));
    }
  });

  it("have the same bits in the interpreter", async () => {
    const { body, program } = compiled.model;
    const variables = program.variables.filter(({ storage }) => storage === "subject");
    const [wasm, interpreter] = await Promise.all(
      (["wasm", "interpreter"] as const).map(async (backend) => {
        const simulation = await createSimulation(program, { subjects: [1, 2, 3], seed: [3, 0], backend });
        const rows: EndedTrial[] = [];
        const observers = [{ trialEnd: (trials: readonly EndedTrial[]) => rows.push(...trials) }];
        runSession({ simulation, body, task: foraging.make(), seed: 3, doses: [], observers });
        return { rows, state: variables.map(({ name }) => [0, 1, 2].map((place) => simulation.read(name, place))) };
      }),
    );
    expect(interpreter).toEqual(wasm);
    expect(wasm!.rows.length).toBeGreaterThan(20);
  });

  it("leave a moment in the step in which they act", async () => {
    const simulation = await createSimulation(compiled.model.program, { subjects: [0, 1, 2], seed: [3, 0] });
    const cues = new Map<string, LaneMoment>();
    const ended: EndedTrial[] = [];
    const momentEnd = (moments: readonly LaneMoment[]) => {
      for (const moment of moments) if (moment.trialStarts) cues.set(`${moment.lane}/${moment.trial}`, moment);
    };
    const observers = [{ momentEnd, trialEnd: (trials: readonly EndedTrial[]) => ended.push(...trials) }];
    const { body } = compiled.model;
    runSession({ simulation, body, task: foraging.make(), seed: 3, doses: [], observers });
    expect(ended.length).toBe(cues.size);
    for (const { lane, trial, row } of ended) {
      const { steps } = cues.get(`${lane}/${trial}`)!;
      expect(steps).toBe(Number.isNaN(row.choice) ? 50 : Math.round(row.reactionTime! / 0.02));
    }
    expect(ended.some(({ row }) => row.reactionTime! < 0.9)).toBe(true);
  });
});
