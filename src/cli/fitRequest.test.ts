import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { environmentOf } from "./environmentOptions.ts";
import { fitRequest } from "./fitRequest.ts";
import { refuseMisplacedOptions } from "./misplacedOptions.ts";

it("says of a fit's folder that it holds no trials", () => {
  const folder = mkdtempSync(join(tmpdir(), "neohebb-fit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ask = () => fitRequest(folder, { model: ["q-learning"], method: "map" });
  expect(ask).toThrow("a folder without trials.parquet");
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ format: "neohebb-results/1" }));
  writeFileSync(join(folder, "group.json"), "{}");
  expect(ask).toThrow("holds the results of a fit, not trials");
});

it("takes a code of several columns, and levels", () => {
  const { data } = fitRequest("zorowitz2023", {
    model: ["q-learning"],
    method: "map",
    missing: ["a,b=0", "b=9"],
    levels: ["c=x, y"],
  });
  expect(data.options).toMatchObject({ missing: { a: ["0"], b: ["0", "9"] }, levels: { c: ["x", "y"] } });
  expect(() => fitRequest("zorowitz2023", { model: ["q-learning"], method: "map", missing: ["a="] })).toThrow(
    "empty cells are",
  );
});

it("refuses options of another method", () => {
  expect(() => fitRequest("zorowitz2023", { model: ["q-learning"], method: "map", chains: 2 })).toThrow(
    "--chains belongs to --method nuts",
  );
  expect(() => refuseMisplacedOptions({ method: "map", set: ["arms=3"] }, false)).toThrow("--set belongs to a check");
  expect(() => refuseMisplacedOptions({ method: "map", dryRun: true, power: true }, true)).toThrow("--dry-run belongs");
  expect(() => refuseMisplacedOptions({ method: "map", effect: 1, recover: true }, true)).toThrow("belongs to --power");
  expect(() => refuseMisplacedOptions({ method: "map", effect: 1, power: true, set: [] }, true)).not.toThrow();
});

describe("the task of a check", () => {
  it("has options that are set, numbers and lists", () => {
    expect(environmentOf({ environment: "bandit", set: ["probabilities=0.2, 0.8", "win=2", "trials=50"] })).toEqual({
      ...{ environment: "bandit", trials: 50, options: { probabilities: [0.2, 0.8], win: 2 } },
    });
    expect(environmentOf({ trials: 10 })).toEqual({ trials: 10 });
  });

  it.each([
    [["win"], "must be option=number"],
    [["win=much"], "must be option=number"],
    [["win=1", "win=2"], '"win" is there twice'],
    [["trials=0"], "whole number from 1"],
  ])("refuses --set %s", (set, message) => {
    expect(() => environmentOf({ set })).toThrow(message);
    expect(() => environmentOf({ trials: 10, set: ["trials=20"] })).toThrow("trials are there twice");
  });
});
