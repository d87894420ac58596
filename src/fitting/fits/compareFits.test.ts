import { expect, it } from "vitest";
import { compareFits } from "./compareFits.ts";
import type { ModelFit } from "./modelFit.ts";
import { usualSettings } from "./settings.ts";

const names = ["a", "b", "c"];

/** What a comparison looks at of a fit by empirical Bayes. @param impossible - Who could not be fitted. */
function hierarchical(id: string, logLikelihood: number, impossible: readonly string[] = []): ModelFit {
  const records = names.map((name) => ({ name, person: name, labels: {} }));
  const possible = (name: string) => !impossible.includes(name);
  const people = names.map((name) => (possible(name) ? {} : null));
  const fitted = people.filter((person) => person !== null).length;
  return {
    definition: { id },
    settings: { ...usualSettings, method: "hierarchical" },
    job: { records },
    estimates: records.map((record) => ({
      ...{ record, observations: 10 },
      logEvidence: possible(record.name) ? logLikelihood : null,
    })),
    alone: names.map((subject) => ({ subject, bic: possible(subject) ? -2 * logLikelihood : Number.NaN })),
    group: { fit: { people, integratedBic: -2 * logLikelihood * fitted } },
  } as unknown as ModelFit;
}

it("compares by the groups' BIC where all models describe everybody", () => {
  const comparison = compareFits([hierarchical("worse", -9), hierarchical("better", -7)])!;
  expect(comparison.by).toBe("integratedBic");
  expect(comparison.ranking.map(({ model, value }) => [model, value])).toEqual([
    ["better", -21],
    ["worse", -27],
  ]);
});

it("gives no model credit for people whom it makes impossible", () => {
  const comparison = compareFits([hierarchical("picky", -9, ["b", "c"]), hierarchical("whole", -7)])!;
  expect(comparison.by).toBe("bic");
  expect(comparison.ranking.map(({ model, value }) => [model, value])).toEqual([
    ["whole", -7],
    ["picky", -9],
  ]);
  expect(comparison.notes.join(" ")).toContain("the models are about different people");
});
