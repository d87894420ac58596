import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { interpret } from "../model/interpret.ts";
import { middleOf } from "../model/middle.ts";
import { defineBehaviour } from "../model/readBehaviour.ts";
import { settingOf, simulate } from "../model/simulate.ts";
import { createLikelihood } from "./createLikelihood.ts";
import { beginningOf, differencesOf, gradientOf, logarithmOf } from "./fixtures/judge.ts";

const folder = new URL("../../../models/behaviour/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -5));

/** Models whose likelihood jumps with the parameters; its derivative is that between the jumps. */
const jumping = new Set(["expected-unexpected-uncertainty"]);
/** Trials looked at; few of a model that takes thousands of operations for each. */
const trialsOf = (name: string) => (name === "volatility-learner" ? 8 : 80);

describe("the compiled likelihood of each model of the library", () => {
  it.each(names)(
    "%s: has the interpreter's bits and the gradient of differences",
    async (name) => {
      const definition = defineBehaviour(readFileSync(new URL(`${name}.yaml`, folder), "utf8"), `${name}.yaml`);
      const setting = settingOf(definition);
      const middle = definition.parameters.map(middleOf);
      const shifted = definition.parameters.map(({ lower, upper }, i) => {
        const above = middle[i]! * 1.0371 + 0.0113;
        return above < upper && above > lower ? above : middle[i]! * 0.9371;
      });
      const { program } = setting.lowered;
      const rows = simulate(setting, [middle], 5).rows.map((own) => beginningOf(own, trialsOf(name)));
      const likelihood = await createLikelihood(program, definition.parameters, rows);
      const result = new Float64Array(2 + 2 * middle.length);
      likelihood.evaluate(
        0,
        Float64Array.from({ length: 2 * middle.length }, (_, i) => [middle, shifted][i % 2]![i >> 1]!),
        result,
      );
      for (const [lane, vector] of [middle, shifted].entries()) {
        expect(result[lane]).toBe(logarithmOf(program, rows[0]!, vector));
        const gradient = middle.map((_, i) => result[2 + 2 * i + lane]!);
        expect(gradient).toEqual(gradientOf(program, rows[0]!, vector));
        if (lane === 0 || jumping.has(name)) continue;
        for (const [i, difference] of differencesOf(program, rows[0]!, vector).entries())
          expect(Math.abs(gradient[i]! - difference)).toBeLessThan(1e-8 * Math.max(1, Math.abs(difference)));
      }
      const byTrial = new Float64Array(rows[0]!.trials);
      likelihood.pointwise(0, Float64Array.from(shifted), byTrial);
      expect(byTrial).toEqual(interpret(program, rows[0]!, shifted));
    },
    60_000,
  );
});
