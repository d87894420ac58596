import type { Environment, TrialValues } from "../../../src/fitting/environments/environment.ts";
import { applyModel } from "../../../src/fitting/model/applyModel.ts";
import type { BehaviourDefinition } from "../../../src/fitting/model/definition.ts";
import { simulate } from "../../../src/fitting/model/simulate.ts";
import { loadBehaviourModel } from "../../../src/io/fitting/behaviourModels.ts";
import { type ModelDataOptions, readModelData } from "../../../src/io/fitting/readModelData.ts";
import type { Table } from "../../../src/math/table.ts";
import type { Fitted } from "./fitted.ts";

/** Trials of a file as a model takes them, with further columns as text. */
export interface Trials {
  readonly definition: BehaviourDefinition;
  readonly table: Table;
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

export async function trialsFor(model: string, file: string, options: ModelDataOptions = {}): Promise<Trials> {
  const { definition } = loadBehaviourModel(model);
  const { table, extra } = await readModelData(file, definition, options);
  return { definition, table, extra };
}

/** What the world says in a row of the data to a choice. */
export type Answer = (row: number, values: TrialValues, random: () => number) => TrialValues;

/**
 * Lets fitted people do their own trials again, with the stimuli that they met.
 *
 * @returns For each simulation the table of the data with what was simulated in the place of responses and outcomes.
 */
export function replay(trials: Trials, fit: Fitted, answer: Answer, simulations = 20): Table[] {
  const { definition, table } = trials;
  const { applied, problems } = applyModel(definition, table, {});
  if (!applied) throw new RangeError(problems.map(({ message }) => message).join("; "));
  const given = [
    ...definition.columns.filter(({ role }) => role === "given").map(({ name }) => name),
    ...definition.restart.filter((name) => table[name] !== undefined),
  ];
  return Array.from({ length: simulations }, (_, simulation) => {
    const copy: Record<string, Float64Array> = {};
    for (const { name, role } of definition.columns)
      if (role !== "given")
        copy[name] = new Float64Array(applied.rowsOf.reduce((n, rows) => n + rows.length, 0)).fill(Number.NaN);
    applied.rowsOf.forEach((rows, person) => {
      const subject = applied.subjects[person]!.subject;
      const row = fit.subjects.indexOf(subject);
      if (row < 0) return;
      const environment: Environment = {
        ...{
          id: "the data",
          title: "the data's own trials",
          source: "",
          trials: rows.length,
          options: {},
          columns: {},
        },
        counts: () => ({}),
        play: (_options, random) => ({
          begin: (trial) =>
            Object.fromEntries(given.map((name) => [name, Number((table[name] as Float64Array)[rows[trial]!])])),
          observe: (trial, values) => answer(rows[trial]!, values, () => random.uniform()),
        }),
      };
      const parameters = definition.parameters.map(({ name }) => fit.value(name, [row])[0]!);
      const setting = {
        ...{ lowered: applied.lowered, environment, trials: rows.length, nameOf: (name: string) => name },
        options: { number: () => 0, list: () => [] },
      };
      const one = simulate(setting, [parameters], 1000 * simulation + person).table;
      for (const [name, column] of Object.entries(copy))
        rows.forEach((at, trial) => {
          column[at] = Number((one[name] as Float64Array)[trial]);
        });
    });
    return { ...table, ...copy };
  });
}

/** Mean of a number over the rows of each person, then over simulations: one number a person. */
export function ofPeople(
  tables: readonly Table[],
  quantity: (table: Table, row: number) => number,
  where: (table: Table, row: number) => boolean = () => true,
): Map<string, number> {
  const sums = new Map<string, [number, number]>();
  for (const table of tables)
    (table.subject as readonly string[]).forEach((subject, row) => {
      if (!where(table, row)) return;
      const value = quantity(table, row);
      if (Number.isNaN(value)) return;
      const [sum, count] = sums.get(subject) ?? [0, 0];
      sums.set(subject, [sum + value, count + 1]);
    });
  return new Map([...sums].map(([subject, [sum, count]]) => [subject, sum / count]));
}
