import type { Table } from "../../math/table.ts";
import type { FitComparison, FittedModel } from "../fitSummary.ts";
import { formatDataProblem } from "../model/checkData.ts";
import type { BehaviourDefinition } from "../model/definition.ts";
import { compareModels } from "./compareModels.ts";
import { type DesignRequest, noDesign } from "./designColumns.ts";
import { presentThread } from "./executor.ts";
import { fitModel, type ModelToFit } from "./fitModel.ts";
import type { FitProgress } from "./fitWork.ts";
import type { ModelFit } from "./modelFit.ts";
import { prepareFit } from "./prepareFit.ts";
import { type FitSettings, fitSettings } from "./settings.ts";
import { summariseFit } from "./summariseFit.ts";

/** How models are fitted; everything has a default. */
export interface FitOptions extends Partial<FitSettings> {
  /** Columns of the table that make up the group's design; they hold text or numbers. */
  readonly design?: Partial<DesignRequest>;
  readonly onProgress?: (model: string, progress: FitProgress) => void;
  readonly signal?: AbortSignal;
}

/** What came of `fit`. */
export interface Fits {
  readonly models: readonly ModelFit[];
  /** The same as plain data: group, people, accuracy, warnings. */
  readonly summaries: readonly FittedModel[];
  /** Null for a single model. */
  readonly comparison: FitComparison | null;
  /** How columns of the design were understood, one sentence each. */
  readonly notes: readonly string[];
}

/** Data do not suit a model; `problems` has every reason, one line each. */
export class UnsuitableDataError extends Error {
  override readonly name = "UnsuitableDataError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Fits behavioural models to trials, in the present thread: in Node or in a page.
 *
 * @param models - One, or several to compare.
 * @param table - One row a trial, each person's in order, columns by the models' names (indices from 0), with `subject`.
 * @throws UnsuitableDataError; RangeError for a setting or a design that can't be; FitInterrupted if stopped by `signal`
 */
export async function fit(
  models: BehaviourDefinition | readonly BehaviourDefinition[],
  table: Table,
  options: FitOptions = {},
): Promise<Fits> {
  const { design = {}, onProgress: _, signal: __, ...asked } = options;
  const settings = fitSettings(asked);
  const request = { ...noDesign, ...design };
  const definitions = Array.isArray(models)
    ? (models as readonly BehaviourDefinition[])
    : [models as BehaviourDefinition];
  if (definitions.length === 0) throw new RangeError("fit: at least one model is needed");
  const notes: string[] = [];
  const prepared = definitions.map((definition) => {
    const found = prepareFit(definition, table, { request, values: valuesOf(table, request) });
    if (!found.model) throw new UnsuitableDataError(found.problems.map(formatDataProblem));
    notes.push(...found.notes);
    return found.model;
  });
  const fits: ModelFit[] = [];
  for (const model of prepared) fits.push(await fitOne(model, settings, options));
  const comparison = await compareModels(fits, options.signal ? { signal: options.signal } : {});
  return { models: fits, summaries: fits.map(summariseFit), comparison, notes: [...new Set(notes)] };
}

function fitOne(
  model: ModelToFit,
  settings: FitSettings,
  { onProgress, signal }: Pick<FitOptions, "onProgress" | "signal">,
): Promise<ModelFit> {
  return fitModel(model, settings, {
    executor: presentThread(signal),
    onProgress: (progress) => onProgress?.(model.definition.id, progress),
    ...(signal && { signal }),
  });
}

/** What stands in the design's columns, as text. @throws RangeError for a column that is not there */
function valuesOf(table: Table, { conditions, within, covariates }: DesignRequest): Map<string, readonly string[]> {
  const names = [...[...conditions, ...within].map(({ column }) => column), ...covariates];
  return new Map(
    names.map((name) => {
      const column = table[name];
      if (!column) throw new RangeError(`design: the table has no column "${name}"`);
      return [
        name,
        Array.from(column as ArrayLike<string | number | null>, (value) =>
          value === null || Number.isNaN(value) ? "" : String(value),
        ),
      ];
    }),
  );
}
