import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkDestination, publish, readManifest, removeLeftovers, resultPaths } from "./resultsFolder.ts";

const manifest = {
  format: "neohebb-results/1",
  name: "tiny",
  version: "0",
  specification: {},
  specificationHash: "s",
  seed: 1,
  subjects: 4,
  resultHash: "r",
  columnHashes: {},
  startedFrom: null,
  timing: {},
} as const;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-results-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a results folder", () => {
  it("appears with all its files and their hashes", async () => {
    const paths = resultPaths(join(folder, "results", "tiny"));
    await publish(paths, { "report.html": "hello", "trials.parquet": Uint8Array.of(1, 2) }, manifest);
    expect(readdirSync(join(folder, "results"))).toEqual(["tiny"]);
    expect(readdirSync(paths.results).sort()).toEqual(["manifest.json", "report.html", "trials.parquet"]);
    expect(readManifest(paths.results)?.files["report.html"]).toBe(
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    );
  });

  it("is not overwritten unless asked for, then replaced as a whole", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    await publish(paths, { "old.txt": "old" }, manifest);
    expect(() => checkDestination(paths, "tiny", false)).toThrow("--force");
    checkDestination(paths, "tiny", true);
    await publish(paths, { "new.txt": "new" }, manifest);
    expect(readdirSync(paths.results).sort()).toEqual(["manifest.json", "new.txt"]);
    expect(readdirSync(folder)).toEqual(["tiny"]);
  });

  it("never takes the place of something else", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    await publish(paths, { "old.txt": "old" }, manifest);
    expect(() => checkDestination(paths, "other", true)).toThrow('results of "tiny"');
    const mine = join(folder, "documents");
    mkdirSync(mine);
    writeFileSync(join(mine, "thesis.txt"), "do not lose");
    expect(() => checkDestination(resultPaths(mine), "tiny", true)).toThrow("something else");
    expect(readFileSync(join(mine, "thesis.txt"), "utf8")).toBe("do not lose");
  });

  it("leaves the older one and nothing else behind when writing fails", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    await publish(paths, { "old.txt": "old" }, manifest);
    const tooLong = `${"x".repeat(300)}.txt`;
    await expect(publish(paths, { "a.txt": "a", [tooLong]: "b" }, manifest)).rejects.toThrow("name is too long");
    expect(readdirSync(folder)).toEqual(["tiny"]);
    expect(readFileSync(join(paths.results, "old.txt"), "utf8")).toBe("old");
  });

  it("comes back if a run died between taking the old one away and putting the new one there", async () => {
    const paths = resultPaths(join(folder, "tiny"));
    await publish(paths, { "old.txt": "old" }, manifest);
    renameSync(paths.results, join(folder, ".tiny.old"));
    expect(() => checkDestination(paths, "tiny", false)).toThrow("--force");
    expect(existsSync(join(paths.results, "old.txt"))).toBe(true);
  });

  it("is cleaned of what a killed run left half-written", () => {
    mkdirSync(join(folder, ".tiny.new-123"));
    removeLeftovers(resultPaths(join(folder, "tiny")));
    expect(readdirSync(folder)).toEqual([]);
  });
});
