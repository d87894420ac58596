import type { Table } from "../../math/table.ts";
import { type BehaviourColumn, plain, recognisedNames } from "../behaviourColumns.ts";
import type { ReadColumns } from "./tableReader.ts";

/** Columns of a file that number trials, and the parts within which the numbers may begin anew. */
export interface TrialNumbering {
  readonly trial: string;
  readonly parts: readonly string[];
}

/** The column that numbers the trials, with sessions and blocks; null if there is none. */
export function trialNumbering(header: readonly string[]): TrialNumbering | null {
  const trial = recognisedColumn(header, "trial");
  if (trial === null) return null;
  const parts = (["session", "block"] as const).map((column) => recognisedColumn(header, column));
  return { trial, parts: parts.filter((name) => name !== null) };
}

/** The column of a file that is recognised by its name, null if there is none. */
export function recognisedColumn(header: readonly string[], column: BehaviourColumn): string | null {
  for (const name of recognisedNames[column]) {
    const found = header.find((candidate) => plain(candidate) === plain(name));
    if (found !== undefined) return found;
  }
  return null;
}

/** Numbers of trials that do not ascend. */
export interface OutOfOrder {
  /** Rows whose number is below that of the row before. */
  readonly below: number;
  /** Rows with the number of the row before. */
  readonly repeated: number;
  /** The first such row. */
  readonly first: number;
}

/**
 * Looks for trials that are not in order.
 *
 * @param numbers - Number of the trial in each row; NaN where missing.
 * @param keys - Whose and in which part each row is, as a number.
 * @returns null where all ascend.
 */
function outOfOrder(numbers: ArrayLike<number>, keys: Int32Array): OutOfOrder | null {
  const last = new Map<number, number>();
  let [below, repeated, first] = [0, 0, -1];
  for (const [row, key] of keys.entries()) {
    const number = numbers[row]!;
    if (Number.isNaN(number)) continue;
    const before = last.get(key);
    last.set(key, number);
    if (before === undefined || number > before) continue;
    if (number < before) below++;
    else repeated++;
    if (first < 0) first = row;
  }
  return first < 0 ? null : { below, repeated, first };
}

/** Rows of a file as a model takes them. */
export interface OrderedRows {
  /** Rows of the file that count. */
  readonly rows: Int32Array;
  /** The model's columns, with `subject`. */
  readonly table: Table;
  /** Columns at whose change the state starts anew. */
  readonly restart: readonly string[];
  /** Columns of the file that the design takes. */
  readonly extra: readonly string[];
}

/** Says where the file's own numbers of trials contradict the order in which the rows are taken; null where they don't. */
export function orderNote(
  { header, columns, lines }: ReadColumns,
  { rows, table, restart, extra }: OrderedRows,
): string | null {
  const numbering = trialNumbering(header);
  const trial = numbering && columns.get(numbering.trial)!;
  if (!numbering || !trial || trial.texts().length > 0) return null;
  const parts = [...new Set([...numbering.parts, ...extra])];
  const labels = parts.map((name) => columns.get(name)!.labels());
  const restarts = ["subject", ...restart].flatMap((name) => (table[name] ? [table[name]] : []));
  const keys = numbered(rows.length, [
    ...restarts.map((column) => (at: number) => column[at]),
    ...labels.map((column) => (at: number) => column[rows[at]!]),
  ]);
  const all = trial.numbers();
  const found = outOfOrder(
    Float64Array.from(rows, (row) => all[row]!),
    keys,
  );
  if (!found) return null;
  const said = [
    ...(found.below > 0 ? [`goes back in ${found.below}`] : []),
    ...(found.repeated > 0 ? [`is repeated in ${found.repeated}`] : []),
  ].join(" and ");
  const line = lines[rows[found.first]!]!;
  return `Warning: "${numbering.trial}" ${said} of ${rows.length} rows within ${["a subject", ...parts].join(", ")} (first in line ${line}). Rows are taken in the file's order: sort the file by trial if that is not theirs, and name with --map session=COLUMN what begins anew.`;
}

/** One number for each combination of values, row by row. */
function numbered(rows: number, columns: readonly ((row: number) => unknown)[]): Int32Array {
  const keys = new Int32Array(rows);
  for (const column of columns) {
    const values = new Map<unknown, number>();
    const pairs = new Map<number, number>();
    for (let row = 0; row < rows; row++) {
      const value = numberOf(values, column(row));
      // Below 2⁵³, as both are below the number of rows.
      keys[row] = numberOf(pairs, keys[row]! * rows + value);
    }
  }
  return keys;
}

function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  let number = numbers.get(key);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(key, number);
  }
  return number;
}
