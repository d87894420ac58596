import { describe, expect, it } from "vitest";
import { inventedSummary } from "../../test/fixtures/inventedSummary.ts";
import { groupFromTable, measureDescriptions, pairedEffect, type Summary } from "../analysis/index.ts";
import { resultTable } from "./resultTable.ts";
import { Terminal } from "./terminal.ts";

const terminal = new Terminal({});
const choices = inventedSummary(8, [12, 16]);

/** Six subjects, two presentations of each cue. */
function responding(id: string, strength: number): Summary["groups"][number] {
  const response = Array.from({ length: 24 }, (_, row) => ((row % 2 === 0 ? 0.5 : 0.1) + row / 100) * strength);
  const table = {
    subject: Float64Array.from(response, (_, row) => row >> 2),
    choice: new Float64Array(24).fill(Number.NaN),
    outcome: Float64Array.from(response, (_, row) => 1 - (row % 2)),
    cue: Float64Array.from(response, (_, row) => row % 2),
    response: Float64Array.from(response),
  };
  return { ...groupFromTable(table, { id, label: id, kind: "virtual" }), description: "", doses: [] };
}

describe("the table at the end of a run", () => {
  it("shows choices, the distance from people and the effect on accuracy, people first", () => {
    const text = resultTable(choices, terminal);
    expect(text).toMatch(/group +n +acc\. +1–6 +stay +shift +dist\. +dz \[95 %\]/u);
    expect(text).toContain("acc. 1–6,");
    expect(text.indexOf("12 attentive")).toBeLessThan(text.indexOf("control"));
    expect(text).toContain("No drug was given to these people");
    expect(Math.max(...text.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(80);
  });

  it("has omissions only where some group misses more than 1 % of trials", () => {
    const omitting = (mean: number) =>
      choices.groups.map((group) => ({
        ...group,
        measures: { ...group.measures, omissions: { ...group.measures.omissions!, mean } },
      }));
    expect(resultTable({ ...choices, groups: omitting(0.01) }, terminal)).not.toContain("omit");
    const text = resultTable({ ...choices, groups: omitting(0.21) }, terminal);
    expect(text).toMatch(/shift +omit +dist/u);
    expect(text).toContain(".210");
    expect(Math.max(...text.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(80);
  });

  it("says of fewer than five subjects that they have no effect", () => {
    const effects = choices.effects.map((effect) => ({ ...effect, subjects: 4, dz: null, low: null, high: null }));
    expect(resultTable({ ...choices, effects }, terminal)).toMatch(/block.* n < 5\n/u);
  });

  it("does not say of people that they took no drug unless it is known", () => {
    const people = choices.people.map(({ drugFree: _, ...sample }) => sample);
    expect(resultTable({ ...choices, people }, terminal)).not.toContain("No drug was given");
  });

  it("shows responses to cues where nothing is chosen", () => {
    const [control, block] = [responding("control", 1), responding("block", 0.5)];
    const alone = { people: [], agents: [], comparisons: [], expectations: [], warnings: [] };
    const effects = measureDescriptions.flatMap(({ name }) =>
      control.measures[name] ? [pairedEffect(block, control, name)] : [],
    );
    const text = resultTable({ ...choices, ...alone, groups: [control, block], control: "control", effects }, terminal);
    expect(text).toMatch(/resp\. +resp\. +resp\. CS\+,/u);
    expect(text).toMatch(/control +6 +\.\d{3} +\.\d{3} +\.\d{3} +control/u);
    expect(text).toMatch(/block +6 +\.\d{3} +\.\d{3} +\.\d{3} +−\d/u);
    expect(text).not.toContain("acc.");
  });
});
