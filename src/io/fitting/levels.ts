import type { CellColumn } from "./cellColumn.ts";
import { codeByLevels, type IndexCoding } from "./codeIndices.ts";
import type { Reading } from "./reading.ts";

/**
 * Values in their order as they are written after `--levels`: `left,right`, `0,1,2`, or a range of whole numbers, `0-2`,
 * where the column has no such text.
 */
function levelsOf(written: readonly string[], texts: readonly string[]): string[] {
  return written.flatMap((one) => {
    const range = texts.includes(one) ? null : rangeOf(one);
    return range
      ? Array.from({ length: Math.min(5000, range[1] - range[0] + 1) }, (_, k) => String(range[0] + k))
      : [one];
  });
}

/** The ends of a range of whole numbers, `3-8`; null if it is none. */
export function rangeOf(text: string): readonly [number, number] | null {
  const match = /^(\d{1,9})\s*[-–]\s*(\d{1,9})$/u.exec(text);
  if (!match) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from <= to ? [from, to] : null;
}

/** The levels that were given for one of these columns of the file or the model; null if none were. @throws DataFileError */
export function givenLevels(
  reading: Reading,
  names: readonly string[],
  columns: readonly CellColumn[],
): readonly string[] | null {
  const texts = columns.flatMap((column) => column.texts());
  const given = [...new Set(names)].flatMap((name) => {
    const levels = reading.options.levels.get(name);
    return levels ? [{ name, levels: levelsOf(levels, texts) }] : [];
  });
  const [first] = given;
  if (!first) return null;
  const other = given.find(({ levels }) => levels.join("\n") !== first.levels.join("\n"));
  if (other)
    reading.refuse(null, `--levels: ${first.name} and ${other.name} count the same thing and need the same levels`);
  const twice = first.levels.find((level, at) => first.levels.indexOf(level) < at);
  if (twice !== undefined) reading.refuse(null, `--levels ${first.name}: "${twice}" is there twice`);
  return first.levels;
}

/** Codes columns by levels, and says which rows have something else. */
export function codedByLevels(
  reading: Reading,
  columns: readonly CellColumn[],
  { given, rows }: { readonly given: readonly string[]; readonly rows: Int32Array },
): IndexCoding {
  const coding = codeByLevels(columns, given);
  for (const column of columns) {
    const present = column.presence();
    for (const row of rows)
      if (present(row) === 1 && Number.isNaN(coding.value(column, row)))
        reading.wrongAt(row, column.name, `${column.shown(row)} is not among the levels ${given.join(", ")}`);
  }
  return coding;
}
