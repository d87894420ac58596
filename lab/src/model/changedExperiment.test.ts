import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readExperiment, resolveExperiment } from "../../../src/index.ts";
import { changedExperiment } from "./changedExperiment.ts";

const model = "models/reference-brain/reference-brain.yaml";
const surroundings = {
  findModel: () => model,
  readText: (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"),
  models: ["reference-brain"],
  dataSets: [],
  agents: [],
  findFile: () => null,
};

it("writes an experiment that compares the changed brain with the bundled one", () => {
  const issuesOf = (text: string) => {
    const { source, issues } = readExperiment(text, "changed.yaml");
    return source ? resolveExperiment(source, surroundings).issues : issues;
  };
  const text = changedExperiment(model, { motorNoise: "2.5", sensoryTime: "60 ms" });
  expect(issuesOf(text).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(issuesOf(text.replace("motorNoise", "motorNois")).map(({ hint }) => hint)).toContain(
    'did you mean "motorNoise"?',
  );
});
