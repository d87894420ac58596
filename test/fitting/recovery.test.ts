import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ModelRecovery } from "../../src/fitting/fitSummary.ts";
import {
  defineBehaviour,
  peopleOf,
  recover,
  recoveryPage,
  recoveryReasons,
  tableSettings,
} from "../../tools/fitting/recoveryTable.ts";

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const { settings, models } = JSON.parse(readFileSync(at("docs/recovery.json"), "utf8")) as {
  settings: unknown;
  models: ModelRecovery[];
};

describe("the table of recoveries", () => {
  it("is about every model of the library, with the settings that it names", () => {
    const names = readdirSync(at("models/behaviour")).map((file) => file.replace(/\.yaml$/, ""));
    expect(models.map(({ model }) => model).sort()).toEqual(names.sort());
    expect(settings).toEqual(tableSettings);
  });

  it("says of every parameter that comes back poorly, and of no other, why and what helps", () => {
    const poor = models.flatMap(({ model, parameters }) =>
      parameters.filter(({ verdict }) => verdict === "poor").map(({ name }) => `${model} ${name}`),
    );
    const told = Object.entries(recoveryReasons).flatMap(([model, reasons]) =>
      Object.keys(reasons).map((name) => `${model} ${name}`),
    );
    expect(told.sort()).toEqual(poor.sort());
  });

  it("is the page that readers see", () => {
    expect(readFileSync(at("docs/recovery.md"), "utf8")).toBe(recoveryPage(models));
  });

  it.each(["biased-guessing", "delay-discounting-hyperbolic"])("is what comes out now: %s", async (name) => {
    const text = readFileSync(at(`models/behaviour/${name}.yaml`), "utf8");
    const found = (await recover(defineBehaviour(text, `${name}.yaml`), {
      ...tableSettings,
      subjects: peopleOf(name),
    }))!;
    const kept = models.find(({ model }) => model === name)!;
    expect(kept.subjects).toBe(found.subjects);
    found.parameters.forEach((parameter, place) => {
      const own = kept.parameters[place]!;
      expect(own.name).toBe(parameter.name);
      expect(own.verdict).toBe(parameter.verdict);
      expect(own.correlation).toBeCloseTo(parameter.correlation!, 5);
      expect(own.bias).toBeCloseTo(parameter.bias!, 5);
      expect(own.coverage).toBeCloseTo(parameter.coverage!, 5);
    });
  });
});
