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

describe("simulating a model in its usual task", () => {
  it.each(names)("%s: responses are as likely as the likelihood says", (name) => {
    const definition = bundled(name);
    const setting = settingOf(definition);
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
