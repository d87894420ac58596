import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { numericColumn, rowsWhere } from "../math/table.ts";
import type { Surroundings } from "./experiment.ts";
import { readExperiment } from "./readExperiment.ts";
import { resolveExperiment } from "./resolveExperiment.ts";
import { KeptTables, type ResultTables } from "./resultTables.ts";
import { collectResults, localExecutor, memoryStore, runUnits } from "./run.ts";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
const modelText = readFileSync(join(fixtures, "tinyModel.yaml"), "utf8");
const surroundings: Surroundings = {
  findModel: (reference) => reference,
  findFile: () => null,
  readText: () => modelText,
  models: [],
  dataSets: [],
  agents: [],
};

function resolve(more: string, file?: string) {
  const text =
    file ??
    `
neohebb: experiment/1
name: arms
model: tiny
task: {id: two-armed-reversal-v1, options: {blocks: 2, blockLength: 3}}
subjects: 3
seed: 5
${more}`;
  const { source, issues } = readExperiment(text, "arms.yaml", []);
  expect(issues).toEqual([]);
  return resolveExperiment(source!, surroundings);
}

async function tablesOf(more: string, file?: string): Promise<ResultTables> {
  const { experiment, issues } = resolve(more, file);
  expect(issues).toEqual([]);
  const store = memoryStore();
  await runUnits(experiment!.plan, store, localExecutor(experiment!.plan));
  const kept = new KeptTables();
  await collectResults(experiment!.plan, store, kept.makeSink);
  return kept.tables();
}

describe("a group with options of its own", () => {
  it("does the task with these, the others with the experiment's", async () => {
    const { trials, weights } = await tablesOf("groups: {control: {}, longer: {task: {options: {blockLength: 5}}}}\n");
    const plain = await tablesOf("groups: {control: {}}\n");
    const count = (group: string) => rowsWhere(trials, "group", group).trial!.length;
    expect([count("control"), count("longer")]).toEqual([3 * 6, 3 * 10]);
    const control = rowsWhere(trials, "group", "control");
    expect(control.choice).toEqual(plain.trials.choice);
    const snapshots = (group: string) => new Set(numericColumn(rowsWhere(weights, "group", group), "trial"));
    expect([snapshots("control"), snapshots("longer")]).toEqual([new Set([0, 3, 6]), new Set([0, 5, 10])]);
  });

  it("must have the same phases, and options that there are", () => {
    const messages = (more: string) => resolve(more).issues.map(({ line, message }) => `${line}: ${message}`);
    expect(messages("groups:\n  control: {}\n  other: {task: {options: {delay: 0}}}\n")).toEqual([
      "10: the group's task must have the phases cue, delay, outcome, interval, but has cue, outcome, interval",
    ]);
    expect(messages("groups:\n  control: {}\n  other: {task: {options: {blocs: 2}}}\n")).toEqual([
      '10: task two-armed-reversal-v1: there is no option "blocs"; did you mean "blocks"?',
    ]);
    expect(messages("groups:\n  control: {}\n  other: {task: {schedule: {stages: []}}}\n")).toEqual([
      "10: task two-armed-reversal-v1 takes no schedule",
    ]);
  });
});

describe("a task whose number of trials depends on the subject", () => {
  const file = (subjects: number) => `
neohebb: experiment/1
name: criterion
model: tiny
task: {id: serial-reversal-v1, options: {reversals: 1, cap: 15, criterionWindow: 4, criterionNeeded: 3, criterionRun: 2}}
subjects: ${subjects}
seed: 5
groups: {control: {}}
record: {variables: [{variable: motor.dopamine}], traces: {subjects: 1, every: 200 ms}}
`;

  it("gives each subject its own number of rows, whoever else is there", async () => {
    const all = await tablesOf("", file(6));
    const counts = [0, 1, 2, 3, 4, 5].map((subject) => rowsWhere(all.trials, "subject", subject).trial!.length);
    expect(new Set(counts).size).toBeGreaterThan(2);
    const some = await tablesOf("", file(3));
    for (const name of ["trials", "signals", "weights", "variables"] as const) {
      for (const subject of [0, 1, 2]) {
        const [own, here] = [some, all].map((tables) => rowsWhere(tables[name]!, "subject", subject));
        expect(own, `${name} of ${subject}`).toEqual(here);
        expect(own!.subject!.length).toBeGreaterThan(0);
      }
    }
    const last = [0, 1, 2].map((subject) =>
      Math.max(...numericColumn(rowsWhere(all.weights, "subject", subject), "trial")!),
    );
    expect(last).toEqual(counts.slice(0, 3));
  });
});

describe("rest in an experiment", () => {
  it("is as the task says unless the experiment says otherwise, and its settling is a time", async () => {
    const groups = "groups: {control: {}}\n";
    expect(resolve(groups).experiment!.plan.rest).toBeUndefined();
    expect(resolve(`${groups}rest: closed\n`).experiment!.plan.rest).toEqual({ form: "closed" });
    const rest = "rest: {form: closed, settling: 200 ms}\n";
    expect(resolve(groups + rest).experiment!.plan.rest).toEqual({ form: "closed", settling: 0.2 });
    expect(resolve(`${groups}rest: {settling: 3 mV}\n`).issues.map(({ message }) => message)).toEqual([
      '"3 mV" is not a time above 0',
    ]);
    const traces = "record: {traces: {subjects: 1, every: 20 ms}}\n";
    const samples = async (more: string) =>
      rowsWhere((await tablesOf(groups + traces + more)).signals, "variable", "ventralTegmentalArea.rate").time!.length;
    expect((await samples("")) - (await samples(rest))).toBe(6 * (30 - 10));
  });
});
