import { existsSync } from "node:fs";
import { join } from "node:path";
import { estimateRecords, likelihoodOf, type RecordEstimates, recordColumn } from "../../src/bridge/estimates.ts";
import type { Objective } from "../../src/fitting/inference/subjectPosterior.ts";
import type { Likelihood } from "../../src/fitting/likelihood.ts";
import { loadBehaviourModel } from "../../src/io/fitting/behaviourModels.ts";
import { type ModelDataOptions, readModelData } from "../../src/io/fitting/readModelData.ts";
import type { Table } from "../../src/math/table.ts";
import { root } from "./command.ts";

/** A file of real data: bundled, or below `NEOHEBB_DATA`; null where it is not there. */
export function realData(file: string): string | null {
  const folders = [join(root, "data"), ...(process.env.NEOHEBB_DATA ? [process.env.NEOHEBB_DATA] : [])];
  return folders.map((folder) => join(folder, file)).find(existsSync) ?? null;
}

/** Why a test of a set did not run. */
export function absentNote(file: string): string {
  return realData(file) ? "" : ` (not run: ${file} is not below data/ or NEOHEBB_DATA)`;
}

export interface RealFit {
  readonly table: Table;
  readonly extra: ReadonlyMap<string, readonly string[]>;
  readonly likelihood: Likelihood;
  readonly estimates: RecordEstimates;
  /** One number a record. */
  value(parameter: string): number[];
}

/** Fits a model to each record of a file alone. @param splitBy - Columns that split people's trials. */
export async function fitRealData(
  file: string,
  model: string,
  {
    objective = "posterior",
    starts = 6,
    ...options
  }: ModelDataOptions & { readonly objective?: Objective; readonly starts?: number } = {},
): Promise<RealFit> {
  const definition = loadBehaviourModel(model).definition;
  const { table, extra } = await readModelData(realData(file)!, definition, options);
  const subjects = table.subject as readonly string[];
  const names = subjects.map((subject, row) =>
    [subject, ...[...extra.values()].map((values) => values[row]!)].join("|"),
  );
  const { likelihood } = await likelihoodOf(definition, { ...table, [recordColumn]: names });
  const estimates = estimateRecords(likelihood, { starts, seed: 1, objective })!;
  const count = definition.parameters.length;
  const value = (parameter: string) => {
    const d = definition.parameters.findIndex(({ name }) => name === parameter);
    return estimates.records.map((_, record) => estimates.natural[record * count + d]!);
  };
  return { table, extra, likelihood, estimates, value };
}
