import { describe, expect, it } from "vitest";
import { RandomSequence, seedWords } from "../math/random.ts";
import { type Table, takeRows } from "../math/table.ts";
import { groupFromTable } from "./behaviour.ts";
import { GroupStatistics } from "./groupStatistics.ts";
import { pairedEffect, pairedGroups } from "./pairedEffect.ts";
import type { Curve } from "./summary.ts";

const name = { id: "g", label: "G", kind: "virtual" } as const;
const trials = 16;
const listed = 100;

/** Subjects of different skill; two blocks of eight trials, option 0 is best first, then 1. */
function behaviourOf(subjects: number, seed: number): Table {
  const random = new RandomSequence(seedWords(seed), 0, 1);
  const rows = subjects * trials;
  const column = (value: (subject: number, trial: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => value(Math.floor(row / trials), row % trials));
  const skill = Array.from({ length: subjects }, () => 0.3 + 0.6 * random.uniform());
  const bestOption = column((_, trial) => (trial < 8 ? 0 : 1));
  const choice = column((subject, trial) => {
    if (random.uniform() < 0.1) return Number.NaN;
    return random.uniform() < skill[subject]! ? Number(trial >= 8) : 2;
  });
  return {
    subject: column((subject) => subject),
    block: column((_, trial) => Math.floor(trial / 8)),
    trial: column((_, trial) => trial),
    choice,
    outcome: choice.map((option, row) => Number(option === bestOption[row] && random.uniform() < 0.8)),
    bestOption,
    reactionTime: choice.map((option) => (Number.isNaN(option) ? option : 0.4 + random.uniform())),
  };
}

/** Adds a table four subjects at a time. */
function added(table: Table): GroupStatistics {
  const group = new GroupStatistics(listed);
  const rows = table.subject!.length;
  for (let from = 0; from < rows; from += 4 * trials) {
    const length = Math.min(4 * trials, rows - from);
    group.add(
      takeRows(
        table,
        Array.from({ length }, (_, at) => from + at),
      ),
    );
  }
  return group;
}

describe("a group that is added up", () => {
  it.each([1, 30, listed])("of %d subjects is described as from its whole table", (subjects) => {
    const table = behaviourOf(subjects, 3);
    expect(added(table).describe(name).summary).toEqual(groupFromTable(table, name));
  });

  it("of more subjects has their means and quantiles, intervals like the bootstrap's, and lists the first", () => {
    const table = behaviourOf(400, 3);
    const { summary, values } = added(table).describe(name);
    const whole = groupFromTable(table, name);
    expect(summary.subjects).toBe(400);
    expect(summary.listed).toBe(listed);
    expect(Object.keys(summary.measures)).toEqual(Object.keys(whole.measures));
    for (const [measure, own] of Object.entries(summary.measures)) {
      const other = whole.measures[measure as "accuracy"]!;
      expect({ ...own, values: [] }).toEqual({ ...other, values: [] });
      expect(own.values).toEqual(other.values.slice(0, listed));
      expect(values[measure as "accuracy"]!.length).toBe(400);
    }
    expect(summary.subjectCurves).toEqual(whole.subjectCurves.slice(0, listed));
    for (const curve of [
      "reversalCurve",
      "acquisitionCurve",
      "formerCurve",
      "aroundReversal",
      "sessionCurve",
    ] as const) {
      expectAlike(summary[curve]!, whole[curve]!);
    }
  });

  it.each([listed, 400])("of %d subjects has the same measures without a description", (subjects) => {
    const group = added(behaviourOf(subjects, 3));
    const { summary: _, ...measured } = group.describe(name);
    expect(group.measure(name.id)).toEqual(measured);
  });

  it("is compared with another one over all subjects", () => {
    const [one, two] = [3, 4].map((seed) => behaviourOf(400, seed));
    const [group, control] = [one!, two!].map((table, place) => added(table).describe({ ...name, id: `g${place}` }));
    const own = pairedGroups(group!, control!, "accuracy");
    const whole = pairedEffect(groupFromTable(one!, name), groupFromTable(two!, name), "accuracy");
    expect(own.subjects).toBe(400);
    expect(own.difference).toBeCloseTo(whole.difference, 12);
    expect(own.dz).toBeCloseTo(whole.dz!, 10);
    const width = whole.high! - whole.low!;
    expect(Math.abs(own.low! - whole.low!)).toBeLessThan(0.1 * width);
    expect(Math.abs(own.high! - whole.high!)).toBeLessThan(0.1 * width);
  });
});

function expectAlike(own: Curve, whole: Curve): void {
  expect(own.x).toEqual(whole.x);
  expect(own.subjects).toBe(whole.subjects);
  own.mean.forEach((mean, place) => {
    expect(mean).toBeCloseTo(whole.mean[place]!, 12);
    const width = whole.high[place]! - whole.low[place]!;
    expect(Math.abs(own.low[place]! - whole.low[place]!)).toBeLessThanOrEqual(0.15 * width);
    expect(Math.abs(own.high[place]! - whole.high[place]!)).toBeLessThanOrEqual(0.15 * width);
  });
}
