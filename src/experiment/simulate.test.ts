import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, expectTypeOf, it } from "vitest";
import { explainModel } from "../description/index.ts";
import { rowsWhere } from "../math/table.ts";
import { defineModel, lowerModel, SpecificationError } from "../spec/index.ts";
import { taskKinds } from "../tasks/index.ts";
import { compile } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { readExperiment } from "./readExperiment.ts";
import { resolveExperiment } from "./resolveExperiment.ts";
import { localExecutor, memoryStore, runUnits } from "./run.ts";
import {
  type DrivenRun,
  type DrivenRunOptions,
  simulate,
  type TaskResult,
  type TaskRun,
  type Trial,
} from "./simulate.ts";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
const text = readFileSync(join(fixtures, "tinyModel.yaml"), "utf8");
const task = { id: "three-armed-reversal-v1", options: { blocks: 2, blockLength: 6 } };
const groups = { control: {}, blocked: { doses: [{ receptor: "dopamineD1", dose: "3 Ki" }] } };
const compiled = compile(text, { task });

describe("compile", () => {
  it("takes a text, an object, a source or a lowered model", () => {
    const source = defineModel(oneSynapse());
    const program = lowerModel(source).program;
    for (const given of [JSON.stringify(oneSynapse()), oneSynapse(), source, lowerModel(source)])
      expect(compile(given).model.program).toEqual(program);
  });

  it("takes the sizes of stimuli and options from the task unless they are given", () => {
    const size = (options: Parameters<typeof compile>[1]) =>
      compile(text, options).model.program.populations.map((population) => population.size);
    expect(new Set(size({ task: "two-armed-reversal-v1" }))).toContain(2);
    expect(size({ task: "two-armed-reversal-v1", dimensions: { options: 3, stimuli: 3 } })).toEqual(size({ task }));
  });

  it("says all that is wrong, where, and what is meant", () => {
    const wrong = text
      .replace("learningRate: {value: 0.3 1/s", "learningRate: {value: 0.3 s")
      .replace("label: VTA", "lable: VTA");
    expect(() => compile(wrong, { file: "mine.yaml" })).toThrow(/mine\.yaml:\d+:\d+[\s\S]*mine\.yaml:\d+:\d+/u);
    expect(() => compile(wrong)).toThrow(SpecificationError);
    expect(() => compile(text, { task: "three-armed-reversl-v1" })).toThrow(/did you mean "three-armed-reversal-v1"/u);
  });

  it("reads imported files through `read`, and says so if it is missing", () => {
    const imports = text.replace("step: 20 ms", "step: 20 ms\nimports: [more.yaml]");
    expect(() => compile(imports)).toThrow(/more\.yaml.*`read` of compile/u);
    const read = (path: string) => (path === "here/more.yaml" ? "modulators: {serotonin: {label: 5-HT}}" : "");
    const { model } = compile(imports, { file: "here/model.yaml", read });
    expect(model.modulators.map(({ name }) => name)).toContain("serotonin");
  });

  it("gives an outline, with which the model as compiled is explained", () => {
    const explanation = explainModel({
      ...compiled.with({ parameters: { learningRate: "0.25 1/s" } }).outline(),
      bibliography: new Map(),
    });
    expect(explanation.parameters.find(({ name }) => name === "learningRate")?.value).toBe("0.25 1/s");
    expect(() => compile(compiled.model).outline()).toThrow(TypeError);
  });

  it("gives a variant with other values, but not of a lowered model", () => {
    const slow = compiled.with({ parameters: { noise: 0.1 } });
    expect(slow.model.parameters.find(({ name }) => name === "noise")!.value).toBe(0.1);
    expect(compiled.model.parameters.find(({ name }) => name === "noise")!.value).toBe(0.35);
    expect(() => compile(compiled.model).with({})).toThrow(TypeError);
  });

  it("adds the manipulations of a variant to those that the model has", () => {
    const fewer = { densities: [{ receptor: "dopamineD1", area: null, factor: 0.5 }] };
    const slower = { removals: [{ modulator: "dopamine", by: "transporter", area: null, factor: 0.7 }] } as const;
    const { program } = compiled.with({ manipulations: { ...fewer, ...slower } }).model;
    const [first, second] = [fewer, slower].map((manipulations) => compiled.with({ manipulations }));
    expect(first!.with({ manipulations: slower }).model.program).toEqual(program);
    expect(first!.model.program).not.toEqual(program);
    expect(second!.model.program).not.toEqual(program);
  });

  it("makes simulations for those who do every step themselves", async () => {
    const simulation = await compile(oneSynapse()).createSimulation({
      subjects: [7, 9],
      seed: 1,
      backend: "interpreter",
    });
    simulation.initialise();
    simulation.step(0, 3);
    expect([simulation.clock(0), simulation.subjects]).toEqual([3, [7, 9]]);
  });
});

describe("simulate, over a task", () => {
  const run = simulate(compiled, { task, subjects: 5, seed: 7, groups });

  it("gives the rows that an experiment file gives", async () => {
    const { trials } = await run.result();
    expect(trials).toEqual((await experimentTables()).trials);
  });

  it("gives the same trials one by one", async () => {
    const { trials } = await run.result();
    let seen = 0;
    for await (const { group, trial, table } of run.trials()) {
      const expected = rowsWhere(rowsWhere(trials, "group", group), "trial", trial);
      expect(table).toEqual({ ...expected, group: table.group });
      seen++;
    }
    expect(seen).toBe(2 * 12);
  });

  it("gives a subject the same trials whoever else there is", async () => {
    const alone = await simulate(compiled, { task, subjects: [3], seed: 7 }).result();
    const { trials } = await run.result();
    expect(alone.trials).toEqual(rowsWhere(rowsWhere(trials, "group", "control"), "subject", 3));
  });

  it("records means over phases, of a whole population or of one element", async () => {
    const name = compiled.model.projections[0]!.weight!;
    const record = ["ventralTegmentalArea.rate", name, `${name}[0]`];
    const recording = simulate(compiled, { task, subjects: 5, seed: 7, record });
    const { trials, signals, simulations } = await recording.result();
    expect(signals.phase.length).toBe(5 * 12 * recording.task.phases.length);
    const outcome = rowsWhere(rowsWhere(signals, "phase", "outcome"), "subject", 4);
    const own = rowsWhere(trials, "subject", 4);
    const choices = Array.from(own.choice as Float64Array);
    const rewarded = choices.findIndex((choice, trial) => choice >= 0 && own.outcome![trial] === 1);
    const unrewarded = choices.findIndex((choice, trial) => choice >= 0 && own.outcome![trial] === 0);
    const dopamine = outcome["ventralTegmentalArea.rate"]!;
    expect(dopamine[rewarded]).toBeCloseTo(3, 5);
    expect(dopamine[unrewarded]).toBeCloseTo(0, 5);
    const weights = simulations.control!.read(name, 4);
    const mean = weights.reduce((sum, weight) => sum + weight / weights.length, 0);
    expect((signals[name] as Float32Array).at(-1)).toBeCloseTo(mean, 1);
    expect((signals[`${name}[0]`] as Float32Array).at(-1)).not.toBe((signals[name] as Float32Array).at(-1));
  });

  it("takes samples within trials, whose means over a phase are those of the phase", async () => {
    const record = ["ventralTegmentalArea.rate"];
    const { signals, samples } = await simulate(compiled, {
      task,
      subjects: 5,
      seed: 7,
      record,
      every: "20 ms",
    }).result();
    const own = rowsWhere(rowsWhere(samples, "subject", 4), "trial", 3);
    const steps = Array.from(own.step as Int32Array);
    expect(steps.slice(1).every((step, index) => step === steps[index]! + 1)).toBe(true);
    expect((own.time as Float64Array)[0]).toBeCloseTo(steps[0]! * 0.02, 12);
    const outcome = rowsWhere(own, "phase", "outcome")[record[0]!] as Float32Array;
    const mean = outcome.reduce((sum, value) => sum + value / outcome.length, 0);
    const expected = rowsWhere(rowsWhere(rowsWhere(signals, "subject", 4), "trial", 3), "phase", "outcome");
    expect(mean).toBeCloseTo(expected[record[0]!]![0] as number, 5);
    for await (const trial of simulate(compiled, { task, subjects: [4], seed: 7, record, every: 0.1 }).trials()) {
      expect(Array.from(trial.samples.step).every((step) => step % 5 === 0)).toBe(true);
      if (trial.trial !== 3) continue;
      expect(Array.from(trial.samples.step)).toEqual(steps.filter((step) => step % 5 === 0));
      break;
    }
    expect((await simulate(compiled, { task, subjects: 1, seed: 7, record }).result()).samples.step.length).toBe(0);
    expect(() => simulate(compiled, { task, subjects: 1, seed: 7, every: "1 mV" })).toThrow("every is");
  });

  it("reads any variable between trials", async () => {
    const name = compiled.model.projections[0]!.weight!;
    let last: Trial | null = null;
    for await (const trial of run.trials()) {
      last = trial;
      if (trial.trial === 2) break;
    }
    expect(last!.read(name, 4).length).toBeGreaterThan(1);
    expect(() => last!.read(name, 5)).toThrow("there is no subject number 5");
    expect(() => last!.read(`${name}s`, 4)).toThrow(RangeError);
  });

  it("changes parameters and effects of single groups", async () => {
    const slow = { parameters: { learningRate: "0 1/s" } };
    const name = compiled.model.projections[0]!.weight!;
    const options = { task, subjects: 1, seed: 7, groups: { control: {}, slow } };
    const { simulations } = await simulate(compiled, options).result();
    const { simulations: still } = await simulate(compiled.with(slow), { task, subjects: 1, seed: 7 }).result();
    expect(simulations.slow!.read(name, 0)).toEqual(still.control!.read(name, 0));
    expect(simulations.slow!.read(name, 0)).not.toEqual(simulations.control!.read(name, 0));
  });

  it("does a task of one's own", async () => {
    const kind = taskKinds.find(({ id }) => id === "three-armed-reversal-v1")!;
    const own = { ...kind, make: () => kind.make(task.options) };
    const options = { subjects: 2, seed: 7 };
    expect(await simulate(compiled, { ...options, task: own }).result()).toMatchObject({
      trials: (await simulate(compiled, { ...options, task }).result()).trials,
    });
  });

  it("ends when its signal is aborted, during a trial or before", async () => {
    const abort = new AbortController();
    const endless = { id: task.id, options: { blocks: 100, blockLength: 1000 } };
    const run = simulate(compiled, { task: endless, subjects: 8, seed: 1, signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(run.result()).rejects.toMatchObject({ name: "Interrupted" });
    await expect(run.trials().next()).rejects.toMatchObject({ name: "Interrupted" });
  });

  it("says how far it is", async () => {
    const seen: string[] = [];
    const onProgress = (progress: { done: number; total: number; group: string }) =>
      void seen.push(`${progress.group} ${progress.done}/${progress.total}`);
    await simulate(compiled, { task, subjects: 1, seed: 7, groups, onProgress }).result();
    expect([seen.length, seen[0], seen.at(-1)]).toEqual([24, "control 1/24", "blocked 24/24"]);
  });

  it("says where a state stops being finite", async () => {
    const exploding = compile(text.replace("rate = max(0, 1 + 2", "rate = max(0, 1e38 * 100 * reward + 2"), { task });
    const failing = simulate(exploding, { task, subjects: 6, seed: 7, groups: { mine: {} } }).result();
    await expect(failing).rejects.toMatchObject({
      name: "NumericalError",
      group: "mine",
      variable: expect.any(String),
    });
  });

  it("refuses a task that the model cannot do, and wrong options", () => {
    const options = { task, subjects: 1, seed: 1 };
    expect(() => simulate(compiled, { ...options, task: "two-armed-reversal-v1" })).toThrow(/compile\(model, \{task/u);
    expect(() => simulate(compiled, { ...options, subjects: 0 })).toThrow(/whole number of at least 1/u);
    expect(() => simulate(compiled, { ...options, subjects: [1, 2, 1] })).toThrow("subject number 1 occurs twice");
    expect(() => simulate(compiled, { ...options, seed: -1 })).toThrow("seed is -1");
    expect(() => simulate(compiled, { ...options, record: ["ventralTegmentalArea.rat"] })).toThrow(
      'did you mean "ventralTegmentalArea.rate"?',
    );
    const wrong = { doses: [{ receptor: "dopamineD3", dose: "3 Ki" }] };
    expect(() => simulate(compiled, { ...options, groups: { mine: wrong } })).toThrow(/group "mine".*dopamineD3/u);
    expect(() => simulate(compiled, { subjects: 1, seed: 1 } as never)).toThrow("needs either a task");
  });
});

describe("simulate, driven by the caller", () => {
  const model = compile(oneSynapse());
  const options = {
    duration: "1 s",
    subjects: 6,
    seed: 3,
    record: ["pathway.weight", "tissue.receiver.rate"],
    drive(inputs: { set(input: string, values: number | ArrayLike<number>): void }, { step }: { step: number }) {
      if (step === 20) inputs.set("firing.value", [1]);
      if (step === 60) inputs.set("firing.value", 0);
    },
  };

  it("gives samples of every step as columns, by subject and time", async () => {
    const { signals, simulation } = await simulate(model, options).result();
    expect(signals.subject.length).toBe(6 * 100);
    const own = rowsWhere(signals, "subject", 5);
    const weights = own["pathway.weight"] as Float32Array;
    expect(weights[19]).toBe(0);
    expect(weights[99]).toBeGreaterThan(weights[40]!);
    expect(weights[99]).toBe(simulation.read("pathway.weight", 5)[0]);
    expect((own.time as Float64Array)[99]).toBeCloseTo(1, 12);
  });

  it("thins the samples and gives them one by one", async () => {
    const { signals } = await simulate(model, options).result();
    const all = rowsWhere(signals, "subject", 2)["pathway.weight"] as Float32Array;
    const steps: number[] = [];
    for await (const { step, values } of simulate(model, { ...options, every: "250 ms" }).samples()) {
      steps.push(step);
      expect(values["pathway.weight"]![2]).toBe(all[step - 1]);
    }
    expect(steps).toEqual([25, 50, 75, 100]);
  });

  it("sets inputs of single subjects and fires events", async () => {
    const { simulation } = await simulate(model, {
      ...options,
      drive: (inputs, { step }) => {
        if (step === 0) inputs.set("firing.value", 1, 4);
        if (step === 99) inputs.fire("trialEnd");
      },
    }).result();
    const weights = [0, 1, 2, 3, 4, 5].map((place) => simulation.read("pathway.weight", place)[0]!);
    expect(weights.map((weight) => weight > 0)).toEqual([false, false, false, false, true, false]);
    expect(simulation.read("pathway.ended", 5)[0]).toBe(1);
  });

  it("refuses unknown inputs and events, wrong times, numbers that are none", async () => {
    const driven = (drive: DrivenRunOptions["drive"]) => simulate(model, { ...options, drive }).result();
    await expect(driven((inputs) => inputs.set("firing.valu", 1))).rejects.toThrow('did you mean "firing.value"?');
    await expect(driven((inputs) => inputs.set("firing.value", 1, 9))).rejects.toThrow("no subject number 9");
    await expect(driven((inputs) => inputs.fire("choice"))).rejects.toThrow("its events: trialEnd");
    await expect(driven((inputs) => inputs.set("firing.value", Number.NaN))).rejects.toThrow(/not a finite number/u);
    expect(() => simulate(model, { ...options, duration: "1 mV" })).toThrow("a time above 0 is needed");
    expect(() => simulate(model, { ...options, every: 0 })).toThrow("every is");
  });

  it("ends when its signal is aborted", async () => {
    const signal = AbortSignal.abort();
    await expect(simulate(model, { ...options, signal }).result()).rejects.toMatchObject({ name: "Interrupted" });
  });
});

it("types say what comes back", () => {
  const base = { subjects: 1, seed: 1 };
  expectTypeOf(simulate(compiled, { ...base, task })).toEqualTypeOf<TaskRun>();
  expectTypeOf(simulate(compiled, { ...base, duration: 1, drive: () => {} })).toEqualTypeOf<DrivenRun>();
  expectTypeOf<TaskResult["trials"]["choice"]>().toEqualTypeOf<Float64Array>();
  expectTypeOf<TaskResult["trials"]["subject"]>().toEqualTypeOf<Int32Array>();
  expectTypeOf<Awaited<ReturnType<DrivenRun["result"]>>["signals"]["time"]>().toEqualTypeOf<Float64Array>();
  const recording = simulate(compiled, { ...base, task, record: ["ventralTegmentalArea.rate"] });
  type Signals = Awaited<ReturnType<typeof recording.result>>["signals"];
  expectTypeOf<Signals["ventralTegmentalArea.rate"]>().toExtend<Float32Array>();
  expectTypeOf<Signals["phase"]>().toEqualTypeOf<readonly string[]>();
  expectTypeOf(compile).parameter(0).not.toBeNumber();
  // @ts-expect-error A seed is needed.
  expect(() => simulate(compiled, { task, subjects: 1 })).toThrow(RangeError);
});

async function experimentTables() {
  const experiment = readFileSync(join(fixtures, "tinyExperiment.yaml"), "utf8");
  const { source } = readExperiment(experiment, "tiny.yaml", ["attribution=false"]);
  const resolved = resolveExperiment(source!, {
    findModel: (reference) => reference,
    findFile: () => null,
    readText: () => text,
    models: [],
    dataSets: [],
    agents: [],
  });
  const store = memoryStore();
  await runUnits(resolved.experiment!.plan, store, localExecutor(resolved.experiment!.plan));
  return (await evaluate(resolved.experiment!, store, { people: [], version: "0", command: "" })).tables;
}

/** A Hebbian synapse between two units. */
function oneSynapse() {
  const population = { size: 1, variables: { rate: { unit: "1" } }, equations: "rate = firing.value" };
  return {
    neohebb: "model/1" as const,
    name: "one-synapse",
    version: 1,
    summary: "A Hebbian synapse.",
    step: "10 ms",
    inputs: { firing: { size: 1, unit: "1", doc: "Firing." }, reward: { unit: "1", doc: "Not used." } },
    areas: { tissue: { populations: { sender: population, receiver: population } } },
    projections: {
      pathway: {
        source: "tissue.sender",
        target: "tissue.receiver",
        variables: {
          weight: { unit: "1", plastic: true },
          ended: { unit: "1" },
        },
        equations: "weight = weight + step * 0.5 1/s * pre.rate * post.rate",
        on: { trialEnd: "ended = 1" },
      },
    },
    body: { stimuli: "firing", reward: "reward" },
  };
}
