import type { SubjectRows } from "../program.ts";
import { type SubjectWarning, subjectWarning } from "./subjectWarning.ts";

/**
 * Warnings for responses that are the same in every trial in which they are not missing.
 *
 * @param columns - Names of the columns, in the order of the rows' values.
 * @param responses - Columns to look at, such as `choice`.
 */
export function sameResponses(
  { values, trials }: SubjectRows,
  columns: readonly string[],
  responses: readonly string[],
): SubjectWarning[] {
  return responses.flatMap((column) => {
    const from = columns.indexOf(column) * trials;
    const given = values.subarray(from, from + trials).filter((value) => !Number.isNaN(value));
    const [value] = given;
    if (value === undefined || given.length < 2 || given.some((other) => other !== value)) return [];
    return [subjectWarning("sameResponse", { column, value })];
  });
}
