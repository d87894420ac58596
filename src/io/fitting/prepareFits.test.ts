import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { DesignRequest } from "../../fitting/fits/designColumns.ts";
import { toParquet } from "../parquet.ts";
import { loadBehaviourModel } from "./behaviourModels.ts";
import { readyFit, scaleNotes } from "./prepareFits.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-ready-"));
afterAll(() => rmSync(folder, { recursive: true }));

function request(text: string, mapping: Readonly<Record<string, string>>) {
  const file = join(folder, "data.csv");
  writeFileSync(file, text);
  return { file, source: "data.csv", options: { mapping }, design: { conditions: [], within: [], covariates: [] } };
}

describe("the trials of a run", () => {
  const text = ["x", "y"].flatMap((group) => [0, 1].map((subject) => ({ group, subject })));
  /** Trials as `run` writes them. @param offset - Added to the subject of the second group. */
  async function ready(offset: number, rows: Readonly<Record<string, string>>, within: DesignRequest["within"] = []) {
    const all = text.flatMap(({ group, subject }) => [0, 1, 0].map((choice) => ({ group, subject, choice })));
    const numbers = (of: (row: (typeof all)[number]) => number) => Float64Array.from(all, of);
    const table = {
      group: all.map(({ group }) => (group === "y" ? "control" : "block")),
      subject: numbers(({ group, subject }) => subject + (group === "y" ? offset : 0)),
      ...Object.fromEntries(["session", "block", "trial", "correct"].map((name) => [name, numbers(() => 1)])),
      ...{ choice: numbers(({ choice }) => choice), outcome: numbers(({ choice }) => choice) },
    };
    const file = join(folder, "trials.parquet");
    writeFileSync(file, toParquet(table, {}));
    const design = { conditions: [], within, covariates: [] };
    const found = await readyFit(loadBehaviourModel("q-learning"), { file, source: "run", options: { rows }, design });
    return { ...found, records: found.model.job.records.map(({ name }) => name) };
  }

  it("are not pooled over groups", async () => {
    const within = await ready(0, {});
    expect(within.records).toEqual(["0 group=block", "1 group=block", "0 group=control", "1 group=control"]);
    expect(within.notes[0]).toContain("as with --within group=control. For one alone: --rows group=control");
    expect(within.notes.join()).toContain("effects are block minus control");
    const between = await ready(2, {});
    expect(between.records).toEqual(["0", "1", "2", "3"]);
    expect(between.model.job.between).toHaveLength(1);
  });

  it("are taken as is asked for", async () => {
    expect((await ready(0, { group: "block" })).records).toEqual(["0", "1"]);
    const { notes } = await ready(0, {}, [{ column: "group", reference: "block" }]);
    expect(notes.join()).toContain("effects are control minus block");
    expect(notes.join()).not.toContain("The run has");
  });
});

describe("models that are fitted to the same data", () => {
  const gambles = "subject,gain,lost,cert,gamble\n1,9,6,0,1\n1,9,3,0,0\n";
  const models = ["prospect-gambling", "biased-guessing"].map((name) => loadBehaviourModel(name));
  const [prospect, guessing] = models as [(typeof models)[0], (typeof models)[0]];

  it("take each what is mapped for them", async () => {
    const data = request(gambles, { loss: "lost" });
    expect((await readyFit(prospect, data, models)).sources.get("loss")).toBe("lost");
    expect([...(await readyFit(guessing, data, models)).sources.keys()]).not.toContain("loss");
    await expect(readyFit(guessing, data)).rejects.toThrow('biased-guessing has no column "loss"');
  });

  it("refuse what is mapped for none of them", async () => {
    await expect(readyFit(guessing, request(gambles, { los: "lost" }), models)).rejects.toThrow('no column "los"');
  });

  it.each([
    [
      "q-learning",
      "kalman-filter-bandit",
      /"outcome" is computed \(points \/ 100\), but .* kalman-filter-bandit are in points.*comparable with q-learning:/u,
    ],
    ["q-learning", "q-learning-forgetting", /^$/u],
  ])("are warned of scales of their own: %s beside %s", async (first, second, note) => {
    const both = [loadBehaviourModel(first), loadBehaviourModel(second)];
    const data = request("subject,choice,points\n1,0,50\n1,1,60\n1,0,70\n", { outcome: "points / 100" });
    const ready = [await readyFit(both[0]!, data, both), await readyFit(both[1]!, data, both)];
    expect(scaleNotes(both, ready, data.options.mapping).join(" ")).toMatch(note);
    expect(scaleNotes(both.slice(0, 1), ready.slice(0, 1), data.options.mapping)).toEqual([]);
  });
});
