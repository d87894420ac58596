import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parameterPrior } from "../../src/fitting/inference/parameterPrior.ts";
import { createLikelihood } from "../../src/fitting/kernel/createLikelihood.ts";
import { LANES } from "../../src/fitting/likelihood.ts";
import { interpret } from "../../src/fitting/model/interpret.ts";
import { defineBehaviour } from "../../src/fitting/model/readBehaviour.ts";
import { settingOf, simulate } from "../../src/fitting/model/simulate.ts";
import { mean, standardDeviation } from "../../src/math/statistics.ts";
import { root } from "../support/command.ts";

const folder = join(root, "models/behaviour");
const models = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return { file, text, definition: defineBehaviour(text, file) };
});
const bibliography = readFileSync(join(root, "references.bib"), "utf8");
const known = new Set([...bibliography.matchAll(/^@\w+\{([^,\s]+)/gmu)].map(([, key]) => key));
const page = readFileSync(join(root, "docs/behavioural-models-library.md"), "utf8");

describe("the library of behavioural models", () => {
  it("holds at least 24 models", () => {
    expect(models.length).toBeGreaterThanOrEqual(24);
  });

  describe.each(models.map((model) => [model.definition.id, model] as const))(
    "%s",
    (id, { file, text, definition }) => {
      it("is named after its file and says what it is, what for, and where from", () => {
        expect(file).toBe(`${id}.yaml`);
        expect(definition.summary.length).toBeGreaterThan(60);
        expect(definition.tasks.length).toBeGreaterThan(0);
        expect(definition.sources.length).toBeGreaterThan(0);
        const keys = [...definition.sources, ...[...text.matchAll(/source: (\w+)/gu)].map(([, key]) => key!)];
        expect(keys.filter((key) => !known.has(key))).toEqual([]);
        for (const parameter of definition.parameters) {
          expect(parameter.symbol, parameter.name).not.toBe("");
          expect(parameter.title, parameter.name).not.toBe("");
        }
      });

      it("can be simulated in its usual task, and finds possible what it does there", () => {
        const setting = settingOf(definition, { trials: 60 });
        const middle = definition.parameters.map((parameter) => parameterPrior(parameter).quantile(0.5));
        const { lowered, rows } = simulate(setting, [middle], 3);
        const logs = interpret(lowered.program, rows[0]!, middle);
        expect(rows[0]!.trials).toBe(60);
        expect(logs.every(Number.isFinite)).toBe(true);
        expect(logs.filter((value) => value !== 0).length).toBeGreaterThan(5);
      });

      it("is most likely where people were simulated: the slopes of their likelihoods cancel", async () => {
        const people = 40;
        const setting = settingOf(definition, { trials: 50 });
        const truth = definition.parameters.map((parameter) => parameterPrior(parameter).quantile(0.45));
        const { lowered, rows } = simulate(setting, Array(people).fill(truth), 4);
        const likelihood = await createLikelihood(lowered.program, definition.parameters, rows);
        const point = Float64Array.from({ length: LANES * truth.length }, (_, i) => truth[Math.floor(i / LANES)]!);
        const result = new Float64Array(LANES * (1 + truth.length));
        const slopes = truth.map(() => new Float64Array(people));
        for (let person = 0; person < people; person++) {
          likelihood.evaluate(person, point, result);
          for (const [d, of] of slopes.entries()) of[person] = result[LANES * (1 + d)]!;
        }
        for (const [d, { name }] of definition.parameters.entries()) {
          const error = standardDeviation(slopes[d]!) / Math.sqrt(people);
          expect(error, `${name}: the data say nothing of it`).toBeGreaterThan(0);
          expect(Math.abs(mean(slopes[d]!)) / error, name).toBeLessThan(4.5);
        }
      });

      it("stands on the library's page with all of its parameters", () => {
        const row = page.split("\n").find((line) => line.startsWith(`| \`${id}\` |`));
        expect(row, `a line of ${id}`).toBeDefined();
        for (const { name } of definition.parameters) expect(row).toContain(name);
      });
    },
  );
});
