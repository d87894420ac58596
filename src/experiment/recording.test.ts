import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Table } from "../math/table.ts";
import { evaluate } from "./evaluate.ts";
import type { Experiment } from "./experiment.ts";
import { readExperiment } from "./readExperiment.ts";
import { resolveExperiment } from "./resolveExperiment.ts";
import { localExecutor, memoryStore, runUnits } from "./run.ts";
import { runSizes } from "./runSizes.ts";

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const modelText = fixture("tinyModel.yaml");
const experimentText = fixture("tinyExperiment.yaml").replace("attribution: true", "attribution: false");

function resolve(record: string) {
  const text = record === "" ? experimentText : `${experimentText}record: ${record}\n`;
  const { source, issues } = readExperiment(text, "tiny.yaml", []);
  if (!source) return { experiment: null, issues };
  return resolveExperiment(source, {
    findModel: (reference) => reference,
    findFile: () => null,
    readText: () => modelText,
    models: [],
    dataSets: [],
    agents: [],
  });
}

function experimentOf(record: string): Experiment {
  const { experiment, issues } = resolve(record);
  expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
  return experiment!;
}

async function resultOf(record: string) {
  const experiment = experimentOf(record);
  const store = memoryStore();
  await runUnits(experiment.plan, store, localExecutor(experiment.plan));
  return { experiment, ...(await evaluate(experiment, store, { people: [], version: "0", command: "" })) };
}

type Row = Readonly<Record<string, string | number | null>>;

function rowsOf(table: Table | undefined, wanted: Row = {}): Row[] {
  const names = Object.keys(table ?? {});
  const rows = Array.from({ length: table?.[names[0]!]?.length ?? 0 }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, table![name]![row]!])),
  );
  return rows.filter((row) => Object.entries(wanted).every(([name, value]) => Object.is(row[name], value)));
}

const mean = (rows: readonly Row[]) => rows.reduce((sum, { value }) => sum + (value as number), 0) / rows.length;

describe("what an experiment declares to be recorded", () => {
  it("is a table of its own, and leaves the others as they are", async () => {
    const plain = await resultOf("");
    const recorded = await resultOf("{variables: [VTA.rate, {variable: cortexToMotor.weight, reduction: all}]}");
    expect(plain.tables.variables).toBeUndefined();
    expect(Object.keys(recorded.columnHashes).slice(0, Object.keys(plain.columnHashes).length)).toEqual(
      Object.keys(plain.columnHashes),
    );
    expect(recorded.columnHashes).toMatchObject(plain.columnHashes);
    expect(recorded.resultHash).not.toBe(plain.resultHash);
    const rows = rowsOf(recorded.tables.variables);
    expect(rows).toHaveLength(runSizes(recorded.experiment).rows.variables!);
    const order = rows.map(({ group, subject, trial }) => [group, String(subject), String(trial).padStart(3)].join());
    expect(order).toEqual([...order].sort());
  });

  it("has the means over phases that the table of signals has by block", async () => {
    const { tables } = await resultOf("{variables: [ventralTegmentalArea.rate]}");
    const subject = 4;
    const signals = rowsOf(tables.signals, { group: "blocked", subject, variable: "ventralTegmentalArea.rate" });
    expect(signals).toHaveLength(2 * 4);
    for (const { block, phase, value } of signals) {
      const own = rowsOf(tables.variables, { group: "blocked", subject, block: block!, phase: phase! });
      expect(own).toHaveLength(6);
      expect(mean(own)).toBeCloseTo(value as number, 5);
    }
  });

  it("is reduced over units and synapses as asked for, or keeps each", async () => {
    const weight = (reduction: string) => `{variable: cortexToMotor.weight, reduction: ${reduction}, subjects: 1}`;
    const names = ["mean", "sum", "minimum", "maximum", "standardDeviation"];
    const { tables } = await resultOf(`{variables: [${["all", ...names].map(weight).join(", ")}]}`);
    const last = { group: "control", subject: 0, trial: 11, phase: rowsOf(tables.variables).at(-1)!.phase! };
    const each = rowsOf(tables.variables, { ...last, reduction: null });
    expect(each.map(({ element }) => element)).toEqual([0, 1, 2]);
    const values = each.map(({ value }) => value as number);
    const average = mean(each);
    const of = (reduction: string) => rowsOf(tables.variables, { ...last, reduction })[0]!.value as number;
    expect(of("mean")).toBeCloseTo(average, 5);
    expect(of("sum")).toBeCloseTo(3 * average, 5);
    expect(of("minimum")).toBeLessThanOrEqual(Math.min(...values) + 1e-6);
    expect(of("maximum")).toBeGreaterThanOrEqual(Math.max(...values) - 1e-6);
    expect(of("standardDeviation")).toBeGreaterThan(0);
    expect(rowsOf(tables.variables, { element: Number.NaN, subject: 1 })).toEqual([]);
  });

  it("is thinned by phases, subjects, time and trials", async () => {
    const { tables, experiment } = await resultOf(
      '{subjects: 2, variables: [{variable: VTA.rate, phases: [outcome], every: ["100 ms", "5 trials"]}]}',
    );
    const rows = rowsOf(tables.variables);
    expect(new Set(rows.map(({ phase }) => phase))).toEqual(new Set(["outcome"]));
    expect(new Set(rows.map(({ subject }) => subject))).toEqual(new Set([0, 1]));
    expect(new Set(rows.map(({ trial }) => trial))).toEqual(new Set([0, 5, 10]));
    expect(rows).toHaveLength(runSizes(experiment).rows.variables!);
    const times = rowsOf(tables.variables, { group: "control", subject: 0, trial: 0 }).map(
      ({ time }) => time as number,
    );
    expect(times.length).toBeGreaterThan(3);
    times.slice(1).forEach((time, place) => {
      expect(time - times[place]!).toBeCloseTo(0.1, 4);
    });
  });

  it("restricts the signals and weights to areas, phases and every so many trials", async () => {
    const whole = await resultOf("");
    const { tables, experiment, summary } = await resultOf("{areas: [VTA, motor], phases: [outcome], every: 5 trials}");
    const signals = rowsOf(tables.signals);
    expect(new Set(signals.map(({ area }) => area))).toEqual(new Set(["ventralTegmentalArea", "motor"]));
    const kept = rowsOf(whole.tables.signals).filter(
      ({ area, phase, time, trial }) =>
        ["ventralTegmentalArea", "motor"].includes(area as string) &&
        phase === "outcome" &&
        Number.isNaN(time) &&
        (Number.isNaN(trial) || (trial as number) % 5 === 0),
    );
    expect(signals.filter(({ time }) => Number.isNaN(time))).toEqual(kept);
    expect(signals.length).toBeGreaterThan(kept.length);
    expect(tables.weights).toEqual(whole.tables.weights);
    expect(rowsOf((await resultOf("{areas: [VTA]}")).tables.weights)).toEqual([]);
    expect(summary.plasticity).toEqual(whole.summary.plasticity);
    expect(runSizes(experiment).rows.signals!).toBeGreaterThanOrEqual(signals.length);
  });
});

describe("a wrong record", () => {
  it.each([
    [
      "{variables: [ventralTegmentalArea.rat]}",
      'there is no variable "ventralTegmentalArea.rat"',
      "ventralTegmentalArea.rate",
    ],
    [
      "{variables: [{variable: VTA.rates}]}",
      'there is no variable "ventralTegmentalArea.rates"',
      "ventralTegmentalArea.rate",
    ],
    ["{variables: [{variable: VTA.rate, phases: [outcom]}]}", 'there is no phase "outcom"', '"outcome"'],
    [
      "{variables: [{variable: VTA.rate, every: 3 mV}]}",
      '"3 mV" is neither a time above 0 nor a number of trials',
      "10 trials",
    ],
    ["{variables: [{variable: VTA.rate, every: 0 trials}]}", "not a number of trials above 0", "10 trials"],
    ["{areas: [motr]}", 'there is no area or nucleus "motr"', '"motor"'],
    ["{phases: [outcme]}", 'there is no phase "outcme"', '"outcome"'],
    ["{every: 100 ms}", "signals are thinned by trials", "10 trials"],
  ])("%s is said with the nearest right name and the place", (record, message, hint) => {
    const { experiment, issues } = resolve(record);
    expect(experiment).toBeNull();
    expect(issues).toHaveLength(1);
    expect(issues[0]!.message).toContain(message);
    expect(issues[0]!.hint).toContain(hint);
    expect(issues[0]!.line).toBeGreaterThan(10);
  });

  it("with a reduction that there is none of names those that there are", () => {
    const { issues } = resolve("{variables: [{variable: VTA.rate, reduction: median}]}");
    expect(issues.length).toBeGreaterThan(0);
  });
});
