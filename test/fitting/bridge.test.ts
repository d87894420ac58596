import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changeBetween, changeWithin, isClear } from "../../src/bridge/parameterChange.ts";
import { blockReceptors } from "../../src/bridge/receptorBlocks.ts";
import { receptorMatrix } from "../../src/bridge/receptorMatrix.ts";
import { readExperiment } from "../../src/experiment/readExperiment.ts";
import { settingOf, simulate } from "../../src/fitting/model/simulate.ts";
import { loadBehaviourModel } from "../../src/io/fitting/behaviourModels.ts";
import { machineSurroundings } from "../../src/io/machine.ts";
import { stackTables, type Table } from "../../src/math/table.ts";
import { root } from "../support/command.ts";

const model = loadBehaviourModel("q-learning-gain-loss").definition;

/** Choices of simulated learners, as the trials of a group of an experiment. */
function group(name: string, lossRate: (subject: number) => number, subjects: number): Table {
  const parameters = Array.from({ length: subjects }, (_, i) => [
    0.4 + 0.05 * (i % 5),
    lossRate(i),
    3 + (i % 3),
    0.3 * (i % 4),
  ]);
  const setting = settingOf(model, { trials: 200 });
  const { table } = simulate(setting, parameters, 11);
  const subject = table.subject as readonly string[];
  const { choice, outcome } = table;
  return { group: subject.map(() => name), subject: Float64Array.from(subject, Number), choice, outcome } as Table;
}

const blocks = [{ group: "none-3", receptor: "none", label: "none", modulator: "none", dose: 3 }].concat([
  { group: "loss-3", receptor: "loss", label: "loss", modulator: "none", dose: 3 },
]);
const trials = stackTables([
  group("control", (i) => 0.5 + 0.1 * (i % 4), 24),
  group("none-3", (i) => 0.5 + 0.1 * (i % 4), 24),
  group("loss-3", (i) => 0.1 + 0.08 * (i % 3), 24),
]);

describe("the matrix of receptors and parameters", () => {
  it("shows the parameter that a block moves, and nothing where a block does nothing", async () => {
    const matrix = (await receptorMatrix(model, { control: "control", blocks }, trials, { seed: 1 }))!;
    expect(matrix.subjects).toBe(24);
    const [none, loss] = matrix.rows;
    const moved = loss!.changes.find(({ parameter }) => parameter === "learningRateLoss")!;
    expect(moved.size).toBeLessThan(-0.8);
    expect(moved.high).toBeLessThan(0);
    expect(none!.changes.filter(isClear)).toEqual([]);
  });

  it("gives the same numbers again", async () => {
    const once = () => receptorMatrix(model, { control: "control", blocks }, trials, { seed: 1 });
    expect(await once()).toEqual(await once());
  });

  it("refuses a model that the task gives no columns for", async () => {
    const pairs = loadBehaviourModel("q-learning-pairs").definition;
    await expect(receptorMatrix(pairs, { control: "control", blocks }, trials, { seed: 1 })).rejects.toThrow(
      /q-learning-pairs cannot be applied to these trials[\s\S]*firstSymbol/u,
    );
  });
});

describe("differences of parameters", () => {
  const quantity = (values: readonly number[]) => ({
    ...{ name: "rate", symbol: "α" },
    natural: Float64Array.from(values),
    unbounded: Float64Array.from(values),
  });

  it("are dz within subjects and d between groups", () => {
    const values = quantity([0, 0, 0, 0, 0, 0, 1, 2, 3, 1, 2, 3]);
    const within = changeWithin(
      values,
      Array.from({ length: 6 }, (_, i) => [i, i + 6] as const),
    );
    expect(within.size).toBeCloseTo(2 / Math.sqrt(0.8), 12);
    const between = changeBetween(
      quantity([0, 1, 2, 0, 1, 2, 1, 2, 3, 1, 2, 3]),
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11],
    );
    expect(between.size).toBeCloseTo(1 / Math.sqrt(0.8), 12);
    expect(between.low!).toBeLessThan(between.size!);
  });

  it("leave subjects without an estimate out, and have no interval for fewer than five", () => {
    const { subjects, size, low } = changeWithin(quantity([1, Number.NaN, 2, 3]), [
      [0, 2],
      [1, 3],
    ]);
    expect({ subjects, size, low }).toEqual({ subjects: 1, size: null, low: null });
  });
});

describe("receptor blocks of an experiment", () => {
  const file = join(root, "experiments", "three-armed-reversal.yaml");
  const source = readExperiment(readFileSync(file, "utf8"), file, ["subjects=4"]).source!;

  it("are one group for each receptor and dose beside control", () => {
    const {
      blocks: found,
      experiment,
      control,
    } = blockReceptors(source, machineSurroundings(), {
      ...{ receptors: ["dopamineD1", "5-HT2A"], doses: [1, 3] },
    });
    expect(control).toBe("control");
    expect(found.map(({ group: id }) => id)).toEqual([
      "dopamineD1-1",
      "dopamineD1-3",
      "serotonin2A-1",
      "serotonin2A-3",
    ]);
    expect(experiment.groups.map(({ id, doses }) => [id, doses.map(({ dose }) => dose)])).toEqual([
      ["control", []],
      ["dopamineD1-1", [1]],
      ["dopamineD1-3", [3]],
      ["serotonin2A-1", [1]],
      ["serotonin2A-3", [3]],
    ]);
  });

  it("say which receptors there are", () => {
    expect(() => blockReceptors(source, machineSurroundings(), { receptors: ["dopaminD1"], doses: [3] })).toThrow(
      'the model reference-brain has no receptor "dopaminD1"; did you mean "dopamineD1"?',
    );
    expect(() => blockReceptors(source, machineSurroundings(), { doses: [0] })).toThrow("a dose is 0; numbers above 0");
  });
});
