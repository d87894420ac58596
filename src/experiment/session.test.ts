import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import type { Experiment, Surroundings } from "./experiment.ts";
import { readExperiment } from "./readExperiment.ts";
import { resolveExperiment } from "./resolveExperiment.ts";
import { KeptTables, type ResultTables } from "./resultTables.ts";
import { collectResults, localExecutor, memoryStore, runUnits, type UnitStore } from "./run.ts";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
const experimentText = readFileSync(join(fixtures, "tinyExperiment.yaml"), "utf8");
const modelText = readFileSync(join(fixtures, "tinyModel.yaml"), "utf8");

const surroundings: Surroundings = {
  findModel: (reference) => reference,
  findFile: () => null,
  readText: () => modelText,
  models: [],
  dataSets: [],
  agents: ["guessing-v1"],
};

function experimentOf(overrides: readonly string[] = [], text = experimentText, model = modelText): Experiment {
  const { source, issues } = readExperiment(text, "tiny.yaml", overrides);
  expect(issues).toEqual([]);
  const resolved = resolveExperiment(source!, { ...surroundings, readText: () => model });
  expect(resolved.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  return resolved.experiment!;
}

async function unitsOf(experiment: Experiment): Promise<UnitStore> {
  const store = memoryStore();
  await runUnits(experiment.plan, store, localExecutor(experiment.plan));
  return store;
}

async function tablesOf(experiment: Experiment): Promise<ResultTables> {
  return collected(experiment, await unitsOf(experiment));
}

async function collected(experiment: Experiment, store: UnitStore): Promise<ResultTables> {
  const kept = new KeptTables();
  await collectResults(experiment.plan, store, kept.makeSink);
  return kept.tables();
}

async function hashOf(experiment: Experiment): Promise<string> {
  const context = { people: [], version: "0", command: "" };
  return (await evaluate(experiment, await unitsOf(experiment), context)).resultHash;
}

/** Rows of one group (and, if given, of one subject) as texts that can be compared. */
function rowsOf(table: ResultTables["trials"], group: string, subject?: number): string[] {
  const names = Object.keys(table).filter((name) => name !== "group");
  const rows: string[] = [];
  for (let row = 0; row < table.group!.length; row++) {
    if (table.group![row] !== group || (subject !== undefined && table.subject![row] !== subject)) continue;
    rows.push(names.map((name) => `${name}=${table[name]![row]}`).join(" "));
  }
  return rows;
}

/** Rows of one group that belong to a subject (not those that are means over subjects). */
function withOwnRows(table: ResultTables["trials"], group: string): { subject: number; text: string }[] {
  const subjects = new Set(Array.from(table.subject as Float64Array).filter((subject) => !Number.isNaN(subject)));
  return [...subjects].flatMap((subject) => rowsOf(table, group, subject).map((text) => ({ subject, text })));
}

/** A tiny experiment with one group besides control. */
function withGroup(group: string, more = ""): string {
  return experimentText.replace(
    /groups:[\s\S]*attribution: true\n/u,
    `groups:\n  control: {}\n  other: ${group}\n${more}`,
  );
}

describe("a session", () => {
  it("gives every subject all of its trials, with choices, outcomes and reaction times of whole steps", async () => {
    const { trials } = await tablesOf(experimentOf());
    expect(trials.group!.length).toBe(2 * 5 * 12);
    let choices = 0;
    for (let row = 0; row < trials.group!.length; row++) {
      const [choice, time] = [trials.choice![row] as number, trials.reactionTime![row] as number];
      expect(Number.isNaN(choice)).toBe(Number.isNaN(time));
      if (Number.isNaN(choice)) {
        expect(trials.outcome![row]).toBe(0);
        continue;
      }
      choices++;
      expect([0, 1, 2]).toContain(choice);
      expect(time).toBeGreaterThan(0);
      expect(time / 0.02).toBeCloseTo(Math.round(time / 0.02), 4);
    }
    expect(choices).toBeGreaterThan(60);
  });

  it("repeats with the same seed and differs with another", async () => {
    const first = await hashOf(experimentOf());
    expect(await hashOf(experimentOf())).toBe(first);
    expect(await hashOf(experimentOf(["seed=8"]))).not.toBe(first);
  });

  it("gives a subject the same data whoever else takes part", async () => {
    const short = ["task.options.blockLength=2", "attribution=false"];
    const of = (subjects: number) => tablesOf(experimentOf([...short, `subjects=${subjects}`]));
    const [all, ...fewer] = [await of(64), await of(1), await of(4), await of(5)];
    for (const tables of fewer) {
      for (const group of ["control", "blocked"]) {
        for (const name of ["trials", "signals", "weights"] as const) {
          const own = withOwnRows(tables[name], group);
          expect(own.length, name).toBeGreaterThan(0);
          const numbers = new Set(own.map((row) => row.subject));
          const others = withOwnRows(all[name], group).filter(({ subject }) => numbers.has(subject));
          expect(own.map(({ text }) => text)).toEqual(others.map(({ text }) => text));
        }
      }
    }
  });

  it("does not depend on the order in which its parts are done", async () => {
    const experiment = experimentOf();
    const backwards = memoryStore();
    const executor = localExecutor(experiment.plan);
    const queue: (() => Promise<void>)[] = [];
    await runUnits(
      experiment.plan,
      { ...backwards, write: async (name, bytes) => void queue.push(() => backwards.write(name, bytes)) },
      executor,
    );
    for (const write of queue.reverse()) await write();
    const context = { people: [], version: "0", command: "" };
    expect((await evaluate(experiment, backwards, context)).resultHash).toBe(await hashOf(experiment));
  });

  it("changes with a learning rate, not with texts", async () => {
    const first = await hashOf(experimentOf());
    expect(await hashOf(experimentOf(["parameters.learningRate=0.31 1/s"]))).not.toBe(first);
    expect(await hashOf(experimentOf(["title=Another title", "groups.blocked.label=B"]))).toBe(first);
  });
});

describe("a dose", () => {
  it("of 0 and one at a receptor that is nowhere equal control bit for bit", async () => {
    for (const group of [
      '{doses: [{receptor: dopamineD1, dose: "0"}]}',
      "{doses: [{receptor: dopamineD2, dose: 50 Ki}]}",
      "{doses: [{drug: haloperidol, dose: 0}, {receptor: D1, dose: 0 Ki}]}",
    ]) {
      const { trials, signals, weights } = await tablesOf(experimentOf([], withGroup(group)));
      for (const table of [trials, signals, weights]) expect(rowsOf(table, "other")).toEqual(rowsOf(table, "control"));
    }
  });

  it("has more effect the larger it is", async () => {
    const changes: number[] = [];
    for (const dose of ["0", "0.3 Ki", "1 Ki", "3 Ki", "10 Ki"]) {
      const { weights } = await tablesOf(experimentOf([], withGroup(`{doses: [{receptor: D1, dose: ${dose}}]}`)));
      let sum = 0;
      for (let row = 0; row < weights.group!.length; row++) {
        if (weights.group![row] === "other") sum += weights.changeSinceStart![row] as number;
      }
      changes.push(sum);
    }
    for (let i = 1; i < changes.length; i++) expect(changes[i]!, changes.join(" ")).toBeLessThan(changes[i - 1]!);
  });

  it("acts in its trials only: until it begins the group is control, and training and test differ", async () => {
    const early = await tablesOf(experimentOf([], withGroup("{doses: [{receptor: D1, dose: 3 Ki, trials: [1, 6]}]}")));
    const late = await tablesOf(experimentOf([], withGroup("{doses: [{receptor: D1, dose: 3 Ki, trials: [7, 12]}]}")));
    const inTrials = (rows: string[], test: (trial: number) => boolean) =>
      rows.filter((row) => test(Number(/ trial=(\d+)/u.exec(row)![1])));
    const first = (trial: number) => trial < 6;
    const control = rowsOf(late.trials, "control");
    const blockedLate = rowsOf(late.trials, "other");
    expect(inTrials(blockedLate, first)).toEqual(inTrials(control, first));
    expect(blockedLate).not.toEqual(control);
    expect(inTrials(rowsOf(early.trials, "other"), first)).not.toEqual(inTrials(control, first));
    expect(rowsOf(early.trials, "other")).not.toEqual(blockedLate);
  });

  it("with a course is nothing before it is given and a steady dose where it neither comes nor goes", async () => {
    const dose = "receptor: D1, dose: 3 Ki";
    const run = async (group: string) => {
      const { trials, signals, weights } = await tablesOf(experimentOf([], withGroup(group)));
      return [trials, signals, weights].map((table) => rowsOf(table, "other"));
    };
    const steady = await run(`{doses: [{${dose}}]}`);
    expect(await run(`{doses: [{${dose}, course: {elimination: 1e9 d}}]}`)).toEqual(steady);
    const none = await run("{}");
    expect(await run(`{doses: [{${dose}, at: 10 h, course: {elimination: 1 h}}]}`)).toEqual(none);
    expect(await run(`{doses: [{${dose}, at: -1000 h, course: {elimination: 1 h}}]}`)).toEqual(none);
    const given = await run(`{doses: [{${dose}, at: 10 s, course: {elimination: 20 s, absorption: 5 s}}]}`);
    expect(given).not.toEqual(none);
    expect(given).not.toEqual(steady);
  });
});

describe("another subject's modulator", () => {
  it("takes the place of the subject's own, and its timing no longer follows the subject's rewards", async () => {
    const yoked = experimentOf([], withGroup("{yoked: [DA]}"));
    const { signals, trials } = await tablesOf(
      experimentOf([], withGroup("{yoked: [DA]}", "record: {traces: {subjects: 5, every: 20 ms}}\n")),
    );
    expect(yoked.plan.arms[1]!.yoked).toEqual([
      { rate: "ventralTegmentalArea.rate", input: "yoked.ventralTegmentalArea" },
    ]);
    const trace = (group: string, subject: number) => {
      const values: number[] = [];
      for (let row = 0; row < signals.group!.length; row++) {
        if (signals.group![row] !== group || signals.subject![row] !== subject) continue;
        if (signals.variable![row] !== "ventralTegmentalArea.rate" || Number.isNaN(signals.time![row])) continue;
        values.push(signals.value![row] as number);
      }
      return values;
    };
    expect(trace("other", 0).length).toBe(12 * 140);
    for (const subject of [0, 1, 2]) expect(trace("other", subject)).toEqual(trace("control", subject + 1));
    expect(trace("other", 3)).toEqual(trace("control", 0));
    expect(rowsOf(trials, "other")).not.toEqual(rowsOf(trials, "control"));
  });

  it("is the same whether or not the donor is a subject of the experiment", async () => {
    const text = withGroup("{yoked: [dopamine]}");
    const one = await tablesOf(experimentOf(["subjects=1"], text));
    const five = await tablesOf(experimentOf(["subjects=5"], text));
    expect(rowsOf(one.trials, "other", 0)).toEqual(rowsOf(five.trials, "other", 0));
  });
});

describe("attribution", () => {
  it("runs control again with each effect at rest, and shows what it contributed", async () => {
    const experiment = experimentOf();
    const attributions = experiment.plan.arms.flatMap(({ attribution }) => (attribution ? [attribution] : []));
    expect(attributions).toEqual([
      { modulator: "dopamine", effect: "gain" },
      { modulator: "acetylcholine", effect: "eligibility" },
    ]);
    const { summary } = await evaluate(experiment, await unitsOf(experiment), {
      people: [],
      version: "0",
      command: "",
    });
    const dopamine = summary.attribution.find(
      ({ modulator, effect }) => modulator === "dopamine" && effect === "gain",
    )!;
    expect(dopamine.control[0]).toBeGreaterThan(0);
    expect(dopamine.frozen).toEqual([0]);
    expect(summary.attribution.map(({ effect }) => effect)).toEqual(["gain", "all", "eligibility", "all"]);
  });
});

describe("a summary", () => {
  it("passes on what is known of people and agents, and warns of what cannot be compared or judged", async () => {
    const expectation = "{group: control, measure: accuracy, direction: lower, statement: s, source: s}";
    const experiment = experimentOf(
      ["attribution=false", "subjects=4"],
      `${experimentText}agents: [guessing-v1]\nexpectations: [${expectation}]\n`,
    );
    const store = await unitsOf(experiment);
    const { trials } = await collected(experiment, store);
    const sample = { id: "p", label: "Our people", citation: "", note: "", drugFree: true, table: trials };
    const summaryOf = async (task: string | null) =>
      (await evaluate(experiment, store, { people: [{ ...sample, task }], version: "0", command: "" })).summary;
    const { people, agents, warnings } = await summaryOf("other-v1");
    expect(people[0]).toMatchObject({ drugFree: true, task: "other-v1" });
    expect(agents[0]).toMatchObject({ id: "guessing-v1", fitted: false });
    expect(warnings).toEqual([
      expect.stringContaining("With 4 subjects a group"),
      expect.stringContaining("D1 block: 4 of 4 subjects chose on fewer than half of the trials"),
      expect.stringContaining("Our people: 4 of 8 subjects chose on fewer than half of the trials"),
      "Our people did other-v1, the virtual subjects three-armed-reversal-v1: the two need not be alike.",
      "The expectation about accuracy of control was not judged: this task gives no such difference from control.",
    ]);
    for (const task of ["three-armed-reversal-v1", null]) {
      expect((await summaryOf(task)).warnings, String(task)).toEqual(
        warnings.filter((warning) => !warning.startsWith("Our people did")),
      );
    }
  });
});

describe("a number that stops being one", () => {
  it("ends the run and is named with group, subject, trial, step, variable and last value", async () => {
    const exploding = modelText
      .replace("trace = trace * 0.98 + 0.02 * post.taken * acetylcholineEligibility", "trace = trace * 4 + 1")
      .replace("clip(weight + learningRate * step * dopamineGain * trace, 0, 2)", "weight + 0 * trace");
    const experiment = experimentOf([], experimentText, exploding);
    await expect(unitsOf(experiment)).rejects.toThrow(
      /^cortexToMotor\.(trace|weight)\[0\] is not a finite number in group "blocked", subject 0, trial 0 \(from 0\), step 64 of the session; one step before it was/u,
    );
  });
});
