import type { KnownOfTrials } from "../../fitting/checks/trialsSeen.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import { nearestName } from "../../math/nearestName.ts";
import type { Table } from "../../math/table.ts";
import { DataFileError, type DataProblem } from "../csv.ts";
import { listed } from "./listed.ts";
import { type ColumnMap, columnsRead, mapColumns } from "./modelColumns.ts";
import { modelTable } from "./modelTable.ts";
import { readColumns, trialsOf } from "./readColumns.ts";
import { Reading } from "./reading.ts";
import { suitableModels } from "./suitableModels.ts";
import { recognisedColumn, trialNumbering } from "./trialOrder.ts";

/** How a file is to be read for a model. */
export interface ModelDataOptions {
  /** Model column → column of the file, or a formula of columns. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Only rows with these values count: column of the file (or the model) → value. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Only these subjects count: names, numbers, ranges of numbers such as `1-30`. */
  readonly subjects?: readonly string[];
  /** Values that mean "missing": column of the file (or the model) → values. */
  readonly missing?: Readonly<Record<string, readonly string[]>>;
  /** All values that a column of options, stimuli or conditions can have, in their order: the first counts as 0. */
  readonly levels?: Readonly<Record<string, readonly string[]>>;
  /** Further columns of the file that a design needs. */
  readonly extra?: readonly string[];
  /** Columns of other models that are fitted with this one: what is said of them is no error. */
  readonly elsewhere?: ReadonlySet<string>;
}

/** A file as a model takes it. */
export interface ModelData {
  /** Columns by the model's names, with `subject` (text); one row a trial. */
  readonly table: Table;
  /** Line of the file of each row, from 1. */
  readonly lines: Int32Array;
  /** The further columns, as text (empty where missing). */
  readonly extra: ReadonlyMap<string, readonly string[]>;
  /** What the file says of the trials besides, by row of the table. */
  readonly known: KnownOfTrials;
  /** Model column → where it comes from, as it may be shown. */
  readonly sources: ReadonlyMap<string, string>;
  /** Model columns that a formula computes. */
  readonly computed: readonly string[];
  /** Sizes of dimensions whose levels were given. */
  readonly sizes: Readonly<Record<string, number>>;
  /** What was concluded and what was left out, one sentence each. */
  readonly notes: readonly string[];
  readonly counts: {
    /** In the file. */
    readonly rows: number;
    /** Left out as asked. */
    readonly leftOut: number;
    /** Rows without any response of the model; they count nothing in the likelihood. */
    readonly withoutResponse: number;
  };
}

/** What was asked for of a file's columns, by their names in the file. */
export interface ResolvedOptions {
  readonly rows: ReadonlyMap<string, string>;
  readonly missing: ReadonlyMap<string, readonly string[]>;
  /** By the model's name where a formula computes the column. */
  readonly levels: ReadonlyMap<string, readonly string[]>;
  readonly subjects: readonly string[] | null;
  readonly extra: readonly string[];
}

/**
 * Reads the trials of a table file (CSV, TSV, `.gz` of these), Parquet file or results folder for a model.
 *
 * @throws FileError if it cannot be read, DataFileError with everything that is wrong with it, by line.
 */
export async function readModelData(
  path: string,
  definition: BehaviourDefinition,
  options: ModelDataOptions = {},
): Promise<ModelData> {
  const found: { map?: ColumnMap; resolved?: ResolvedOptions } = {};
  const file = trialsOf(path);
  const read = await readColumns(file, (header) => {
    const mapped = mapColumns(definition, header, options.mapping ?? {});
    const problems: DataProblem[] = [...mapped.problems];
    if (mapped.lacksColumns) problems.push({ line: 0, column: null, message: othersFor(definition.id, header) });
    const { map } = mapped;
    const resolved = resolve(options, { header, map, problems });
    if (problems.length > 0) throw new DataFileError(file, problems);
    Object.assign(found, { map, resolved });
    const numbering = trialNumbering(header);
    const order = numbering === null ? [] : [numbering.trial, ...numbering.parts];
    const known = (["bestOption", "block"] as const).flatMap((column) => recognisedColumn(header, column) ?? []);
    const asked = [...resolved.rows.keys(), ...resolved.missing.keys(), ...resolved.extra];
    const read = columnsRead(map);
    const isOnlyName = map.subject !== null && !read.has(map.subject);
    return {
      columns: new Set([...(map.subject === null ? [] : [map.subject]), ...read, ...asked, ...order, ...known]),
      names: new Set(isOnlyName ? [map.subject!] : []),
    };
  });
  return modelTable(new Reading(file, read, found.map!, found.resolved!), definition);
}

/** Which models can be applied where one can't. */
function othersFor(id: string, header: readonly string[]): string {
  const others = suitableModels(header).filter((other) => other !== id);
  if (others.length === 0) return "no bundled model recognises all that it needs among these columns";
  return `these columns suit ${listed(others)}`;
}

interface Surroundings {
  readonly header: readonly string[];
  readonly map: ColumnMap;
  readonly problems: DataProblem[];
}

/** Finds the columns that options name, in the file or, where it has none of the name, as what a model's column is. */
function resolve(options: ModelDataOptions, { header, map, problems }: Surroundings): ResolvedOptions {
  const { rows = {}, missing = {}, levels = {}, extra = [], subjects = null, elsewhere = new Set() } = options;
  const known = [...new Set([...header, ...map.sources.keys()])];
  const columnOf = (name: string, what: string, takesFormulas: boolean): string | null => {
    if (header.includes(name)) return name;
    const source = name === "subject" && map.subject !== null ? map.subject : map.sources.get(name);
    if (typeof source === "string") return source;
    if (source?.kind === "column") return source.name;
    if (source && takesFormulas) return name;
    if (!source && elsewhere.has(name)) return null;
    const nearest = nearestName(name, known);
    const hint = nearest === null ? `there are ${header.join(", ")}` : `did you mean "${nearest}"?`;
    const message = source
      ? `${what} ${name}: a formula computes it; name a column of the file (${header.join(", ")})`
      : `${what} ${name}: there is no such column; ${hint}`;
    problems.push({ line: 0, column: null, message });
    return null;
  };
  const resolved = <Value>(given: Readonly<Record<string, Value>>, what: string, takesFormulas = false) =>
    new Map(
      Object.entries(given).flatMap(([name, value]) => {
        const column = columnOf(name, what, takesFormulas);
        return column === null ? [] : [[column, value] as const];
      }),
    );
  for (const name of extra) if (!header.includes(name)) columnOf(name, "--condition, --within or --covariate", false);
  return {
    rows: resolved(rows, "--rows"),
    missing: resolved(missing, "--missing"),
    levels: resolved(levels, "--levels", true),
    ...{ extra: extra.filter((name) => header.includes(name)), subjects },
  };
}
