import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Table } from "../src/math/table.ts";
import { ablations } from "../tools/brain/ablations.ts";
import { searched } from "../tools/brain/calibrate.ts";
import { brainModel, fileParameters } from "../tools/brain/model.ts";
import { blocks, runGroup } from "../tools/brain/sessions.ts";
import { groupStatistics } from "../tools/brain/statistics.ts";

const seed = 3;
const short = { blocks: 2, blockLength: 15 };

function modelFiles(): string[] {
  return readdirSync("models/reference-brain", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(`models/reference-brain/${name}`, "utf8"));
}

describe("the reference brain", () => {
  it("cites only sources that the bibliography has", () => {
    const bibliography = new Set(
      [...readFileSync("references.bib", "utf8").matchAll(/^@\w+\{(\w+),/gmu)].map((match) => match[1]),
    );
    const cited = new Set(
      modelFiles().flatMap((text) => [...text.matchAll(/\b[a-z]{2,}(?:19|20)\d\d\b/gu)].map(String)),
    );
    expect(cited.size).toBeGreaterThan(20);
    expect([...cited].filter((key) => !bibliography.has(key))).toEqual([]);
  });

  it("has no learning that is not local", () => {
    expect(brainModel().operators.map(({ name }) => name)).toEqual(["actionReadout"]);
  });

  it("says of every searched parameter that it is fitted, and of no other", () => {
    const fitted = brainModel()
      .parameters.filter(({ status }) => status === "fitted")
      .map(({ name }) => name);
    expect(fitted.sort()).toEqual(
      Object.keys(searched)
        .filter((name) => !name.startsWith("scatter:"))
        .sort(),
    );
  });

  it("has a modulation of plasticity for each modulator", () => {
    const modulators = brainModel().projections.flatMap(({ modulations }) => modulations.flatMap((m) => m.modulators));
    expect(new Set(modulators)).toEqual(new Set(["dopamine", "acetylcholine", "norepinephrine", "serotonin"]));
  });

  it("takes its size from the task", () => {
    const program = brainModel({}, { dimensions: { options: 2, stimuli: 5 } }).program;
    const size = (name: string) => program.populations.find((population) => population.name === name)?.size;
    expect([size("sensoryCortex.units"), size("motorCortex.units"), size("dorsalStriatum.d1")]).toEqual([80, 2, 8]);
  });

  it("has twice the units at twice the scale, and behaves alike", async () => {
    const usual = brainModel();
    const larger = brainModel({}, { dimensions: { options: 3, stimuli: 3, scale: 2 } });
    const units = ({ program }: typeof usual, name: string) =>
      program.populations.find((population) => population.name === name)?.size;
    for (const name of ["sensoryCortex.units", "hippocampus.units", "dorsalStriatum.d1", "amygdala.basolateral"])
      expect(units(larger, name), name).toBe(2 * units(usual, name)!);
    const meansOf = async (model: typeof usual) =>
      groupStatistics(await runGroup({ model, seed, subjects: 24, taskOptions: short })).mean;
    const [before, after] = [await meansOf(usual), await meansOf(larger)];
    expect(Math.abs(after.accuracy - before.accuracy)).toBeLessThan(0.08);
    expect(Math.abs(after.firstBlockAccuracy - before.firstBlockAccuracy)).toBeLessThan(0.1);
    expect(Math.abs(after.reactionTime / before.reactionTime - 1)).toBeLessThan(0.1);
    expect(after.omissions).toBeLessThan(0.02);
  });

  it("names ablations and blocks after things that exist", () => {
    const parameters = Object.keys(fileParameters());
    expect(
      ablations.flatMap(({ changes }) => Object.keys(changes)).filter((name) => !parameters.includes(name)),
    ).toEqual([]);
    const receptors = brainModel().receptors.map(({ name }) => name);
    expect(
      Object.values(blocks)
        .flat()
        .filter((name) => !receptors.includes(name)),
    ).toEqual([]);
  });

  it("runs with the same choices compiled and interpreted", async () => {
    const run = { model: brainModel(), seed, subjects: 4, taskOptions: { blocks: 1, blockLength: 3 } };
    const compiled = await runGroup({ ...run, backend: "wasm" });
    expect(await runGroup({ ...run, backend: "interpreter" })).toEqual(compiled);
  });

  it("does the same whether or not somebody looks at each step", async () => {
    const run = { model: brainModel(), seed, subjects: 4, taskOptions: { blocks: 1, blockLength: 8 } };
    let steps = 0;
    const watched = await runGroup({
      ...run,
      observe: () => ({
        step() {
          steps++;
        },
      }),
    });
    expect(steps).toBe(8 * 140);
    expect(await runGroup(run)).toEqual(watched);
  });

  it("learns which arm is best, answers within the window and slows down under a dopamine block", async () => {
    const model = brainModel();
    const control = groupStatistics(await runGroup({ model, seed, subjects: 24, taskOptions: short }));
    expect(control.mean.firstBlockAccuracy).toBeGreaterThan(0.45);
    expect(control.mean.omissions).toBeLessThan(0.02);
    const doses = { dopamineD1: 3, dopamineD2: 3 };
    const blocked = groupStatistics(await runGroup({ model, seed, subjects: 24, taskOptions: short, doses }));
    expect(blocked.mean.reactionTime).toBeGreaterThan(control.mean.reactionTime);
  });

  it("does not learn without corticostriatal plasticity and orbitofrontal input", async () => {
    const model = brainModel({ striatalRate: 0, expectationGain: 0 });
    const { mean } = groupStatistics(await runGroup({ model, seed, subjects: 24 }));
    expect(Math.abs(mean.accuracy - 1 / 3)).toBeLessThan(0.06);
  });

  it("fires dopamine cells at reward and silences them at its absence", async () => {
    const rates = { rewarded: [0, 0], unrewarded: [0, 0] };
    await runGroup({
      model: brainModel(),
      seed,
      subjects: 8,
      taskOptions: short,
      observe(simulation) {
        const rate = simulation.view("ventralTegmentalArea.rate", 0);
        const reward = simulation.view("reward", 0);
        const feedback = simulation.view("feedback", 0);
        return {
          step() {
            for (let lane = 0; lane < simulation.subjects.length; lane++) {
              if (feedback[lane] === 0) continue;
              const sum = reward[lane]! > 0 ? rates.rewarded : rates.unrewarded;
              sum[0]! += rate[lane]!;
              sum[1]! += 1;
            }
          },
        };
      },
    });
    expect(rates.rewarded[0]! / rates.rewarded[1]!).toBeGreaterThan(1.3);
    expect(rates.unrewarded[0]! / rates.unrewarded[1]!).toBeLessThan(0.9);
  });

  it("responds to a Pavlovian cue that predicts reward more than to another", async () => {
    const table = await runGroup({
      model: brainModel({}, { dimensions: { options: 2, stimuli: 2 } }),
      seed,
      subjects: 4,
      task: "pavlovian-discrimination-v1",
      taskOptions: { acquisitionTrials: 30 },
    });
    expect(meanResponse(table, 0, 20)).toBeGreaterThan(1.5 * meanResponse(table, 1, 20));
    expect(meanResponse(table, 0, 20)).toBeGreaterThan(2 * meanResponse(table, 0, 0, 2));
  });
});

function meanResponse(table: Table, cue: number, from: number, to = Number.POSITIVE_INFINITY): number {
  const rows = Array.from(table.trial as Float64Array, (trial, row) => ({ trial, row })).filter(
    ({ trial, row }) => trial >= from && trial < to && table.cue![row] === cue,
  );
  return rows.reduce((sum, { row }) => sum + (table.response![row] as number), 0) / rows.length;
}
