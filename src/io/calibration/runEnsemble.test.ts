import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bandsOf, type EffectOutcome, type SearchedParameter } from "../../calibration/index.ts";
import { Interrupted } from "../../experiment/errors.ts";
import { effectOf } from "../../phenomena/index.ts";
import type { EvaluationTask } from "./candidateThreads.node.ts";
import { readEnsemble, runEnsemble } from "./runEnsemble.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-ensemble-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const id = "da-blocking";
const bands = bandsOf(effectOf(id)!);
const parameter: SearchedParameter = {
  ...{ name: "cueEta", unit: "1/s", value: 4 },
  ...{ low: 0.04, high: 50, scale: "logarithmic" },
};

/** All bands hold below 5; the first does not from there on. */
function outcome(value: number): EffectOutcome {
  const inside = bands.map(({ low, high }) => low ?? high ?? 0);
  const values = value < 5 ? inside : [Number.NaN, ...inside.slice(1)];
  return {
    loss: value < 5 ? 0 : 0.5,
    holding: bands.length - Number(value >= 5),
    bands: bands.length,
    values: [values],
  };
}

const threads = (interrupted = false) => {
  const tasks: EvaluationTask[] = [];
  return {
    tasks,
    async evaluate(task: EvaluationTask) {
      tasks.push(task);
      if (interrupted) throw new Interrupted("interrupted");
      const outcomes = task.candidates.map(({ cueEta }) => outcome(cueEta!));
      for (const effect of task.effects) task.onEffect?.(effect, outcomes);
      return [];
    },
  };
};

describe("effects over an ensemble", () => {
  it("come out in a share of the sets, and are not run again when that is known", async () => {
    const run = {
      ...{ model: "reference-brain-2", parameters: [parameter], effects: [id], seeds: [1], subjects: 2 },
      ...{ sets: [{ cueEta: 3 }, { cueEta: 6 }, { cueEta: 2 }, { cueEta: 8 }], folder: join(folder, "kept") },
    };
    await expect(runEnsemble(run, threads(true))).rejects.toThrow(Interrupted);
    const first = threads();
    const [found] = await runEnsemble(run, first);
    expect(first.tasks[0]!.candidates.map(({ cueEta }) => cueEta)).toEqual([4, 3, 6, 2, 8]);
    expect(found).toMatchObject({ id, share: 0.5, own: true, sets: [0, 2], loss: [0, 0.25, 0.5] });
    expect(found!.bands.map(({ share }) => share)).toEqual([0.5, ...bands.slice(1).map(() => 1)]);
    expect(found!.bands[0]).toMatchObject({ own: true, side: false });
    const again = threads();
    expect(await runEnsemble(run, again)).toEqual([found]);
    expect(again.tasks.flatMap(({ effects }) => effects)).toEqual([]);
    const changed = threads();
    await runEnsemble({ ...run, seeds: [2] }, changed);
    expect(changed.tasks.flatMap(({ effects }) => effects)).toEqual([id]);
  }, 30_000);

  it.each([
    ['{"format": "neohebb-calibration/1"}', /no ensemble \("format": "neohebb-ensemble\/1"\)/u],
    ['{"format": "neohebb-ensemble/1", "model": "m", "sets": []}', /no sets/u],
    ['{"format": "neohebb-ensemble/1", "sets": [{"values": {"a": 1}}]}', /names no model/u],
    ['{"format": "neohebb-ensemble/1", "model": "m", "sets": [{"values": {"a": 1}}, {}]}', /sets\[1\]\.values\.a/u],
    [
      '{"format": "neohebb-ensemble/1", "model": "m", "sets": [{"values": {"a": 1}}, {"values": {"a": 1, "b": 2}}]}',
      /has "b", which the first set has not/u,
    ],
    ["{", /damaged: it is no JSON/u],
  ])("are not read from %s", (text, message) => {
    const path = join(folder, "ensemble.json");
    writeFileSync(path, text);
    expect(() => readEnsemble(path)).toThrow(message);
  });
});
