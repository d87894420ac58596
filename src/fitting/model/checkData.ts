import { nearestName } from "../../math/nearestName.ts";
import { rowCount, type Table } from "../../math/table.ts";
import type { BehaviourColumn, BehaviourDefinition } from "./definition.ts";

/** Something that keeps a model from its data. */
export interface DataProblem {
  /** Column, or null where it is none's. */
  readonly column: string | null;
  /** First row that it concerns, from 0; null where it concerns all. */
  readonly row: number | null;
  /** Number of rows that it concerns; 0 where it concerns all. */
  readonly rows: number;
  readonly message: string;
  readonly hint: string;
}

/** One line: `choice, row 17 (and 3 more): 3 is outside …; hint`, rows counted from 1. */
export function formatDataProblem({ column, row, rows, message, hint }: DataProblem): string {
  const place = [column ?? "", row === null ? "" : `row ${row + 1}`].filter(Boolean).join(", ");
  const more = rows > 1 ? ` (and ${rows - 1} more)` : "";
  return `${place}${more}${place === "" ? "" : ": "}${message}${hint === "" ? "" : `; ${hint}`}`;
}

/** Everything in a table that keeps a model from it. */
export function checkColumns(
  definition: BehaviourDefinition,
  table: Table,
  sizes: Readonly<Record<string, number>>,
): DataProblem[] {
  const problems: DataProblem[] = [];
  const known = new Set(definition.columns.map(({ name }) => name));
  for (const name of Object.keys(sizes))
    if (!definition.dimensions.some((dimension) => dimension.name === name)) {
      const names = definition.dimensions.map((dimension) => dimension.name);
      const nearest = nearestName(name, names);
      problems.push(
        whole(
          null,
          `${definition.id} has no dimension "${name}"`,
          nearest ? `did you mean "${nearest}"?` : `it has ${names.join(", ") || "none"}`,
        ),
      );
    }
  if (rowCount(table) === 0) problems.push(whole(null, "there are no rows", "a row is a trial"));
  for (const column of definition.columns) {
    const values = table[column.name];
    if (!values) {
      if (!column.isOptional) problems.push(missingColumn(definition, column, table, known));
    } else if (!ArrayBuffer.isView(values)) {
      const row = (values as readonly (string | null)[]).findIndex((value) => value !== null);
      problems.push({
        column: column.name,
        row: row < 0 ? null : row,
        rows: 0,
        message: `text ("${values[Math.max(0, row)]}") where ${kindOf(definition, column)} is needed`,
        hint: column.kind === "index" ? "number the values from 0" : "write numbers",
      });
    } else problems.push(...checkValues(definition, column, values as ArrayLike<number>, sizes));
  }
  for (const { name, from } of definition.dimensions) {
    if (from.length === 0 || sizes[name] !== undefined || problems.length > 0) continue;
    const found = from.filter((column) => hasValues(table[column] as ArrayLike<number> | undefined));
    const isFilled = definition.columns.some((column) => from.includes(column.name) && column.fallback !== null);
    if (found.length === 0 && !isFilled)
      problems.push(whole(from[0]!, `no row has a value, so the number of ${name}s is not known`, ""));
    else problems.push(...checkCountedFromOne(definition, name, found, table));
  }
  return problems;
}

/** Models of a list that can be applied to a table. */
export function applicableModels(definitions: readonly BehaviourDefinition[], table: Table): BehaviourDefinition[] {
  return definitions.filter((definition) => checkColumns(definition, table, {}).length === 0);
}

const whole = (column: string | null, message: string, hint: string): DataProblem => ({
  column,
  row: null,
  rows: 0,
  message,
  hint,
});

function missingColumn(
  definition: BehaviourDefinition,
  column: BehaviourColumn,
  table: Table,
  known: ReadonlySet<string>,
): DataProblem {
  const free = Object.keys(table).filter((name) => !known.has(name));
  const nearest = nearestName(column.name, free) ?? column.aliases.find((alias) => free.includes(alias)) ?? null;
  const hint =
    nearest === null
      ? `the data have ${Object.keys(table).join(", ")}`
      : `did you mean "${nearest}"? Then map ${column.name} to it`;
  return whole(
    column.name,
    `${definition.id} needs this column: ${column.title} (${kindOf(definition, column)})`,
    hint,
  );
}

function kindOf({ dimensions }: BehaviourDefinition, { kind, of, lower, upper }: BehaviourColumn): string {
  if (kind === "condition") return "0 or 1";
  if (kind === "number") return numberWithin(lower, upper);
  const size = dimensions.find(({ name }) => name === of)?.size ?? null;
  return size === null ? "a whole number from 0" : `a whole number from 0 to ${size - 1}`;
}

/** What a column of numbers takes, in words; a bound that is infinite is none. */
function numberWithin(lower: number, upper: number): string {
  if (Number.isFinite(lower) && Number.isFinite(upper)) return `a number from ${lower} to ${upper}`;
  if (Number.isFinite(lower)) return `a number of ${lower} or more`;
  return Number.isFinite(upper) ? `a number of ${upper} or less` : "a number";
}

function checkValues(
  definition: BehaviourDefinition,
  column: BehaviourColumn,
  values: ArrayLike<number>,
  sizes: Readonly<Record<string, number>>,
): DataProblem[] {
  const size =
    column.of === null
      ? null
      : (sizes[column.of] ?? definition.dimensions.find(({ name }) => name === column.of)?.size ?? null);
  const upper = column.kind === "index" ? (size ?? Number.POSITIVE_INFINITY) - 1 : column.upper;
  const lower = column.kind === "index" ? 0 : column.lower;
  const isWrong = (value: number): boolean =>
    !Number.isNaN(value) &&
    (!(value >= lower && value <= upper) ||
      !Number.isFinite(value) ||
      (column.kind !== "number" && !Number.isInteger(value)));
  let first = -1;
  let rows = 0;
  for (let row = 0; row < values.length; row++)
    if (isWrong(values[row]!)) {
      if (first < 0) first = row;
      rows++;
    }
  if (first < 0) return [];
  const value = values[first]!;
  const message =
    column.kind === "index" && size !== null && Number.isInteger(value)
      ? `${value} is outside the model's ${size} ${column.of === "option" ? "options" : `values of ${column.of}`} (0 … ${size - 1})`
      : `${value} is not ${kindOf(definition, column)}`;
  return [{ column: column.name, row: first, rows, message, hint: adviceFor(column, value, size) }];
}

function adviceFor(column: BehaviourColumn, value: number, size: number | null): string {
  if (column.kind === "index" && size !== null && value === size)
    return "if they are counted from 1 in the data, subtract 1";
  if (column.kind === "index") return "missing responses are empty cells, not numbers";
  if (column.kind === "condition") return "write 0 and 1, and leave missing values empty";
  if (!(Number.isFinite(column.lower) && Number.isFinite(column.upper)))
    return "correct it, or empty the cell if it says that the value is missing";
  return `the model's scale is ${column.lower} … ${column.upper}: divide by the greatest possible value, or correct the row`;
}

/** Indices none of which is 0 are most likely counted from 1. */
function checkCountedFromOne(
  { id }: BehaviourDefinition,
  dimension: string,
  columns: readonly string[],
  table: Table,
): DataProblem[] {
  const hasZero = columns.some((column) => Array.prototype.includes.call(table[column], 0));
  if (hasZero || columns.length === 0) return [];
  const message = `no row has 0, but ${id} counts ${dimension} from 0`;
  return [whole(columns[0]!, message, `subtract 1, or give the number of ${dimension}s if 0 just never occurred`)];
}

function hasValues(values: ArrayLike<number> | undefined): boolean {
  return values !== undefined && Array.prototype.some.call(values, (value: number) => !Number.isNaN(value));
}
