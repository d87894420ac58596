import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { fitRequest } from "./fitRequest.ts";

it("says of a fit's folder that it holds no trials", () => {
  const folder = mkdtempSync(join(tmpdir(), "neohebb-fit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ask = () => fitRequest(folder, { model: ["q-learning"], method: "map" });
  expect(ask().data.file).toBe(folder);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ format: "neohebb-results/1" }));
  writeFileSync(join(folder, "group.json"), "{}");
  expect(ask).toThrow("holds the results of a fit, not trials");
});
