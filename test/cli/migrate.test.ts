import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { migrateFile } from "../../src/cli/migrateCommand.ts";
import { readManifest } from "../../src/io/resultsFolder.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-migrate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string): string => {
  const path = join(folder, "model.yaml");
  writeFileSync(path, text);
  return path;
};

describe("migrate", () => {
  it("leaves a file of the newest version alone, to the byte", async () => {
    const text = readFileSync("examples/models/three-factor.yaml", "utf8");
    const path = file(text);
    await migrateFile(path, { write: true });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("refuses a file that is newer than the program", async () => {
    await expect(migrateFile(file("neohebb: model/7\n"), {})).rejects.toThrow(/newer than the program.*model\/7/u);
  });
});

describe("a results folder of a newer program", () => {
  it("says so, and is not taken for something else", () => {
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ format: "neohebb-results/2" }));
    expect(() => readManifest(folder)).toThrow(/written by a newer neohebb \(neohebb-results\/2\)/u);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ format: "something/2" }));
    expect(readManifest(folder)).toBeNull();
  });
});
