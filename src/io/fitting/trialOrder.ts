import { plain, recognisedNames } from "../behaviourColumns.ts";

/** Columns of a file that number trials, and the parts within which the numbers may begin anew. */
export interface TrialNumbering {
  readonly trial: string;
  readonly parts: readonly string[];
}

/** The column that numbers the trials, with sessions and blocks; null if there is none. */
export function trialNumbering(header: readonly string[]): TrialNumbering | null {
  const find = (column: "trial" | "session" | "block") =>
    recognisedNames[column]
      .map((name) => header.find((candidate) => plain(candidate) === plain(name)))
      .find((name) => name !== undefined);
  const trial = find("trial");
  if (trial === undefined) return null;
  return { trial, parts: [find("session"), find("block")].filter((name) => name !== undefined) };
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
 * @param keys - Whose and in which part each row is.
 * @returns null where all ascend.
 */
export function outOfOrder(numbers: ArrayLike<number>, keys: readonly string[]): OutOfOrder | null {
  const last = new Map<string, number>();
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
