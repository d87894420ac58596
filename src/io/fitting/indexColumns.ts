import type { BehaviourColumn, BehaviourDefinition } from "../../fitting/model/definition.ts";
import { argument } from "./argument.ts";
import type { CellColumn } from "./cellColumn.ts";
import { codeIndices, type IndexCoding } from "./codeIndices.ts";
import { codedByLevels, givenLevels } from "./levels.ts";
import { warnOfRareLevels } from "./rareLevels.ts";
import type { Reading } from "./reading.ts";

/** Columns of options, stimuli, states as a model counts them. */
export interface IndexColumns {
  /** Model column → number from 0 of each row that counts, NaN where missing. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** How they are counted, by the model's names. */
  readonly codings: ReadonlyMap<string, IndexCoding>;
  /** Sizes of dimensions whose levels were given. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** Codes the columns of indices that are columns of the file; those of one dimension share one coding. */
export function indexColumns(
  reading: Reading,
  { dimensions, columns: all }: BehaviourDefinition,
  rows: Int32Array,
): IndexColumns {
  const values: Record<string, Float64Array> = {};
  const codings = new Map<string, IndexCoding>();
  const sizes: Record<string, number> = {};
  for (const { name: dimension, size } of dimensions) {
    const ofDimension = all.filter(({ kind, of }) => kind === "index" && of === dimension);
    const named = ofDimension.flatMap(({ name, role }) => {
      const source = reading.map.sources.get(name);
      return source?.kind === "column" ? [{ name, role, column: reading.column(source.name) }] : [];
    });
    const columns = [...new Set(named.map(({ column }) => column))];
    const what = dimension === "option" ? "options" : `values of ${dimension}`;
    const names = [...columns, ...ofDimension].map(({ name }) => name);
    const given = givenLevels(reading, names, columns);
    if (given && size !== null && given.length > size)
      reading.refuse(null, `--levels: ${given.length} are too many; the model has ${size} ${what}`);
    if (given && size === null) sizes[dimension] = given.length;
    if (columns.length === 0) continue;
    const coding = given ? codedByLevels(reading, columns, { given, rows }) : codeIndices(columns, size, what);
    if (typeof coding === "string") {
      reading.wrong(null, coding);
      continue;
    }
    reading.note(coding.note);
    if (!given && size === null) {
      demandTwo(reading, named, coding);
      const responses = named.flatMap(({ role, column }) => (role === "response" ? [column] : []));
      warnOfRareLevels(reading, [...new Set(responses)], { coding, rows, what });
    }
    for (const { name, column } of named) {
      codings.set(name, coding);
      values[name] = Float64Array.from(rows, (row) => coding.value(column, row));
    }
  }
  return { values, codings, sizes };
}

/** How many options there were can't be told from responses that are all the same. */
function demandTwo(
  reading: Reading,
  named: readonly { readonly role: BehaviourColumn["role"]; readonly column: CellColumn }[],
  coding: IndexCoding,
): void {
  const response = named.find(({ role }) => role === "response");
  if (!response) return;
  const values = new Set<number>();
  for (const { column } of named)
    for (let row = 0; row < column.rows && values.size < 2; row++) {
      const value = coding.value(column, row);
      if (!Number.isNaN(value)) values.add(value);
    }
  if (values.size !== 1 || !values.has(0)) return;
  const { name } = response.column;
  const shown = response.column.distinct(1)[0]!;
  const example = argument(`${name}=${/^[01]$/u.test(shown) ? "0-1" : `${shown},OTHER`}`);
  reading.wrong(
    null,
    `"${name}" is the same in every row (${shown}): how many there are to choose from cannot be told; name all, as in --levels ${example}`,
  );
}
