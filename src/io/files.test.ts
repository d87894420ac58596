import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FileError, makeFolder } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("making a folder", () => {
  it("makes those above it too, and is content with one that is there", () => {
    const deep = join(folder, "a", "b", "c");
    makeFolder(deep);
    makeFolder(deep);
    expect(existsSync(deep)).toBe(true);
  });

  it("ends with a clear error where none can be", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolder(join(folder, "file", "x", "y"))).toThrow(FileError);
    const nowhere = process.platform === "linux" ? "/proc/nowhere/x" : join(folder, "file", "z");
    expect(() => makeFolder(nowhere)).toThrow(/^cannot make the folder/u);
  });
});
