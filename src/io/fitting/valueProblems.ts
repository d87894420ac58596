import { checkColumns, type DataProblem as ModelProblem } from "../../fitting/model/checkData.ts";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import type { Table } from "../../math/table.ts";
import type { DataProblem } from "../csv.ts";
import type { ColumnSource } from "./modelColumns.ts";

/** A model's table as it was read. */
export interface ReadTable {
  /** Line of the file of each row. */
  readonly lines: Int32Array;
  readonly sources: ReadonlyMap<string, ColumnSource>;
  /** Sizes of dimensions whose levels were given. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** What is wrong with values as the model takes them, by the file's lines and columns. */
export function valueProblems(
  definition: BehaviourDefinition,
  table: Table,
  { lines, sources, sizes }: ReadTable,
): DataProblem[] {
  return checkColumns(definition, table, sizes).map((problem) => {
    const { column } = problem;
    const source = column === null ? undefined : sources.get(column);
    const shown = source?.kind === "column" ? source.name : column;
    const { message, ...place } = placedProblem(problem, lines);
    return { ...place, column: shown, message: `${message}${rescaling(definition, table, column, source)}` };
  });
}

/** What a model finds wrong with its table, said by the file's line. @param lines - Line of the file of each row. */
export function placedProblem(
  { column, row, rows, message, hint }: ModelProblem,
  lines: ArrayLike<number>,
): DataProblem {
  const more = rows > 1 ? ` (and ${rows - 1} more rows)` : "";
  return {
    ...{ line: row === null ? 0 : lines[row]!, column },
    message: `${message}${more}${hint === "" ? "" : `; ${hint}`}`,
  };
}

/** The formula that brings a column of numbers onto the model's scale, where a power of ten does. */
function rescaling(
  { columns }: BehaviourDefinition,
  table: Table,
  column: string | null,
  source: ColumnSource | undefined,
): string {
  const known = columns.find(({ name, kind }) => name === column && kind === "number");
  if (!known || source?.kind !== "column") return "";
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of table[known.name] as Float64Array) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (-most >= known.lower && -least <= known.upper) return `; for example --map "${known.name}=-${source.name}"`;
  for (const divisor of [10, 100, 1000, 10_000, 100_000])
    if (least / divisor >= known.lower && most / divisor <= known.upper)
      return `; for example --map "${known.name}=${source.name} / ${divisor}"`;
  return "";
}
