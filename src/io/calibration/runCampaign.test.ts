import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginCampaign, type EffectLoss, type SearchedParameter } from "../../calibration/index.ts";
import { Interrupted } from "../../experiment/errors.ts";
import { hasCampaign, readCampaign, readEvaluations } from "./campaignFiles.ts";
import type { EvaluationTask } from "./candidateThreads.node.ts";
import { runCampaign } from "./runCampaign.ts";

const parameter: SearchedParameter = { name: "rate", unit: "1", value: 1, low: 0.01, high: 100, scale: "logarithmic" };
const begun = beginCampaign(
  {
    ...{ model: "m", parameters: [parameter], effects: ["near"], seeds: [3], subjects: 2, seed: 1 },
    ...{ population: 4, deviation: 0.3 },
  },
  "hash",
);
const loss = (rate: number): EffectLoss => ({ loss: Math.abs(Math.log(rate / 3)), holding: 0, bands: 1 });

/** Threads that know a simple answer, and are interrupted in a generation. */
const threads = (interruptedIn = Number.POSITIVE_INFINITY) => {
  const tasks: EvaluationTask[] = [];
  return {
    tasks,
    async evaluate(task: EvaluationTask) {
      if (tasks.push(task) === interruptedIn) throw new Interrupted("interrupted");
      return task.candidates.map(({ rate }) => ({ near: loss(rate!) }));
    },
  };
};

const limits = { generations: 6, seconds: Number.POSITIVE_INFINITY };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-calibration-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a calibration on disk", () => {
  it("keeps every generation, and goes on after an interruption as if there had been none", async () => {
    const whole = await runCampaign(begun, join(folder, "whole"), threads(), limits);
    const place = join(folder, "interrupted");
    await expect(runCampaign(begun, place, threads(4), limits)).rejects.toThrow(Interrupted);
    const kept = readCampaign(place);
    expect(kept.generations).toBe(3);
    const done = await runCampaign(kept, place, threads(), limits);
    expect({ ...done, seconds: 0 }).toEqual({ ...whole, seconds: 0 });
    expect(readEvaluations(place, done)).toEqual(readEvaluations(join(folder, "whole"), whole));
    expect(readEvaluations(place, done)).toHaveLength(done.evaluations);
  });

  it("can be gone on with when it was interrupted in its first generation", async () => {
    await expect(runCampaign(begun, folder, threads(1), limits)).rejects.toThrow(Interrupted);
    expect(readCampaign(folder)).toEqual(begun);
    const done = await runCampaign(readCampaign(folder), folder, threads(), limits);
    expect(done.strategy).toEqual((await runCampaign(begun, join(folder, "whole"), threads(), limits)).strategy);
  });

  it("asks for all candidates with the settings, the model's own first", async () => {
    const asked = threads();
    await runCampaign(begun, folder, asked, { ...limits, generations: 2 });
    expect(asked.tasks.map(({ candidates }) => candidates.length)).toEqual([5, 4]);
    expect(asked.tasks[0]).toMatchObject({ effects: ["near"], subjects: 2, seeds: [3] });
    expect(asked.tasks[0]!.candidates[0]).toEqual({ rate: 1 });
  });

  it("begins no generation when its time is over", async () => {
    expect((await runCampaign(begun, folder, threads(), { ...limits, seconds: 0 })).generations).toBe(0);
  });

  it("is refused where it is damaged, missing or incomplete", async () => {
    expect(hasCampaign(folder)).toBe(false);
    expect(() => readCampaign(folder)).toThrow("holds no calibration");
    const done = await runCampaign(begun, folder, threads(), limits);
    rmSync(join(folder, readdirSync(folder).find((name) => name.startsWith("generation"))!));
    expect(() => readEvaluations(folder, done)).toThrow("lacks generation-00001.json");
    writeFileSync(join(folder, "calibration.json"), "{");
    expect(() => readCampaign(folder)).toThrow("is damaged");
  });
});
