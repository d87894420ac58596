import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Surroundings } from "./experiment.ts";
import { readExperiment } from "./readExperiment.ts";
import { resolveExperiment } from "./resolveExperiment.ts";
import { runSizes } from "./runSizes.ts";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
const tiny = readFileSync(join(fixtures, "tinyModel.yaml"), "utf8");
const scalable = tiny
  .replace("dimensions:", "dimensions:\n  scale: {default: 1, range: [1, 16], doc: Units for each stimulus.}")
  .replace("size: stimuli\n", "size: stimuli * scale\n")
  .replace("rate = cue.value", "rate = mean(cue.value)")
  .replace("    connection: one-to-one\n", "");

function resolve(more: string, overrides: readonly string[] = [], model = scalable) {
  const surroundings: Surroundings = {
    findModel: (reference) => reference,
    findFile: () => null,
    readText: () => model,
    models: [],
    dataSets: [],
    agents: [],
  };
  const text = `neohebb: experiment/1
name: scaled
model: tiny
task: two-armed-reversal-v1
subjects: 4
seed: 5
groups: {control: {}, other: {parameters: {noise: 0.5}}}
${more}`;
  const { source, issues } = readExperiment(text, "scaled.yaml", overrides);
  expect(issues).toEqual([]);
  return resolveExperiment(source!, surroundings);
}

const cortexOf = (result: ReturnType<typeof resolve>) =>
  result.experiment?.plan.models.map(
    ({ program }) => program.populations.find(({ name }) => name === "cortex.units")?.size,
  );

describe("dimensions that an experiment sets", () => {
  it("are those of all its models", () => {
    expect(cortexOf(resolve(""))).toEqual([2, 2]);
    expect(cortexOf(resolve("dimensions: {scale: 3}"))).toEqual([6, 6]);
    expect(new Set(cortexOf(resolve("dimensions: {scale: 3}\nattribution: true")))).toEqual(new Set([6]));
  });

  it("can be set from the command line", () => {
    expect(cortexOf(resolve("", ["dimensions.scale=4"]))).toEqual([8, 8]);
  });

  it("count in the memory that is foretold", () => {
    const memory = (more: string) => runSizes(resolve(more).experiment!).tile;
    expect(memory("dimensions: {scale: 16}")).toBeGreaterThan(memory(""));
  });

  const message = (more: string, model?: string) => resolve(more, [], model).issues.map((issue) => issue.message);

  it("are refused where the task sets them", () => {
    const { experiment, issues } = resolve("dimensions: {options: 3}");
    expect(experiment).toBeNull();
    expect(issues).toMatchObject([
      {
        message: 'dimension "options" is set by the task (2)',
        hint: "can be set: scale",
        path: "dimensions.options",
        line: 8,
      },
    ]);
  });

  it("are refused where the model has none of that name, with the nearest", () => {
    expect(resolve("dimensions: {scael: 3}").issues).toMatchObject([
      { message: 'the model has no dimension "scael"', hint: 'did you mean "scale"?', path: "dimensions.scael" },
    ]);
    expect(message("dimensions: {scale: 3}", tiny)).toEqual(['the model has no dimension "scale"']);
  });

  it("are refused outside their range, where they are set", () => {
    expect(resolve("dimensions: {scale: 17}").issues).toMatchObject([
      { message: 'dimension "scale" is out of its range', expected: "1 … 16", path: "dimensions.scale", line: 8 },
    ]);
  });
});
