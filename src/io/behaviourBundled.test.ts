import { beforeAll, describe, expect, test } from "vitest";
import { agentKinds, runAgent } from "../agents/index.ts";
import { compareBehaviour, groupFromTable } from "../analysis/index.ts";
import { noiseOf } from "../analysis/noiseCeiling.ts";
import type { Curve, GroupSummary } from "../analysis/summary.ts";
import type { Table } from "../math/table.ts";
import { makeTask, taskKinds } from "../tasks/index.ts";
import { type BundledBehaviour, bundledBehaviour, loadBundled } from "./behaviourBundled.ts";
import { bundledSamples } from "./people.ts";

let bundled: BundledBehaviour;
let attentive: GroupSummary;
let all: GroupSummary;

beforeAll(() => {
  bundled = loadBundled("zorowitz2023");
  attentive = groupFromTable(bundled.attentive, { id: "attentive", label: "301 attentive people", kind: "people" });
  all = groupFromTable(bundled.all, { id: "all", label: "406 people", kind: "people" });
});

const three = (value: number): string => value.toFixed(3).replace(/^0/, "");

function measure(group: GroupSummary, name: "accuracy" | "winStay" | "loseShift"): string {
  const { mean, standardDeviation } = group.measures[name]!;
  return `${three(mean)} (${three(standardDeviation)})`;
}

function curve(of: Curve | null, count = 15): string {
  return of!.mean.slice(0, count).map(three).join(" ");
}

describe("the 301 attentive people of zorowitz2023", () => {
  test("number, accuracy, win-stay and lose-shift", () => {
    expect(attentive.subjects).toBe(301);
    expect(measure(attentive, "accuracy")).toBe(".587 (.109)");
    expect(attentive.measures.accuracy!.quantiles.map(three).join(" ")).toBe(".344 .511 .600 .667 .778");
    expect(measure(attentive, "winStay")).toBe(".898 (.162)");
    expect(measure(attentive, "loseShift")).toBe(".609 (.221)");
  });

  test("reversal curve, first block and choice of the formerly best option", () => {
    expect(curve(attentive.reversalCurve)).toBe(
      ".169 .287 .391 .486 .550 .612 .652 .676 .676 .698 .701 .697 .710 .704 .700",
    );
    expect(curve(attentive.acquisitionCurve)).toBe(
      ".372 .462 .551 .561 .608 .658 .671 .651 .641 .681 .664 .654 .698 .691 .714",
    );
    expect(curve(attentive.formerCurve, 6)).toBe(".687 .508 .373 .275 .223 .187");
  });

  test("standard error of the mean curve is about .013", () => {
    const { low, high } = attentive.reversalCurve!;
    const errors = low.map((value, trial) => (high[trial]! - value) / (2 * 1.96));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeCloseTo(0.013, 2);
  });

  test("noise ceiling of the reversal curve for 64 people: median .031, 95 % .048, 99 % .057", () => {
    const rows = attentive.subjectCurves.map((values) => Float64Array.from(values as number[]));
    const [noise] = noiseOf([{ kind: "curve", rows }], 301, 64, 1).ceilings;
    expect(Math.abs(noise!.median - 0.031)).toBeLessThan(0.001);
    expect(Math.abs(noise!.ceiling95 - 0.048)).toBeLessThan(0.003);
    expect(Math.abs(noise!.ceiling99 - 0.057)).toBeLessThan(0.004);
  });
});

describe("all 406 people of zorowitz2023", () => {
  test("number, accuracy, win-stay and lose-shift", () => {
    expect(all.subjects).toBe(406);
    expect(measure(all, "accuracy")).toBe(".567 (.118)");
    expect(all.measures.accuracy!.quantiles.map(three).join(" ")).toBe(".322 .489 .578 .656 .767");
    expect(measure(all, "winStay")).toBe(".855 (.207)");
    expect(measure(all, "loseShift")).toBe(".643 (.224)");
  });

  test("reversal curve, first block and choice of the formerly best option", () => {
    expect(curve(all.reversalCurve)).toBe(".184 .315 .408 .486 .543 .596 .617 .643 .645 .663 .663 .663 .680 .669 .665");
    expect(curve(all.acquisitionCurve)).toBe(
      ".369 .448 .517 .530 .579 .611 .635 .633 .608 .663 .635 .621 .663 .663 .675",
    );
    expect(curve(all.formerCurve, 6)).toBe(".649 .457 .355 .278 .228 .201");
  });

  test("the best arm paid on .803 of its choices, the others on .209", () => {
    const { correct, outcome } = withCorrect(bundled.all);
    const share = (right: number): number => {
      const paid = outcome.filter((_, row) => correct[row] === right);
      return paid.reduce((sum, value) => sum + value, 0) / paid.length;
    };
    expect([three(share(1)), three(share(0))]).toEqual([".803", ".209"]);
  });
});

function withCorrect(table: Table): { correct: Float64Array; outcome: Float64Array } {
  const { choice, bestOption, outcome } = table as Record<string, Float64Array>;
  return { correct: choice!.map((option, row) => Number(option === bestOption![row])), outcome: outcome! };
}

describe("simple agents against the attentive people", () => {
  /** Distance of the mean reversal curve, averaged over samples of 64, and whether each sample is told apart. */
  function distance(id: string): { distance: number; toldApart: boolean } {
    const kind = agentKinds.find((candidate) => candidate.id === id)!;
    const comparisons = [1, 2, 3].map((seed) => {
      const numbers = Array.from({ length: 64 }, (_, subject) => subject);
      const table = runAgent(kind, makeTask(bundled.task), numbers, seed);
      return compareBehaviour(groupFromTable(table, { id, label: id, kind: "agent" }), attentive);
    });
    const curves = comparisons.map(({ statistics }) => statistics.find(({ name }) => name === "reversalCurve")!);
    return {
      distance: curves.reduce((sum, { distance }) => sum + distance, 0) / curves.length,
      toldApart: comparisons.every(({ distinguishable }) => distinguishable),
    };
  }

  test.each([
    ["guessing-v1", 0.307, 0.02],
    ["win-stay-lose-shift-v1", 0.086, 0.015],
    ["perseveration-v1", 0.313, 0.025],
    ["q-learner-v1", 0.098, 0.015],
  ])("%s is about %f away and is always told apart", (id, expected, tolerance) => {
    const result = distance(id);
    expect(Math.abs(result.distance - expected)).toBeLessThan(tolerance);
    expect(result.toldApart).toBe(true);
  });

  test("the reference learner comes to about .014 on the curve with many subjects", () => {
    const kind = agentKinds.find(({ id }) => id === "reference-learner-v1")!;
    const numbers = Array.from({ length: 2000 }, (_, subject) => subject);
    const group = groupFromTable(runAgent(kind, makeTask(bundled.task), numbers, 1), {
      id: kind.id,
      label: kind.label,
      kind: "agent",
    });
    const [reversal] = compareBehaviour(group, attentive).statistics;
    expect(reversal!.distance).toBeLessThan(0.022);
    expect(group.measures.winStay!.mean).toBeCloseTo(0.97, 1);
    expect(group.measures.loseShift!.mean).toBeCloseTo(0.54, 1);
  });
});

test("every bundled set names its task, licence and source", () => {
  for (const { task, licence, doi, citation } of bundledBehaviour) {
    expect(taskKinds.map(({ id }) => id)).toContain(task);
    expect(licence).toMatch(/MIT|CC0|CC BY/);
    expect(citation).toContain(doi);
  }
});

test("the people of zorowitz2023 are known to be without drugs, in every sample", () => {
  expect(bundledSamples("zorowitz2023").map(({ id, drugFree }) => [id, drugFree])).toEqual([
    ["zorowitz2023", true],
    ["zorowitz2023-all", true],
  ]);
});

test("an unknown set is named with the nearest right one", () => {
  expect(() => loadBundled("zorowitz2024")).toThrow('did you mean "zorowitz2023"?');
  expect(() => loadBundled("none")).toThrow("there are zorowitz2023");
});
