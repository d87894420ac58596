import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { interpret } from "./interpret.ts";
import { middleOf } from "./middle.ts";
import { defineBehaviour } from "./readBehaviour.ts";
import { settingOf, simulate } from "./simulate.ts";

const folder = new URL("../../../models/behaviour/", import.meta.url);
const bundled = (name: string) =>
  defineBehaviour(readFileSync(new URL(`${name}.yaml`, folder), "utf8"), `${name}.yaml`);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -5));

describe("simulated subjects", () => {
  const definition = bundled("two-step-hybrid");
  const setting = settingOf(definition, { trials: 40 });
  const parameters = [0.4, 3, 3, 0.5, 0.6, 0.2];

  it("are the same for the same seed, whoever is simulated beside them", () => {
    const alone = simulate(setting, [parameters], 3).rows[0];
    expect(simulate(setting, [parameters, [0.1, 1, 1, 0.5, 0.5, 0]], 3).rows[0]).toEqual(alone);
    expect(simulate(setting, [parameters], 4).rows[0]).not.toEqual(alone);
  });

  it("meet the same task whatever they do, where the task does not depend on it", () => {
    const horizon = settingOf(bundled("horizon-task"), { trials: 60 });
    const middle = bundled("horizon-task").parameters.map(middleOf);
    const games = (slope: number) =>
      simulate(horizon, [middle.map((one, at) => (at === 0 ? one * slope : one))], 3).table.isForced;
    expect(games(1)).toEqual(games(0.5));
  });

  it("cannot be had with parameters outside of the model's range", () => {
    expect(() => simulate(setting, [[0.4, Number.NaN, 3, 0.5, 0.6, 0.2]], 3)).toThrow(
      "subject 1, trial 1: the probabilities of a response add up to NaN",
    );
  });

  it("cannot be had in a task that lacks what the model needs", () => {
    expect(() => settingOf(definition, "reversal")).toThrow(
      "two-step-hybrid cannot be simulated in reversal: that gives no secondState",
    );
    expect(() => settingOf(definition, "two-stp")).toThrow('did you mean "two-step"?');
    expect(() => settingOf(bundled("q-learning"), { options: { arm: 3 } })).toThrow('did you mean "arms"?');
    expect(() => settingOf(bundled("hgf-two-level"), { environment: "reversal", options: { arms: 3 } })).toThrow(
      "hgf-two-level has 2 values of option, but reversal has 3 for choice",
    );
  });
});

describe("simulating a model in its usual task", () => {
  it.each(names)("%s: what it does has a likelihood, and the task gives what it needs", (name) => {
    const definition = bundled(name);
    const setting = settingOf(definition, { trials: 60 });
    const parameters = definition.parameters.map(middleOf);
    const { rows, table } = simulate(setting, [parameters, parameters], 5);
    for (const subject of rows) {
      const logs = interpret(setting.lowered.program, subject, parameters);
      expect(logs.every(Number.isFinite)).toBe(true);
      expect(logs.some((one) => one !== 0)).toBe(true);
    }
    expect(table.subject).toHaveLength(2 * setting.trials);
  });
});
