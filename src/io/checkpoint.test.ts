import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CheckpointPlan, findCheckpoint, openCheckpoint } from "./checkpoint.ts";
import { resultPaths } from "./resultsFolder.ts";

const plan: CheckpointPlan = {
  format: "neohebb-partial/1",
  version: "0",
  command: "neohebb run tiny.yaml",
  file: "tiny.yaml",
  text: "",
  overrides: [],
  modelPath: "model.yaml",
  modelFiles: {},
  specificationHash: "one",
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-checkpoint-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a checkpoint", () => {
  it("keeps units for a run with the same specification", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    const first = openCheckpoint(paths, plan, false);
    await first.store.write("000-00000", Uint8Array.of(1, 2, 3));
    first.release();
    const second = openCheckpoint(paths, plan, false);
    expect(second.kept).toBe(true);
    expect([...(await second.store.names())]).toEqual(["000-00000"]);
    expect(await second.store.read("000-00000")).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("refuses a run with another specification, and is discarded with force", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    const first = openCheckpoint(paths, plan, false);
    await first.store.write("000-00000", Uint8Array.of(1));
    first.release();
    const other = { ...plan, specificationHash: "two" };
    expect(() => openCheckpoint(paths, other, false)).toThrow("another specification");
    expect([...(await openCheckpoint(paths, other, true).store.names())]).toEqual([]);
  });

  it("is not shared by two runs at a time", () => {
    const paths = resultPaths(join(folder, "tiny"));
    openCheckpoint(paths, plan, false);
    writeFileSync(join(paths.partial, "lock"), String(process.ppid));
    expect(() => openCheckpoint(paths, plan, true)).toThrow("another run");
    writeFileSync(join(paths.partial, "lock"), "999999999");
    expect(openCheckpoint(paths, plan, false).kept).toBe(true);
  });

  it("forgets files that were left half-written", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    const first = openCheckpoint(paths, plan, false);
    writeFileSync(join(paths.partial, "plan.json.77.tmp"), "half");
    writeFileSync(join(paths.partial, "units", "00000.units"), "half of a record");
    first.release();
    expect([...(await openCheckpoint(paths, plan, false).store.names())]).toEqual([]);
    expect(readdirSync(paths.partial).sort()).toEqual(["lock", "plan.json", "units"]);
  });

  it("is found by its own path and by that of the results", () => {
    const paths = resultPaths(join(folder, "tiny"));
    openCheckpoint(paths, plan, false).release();
    expect(findCheckpoint(paths.results)?.paths).toEqual(paths);
    expect(findCheckpoint(paths.partial)?.paths).toEqual(paths);
    expect(findCheckpoint(join(folder, "nothing"))).toBeNull();
    expect(existsSync(join(folder, "nothing"))).toBe(false);
  });
});
