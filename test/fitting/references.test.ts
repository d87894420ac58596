import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { BehaviourDefinition, Sizes } from "../../src/fitting/model/definition.ts";
import { interpret } from "../../src/fitting/model/interpret.ts";
import { lowerBehaviour } from "../../src/fitting/model/lowerBehaviour.ts";
import { defineBehaviour } from "../../src/fitting/model/readBehaviour.ts";
import type { SubjectRows } from "../../src/fitting/program.ts";

const here = dirname(fileURLToPath(import.meta.url));
const library = join(here, "../../models/behaviour");
const fixtures = join(here, "references/fixtures");

/** What an independent implementation says of made-up data; `test/fitting/references/make.py` writes it. */
interface Fixture {
  readonly model: string;
  /** [trial]; null where missing. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
  readonly cases: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly total: number;
    readonly trials: readonly number[];
  }[];
}

const models = readdirSync(library)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

/** `<model>.json`, and `<model>.<program>.json` where a published program was asked. */
const references = readdirSync(fixtures);

const define = (model: string) =>
  defineBehaviour(readFileSync(join(library, `${model}.yaml`), "utf8"), `${model}.yaml`);

function sizesOf(definition: BehaviourDefinition, { columns }: Fixture): Sizes {
  return new Map(
    definition.dimensions.map(({ name, size, from }) => {
      const indices = from.flatMap((column) => columns[column] ?? []).filter((index) => index !== null);
      return [name, size ?? Math.max(0, ...indices) + 1];
    }),
  );
}

function rowsOf(definition: BehaviourDefinition, { columns, cases }: Fixture): SubjectRows {
  const trials = cases[0]!.trials.length;
  const values = new Float64Array(definition.columns.length * trials).fill(Number.NaN);
  for (const [column, { name }] of definition.columns.entries())
    for (const [trial, value] of (columns[name] ?? []).entries()) values[column * trials + trial] = value ?? Number.NaN;
  const begins = Uint8Array.from({ length: trials }, (_, trial) => {
    const isNew = (name: string) => columns[name] !== undefined && columns[name][trial] !== columns[name][trial - 1];
    return trial === 0 || definition.restart.some(isNew) ? 1 : 0;
  });
  return { subject: "made up", trials, values, begins };
}

/** Difference relative to the larger of the reference's size and 1. */
const difference = (ours: number, theirs: number) => Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));

describe("the library of behavioural models", () => {
  it("has a reference for every model, and no other", () => {
    const known = new Set(references.map((file) => file.split(".")[0]));
    expect([...known].toSorted()).toEqual(models.toSorted());
  });

  it.each(references)("gives the probabilities of the independent implementation in %s", (file) => {
    const fixture = JSON.parse(readFileSync(join(fixtures, file), "utf8")) as Fixture;
    const definition = define(fixture.model);
    const { program } = lowerBehaviour(definition, sizesOf(definition, fixture));
    const rows = rowsOf(definition, fixture);
    expect(fixture.cases.length).toBeGreaterThanOrEqual(3);
    for (const { parameters, total, trials } of fixture.cases) {
      expect(Object.keys(parameters).toSorted()).toEqual(program.parameters.toSorted());
      const ours = interpret(
        program,
        rows,
        program.parameters.map((name) => parameters[name]!),
      );
      const worst = Math.max(...trials.map((theirs, trial) => difference(ours[trial]!, theirs)));
      expect(worst).toBeLessThan(1e-8);
      const sum = ours.reduce((before, value) => before + value, 0);
      expect(Math.abs(sum - total) / Math.abs(total)).toBeLessThan(1e-8);
      expect(trials.filter((value) => value !== 0).length).toBeGreaterThan(0);
    }
  });
});
