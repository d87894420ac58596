import type { KnownOfTrials } from "../../fitting/checks/trialsSeen.ts";
import type { DesignRequest } from "../../fitting/fits/designColumns.ts";
import type { ModelToFit } from "../../fitting/fits/fitModel.ts";
import { prepareFit } from "../../fitting/fits/prepareFit.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import { DataFileError } from "../csv.ts";
import type { LoadedBehaviour } from "./behaviourModels.ts";
import { columnsOf } from "./modelColumns.ts";
import { withOwnGroups } from "./ownGroups.ts";
import { type ModelData, type ModelDataOptions, readModelData } from "./readModelData.ts";
import { placedProblem } from "./valueProblems.ts";

/** Which data are fitted, and how they are sorted. */
export interface FitData {
  /** CSV, TSV (`.gz` too), Parquet, or a results folder. */
  readonly file: string;
  /** As a reader knows them: the file's name or that of a bundled set. */
  readonly source: string;
  readonly options: Omit<ModelDataOptions, "extra" | "elsewhere">;
  /** As asked for; groups of a run are added to it (`withOwnGroups`). */
  readonly design: DesignRequest;
}

/** A model with its data, ready to be fitted. */
export interface ReadyFit {
  readonly model: ModelToFit;
  readonly counts: ModelData["counts"];
  /** Name of a record → what the file says of its trials besides. */
  readonly known: ReadonlyMap<string, KnownOfTrials>;
  /** Model column → where it comes from. */
  readonly sources: ReadonlyMap<string, string>;
  /** Model columns that a formula computes. */
  readonly computed: readonly string[];
  /** What was concluded from the data, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads data for a model.
 *
 * @param together - All models that are fitted to these data: what is mapped for one of them is no error of another.
 * @throws FileError if they cannot be read, DataFileError with everything that keeps the model from them, by line
 */
export async function readyFit(
  { definition }: LoadedBehaviour,
  { file, options, design: asked }: FitData,
  together: readonly LoadedBehaviour[] = [],
): Promise<ReadyFit> {
  const { design, note } = await withOwnGroups(file, { rows: options.rows ?? {}, design: asked });
  const columns = [...design.conditions, ...design.within].map(({ column }) => column);
  const extra = [...new Set([...columns, ...design.covariates])];
  const mapping = mappingOf(definition, options.mapping ?? {}, together);
  const elsewhere = new Set(together.flatMap((other) => columnsOf(other.definition)));
  const data = await readModelData(file, definition, { ...options, mapping, extra, elsewhere });
  const { model, rowsOf, notes, problems } = prepareFit(definition, data.table, {
    request: design,
    values: data.extra,
    sizes: data.sizes,
  });
  if (!model)
    throw new DataFileError(
      file,
      problems.map((problem) => placedProblem(problem, data.lines)),
    );
  const { counts, sources, computed } = data;
  const known = new Map([...rowsOf].map(([record, rows]) => [record, knownAt(data.known, rows)] as const));
  return {
    model,
    counts,
    sources,
    computed,
    known,
    notes: [...(note === null ? [] : [note]), ...data.notes, ...notes],
  };
}

function knownAt({ bestOption, block }: KnownOfTrials, rows: Int32Array): KnownOfTrials {
  const at = (values: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row]!);
  return { ...(bestOption && { bestOption: at(bestOption) }), ...(block && { block: at(block) }) };
}

/**
 * What a formula does to the comparison of models: some take a column in a unit of the task, in which their constants and
 * priors are, and don't follow when it is rescaled for others.
 */
export function scaleNotes(
  models: readonly LoadedBehaviour[],
  ready: readonly ReadyFit[],
  mapping: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(mapping).flatMap((name) => {
    const taking = models.flatMap(({ definition }, at) => {
      const column = definition.columns.find((one) => one.name === name && one.kind === "number");
      return column && ready[at]!.computed.includes(name) ? [{ id: definition.id, unit: column.unit }] : [];
    });
    const free = taking.filter(({ unit }) => unit === "");
    const bound = taking.filter(({ unit }) => unit !== "");
    if (free.length === 0 || bound.length === 0) return [];
    const listed = (ids: readonly { readonly id: string }[]) => ids.map(({ id }) => id).join(", ");
    const units = [...new Set(bound.map(({ unit }) => unit))].join(", ");
    return [
      `Warning: "${name}" is computed (${mapping[name]}), but constants and priors of ${listed(bound)} are in ${units}. If the formula makes anything else of it, these are not comparable with ${listed(free)}: fit them by themselves to the column in ${units}, or change their constants and priors.`,
    ];
  });
}

/** What of a mapping is meant for a model: all but that which only others of the list have. */
function mappingOf(
  definition: BehaviourDefinition,
  mapping: Readonly<Record<string, string>>,
  together: readonly LoadedBehaviour[],
): Readonly<Record<string, string>> {
  const own = columnsOf(definition);
  const others = new Set(together.flatMap((other) => columnsOf(other.definition)));
  return Object.fromEntries(Object.entries(mapping).filter(([name]) => own.includes(name) || !others.has(name)));
}
