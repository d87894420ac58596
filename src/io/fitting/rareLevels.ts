import { argument } from "./argument.ts";
import type { CellColumn } from "./cellColumn.ts";
import type { IndexCoding } from "./codeIndices.ts";
import { listed } from "./listed.ts";
import type { Reading } from "./reading.ts";

/** Share of a column's values below which one of them may be a slip. */
const rareShare = 0.01;

/** Values of a column from which a share says something. */
const leastValues = 100;

/** Lines that are named. */
const mostLines = 5;

/** Most levels that are looked at: of many each may be rare. */
const mostLevels = 12;

/** What begins a sentence about a level that may be a slip. */
export const rareLevelWarning = "Warning: a rare value";

/** Warns of levels of responses that hardly any row has: a slip of the hand makes one more option for everybody. */
export function warnOfRareLevels(
  reading: Reading,
  columns: readonly CellColumn[],
  { coding, rows, what }: { readonly coding: IndexCoding; readonly rows: Int32Array; readonly what: string },
): void {
  for (const column of columns) {
    const places = new Map<number, number[]>();
    let total = 0;
    for (const row of rows) {
      const value = coding.value(column, row);
      if (Number.isNaN(value)) continue;
      total++;
      const own = places.get(value);
      if (own) own.push(row);
      else places.set(value, [row]);
    }
    if (total < leastValues || places.size < 3 || places.size > mostLevels) continue;
    for (const own of places.values()) {
      if (own.length >= rareShare * total) continue;
      const shown = column.shown(own[0]!);
      const lines = own.map((row) => reading.read.lines[row]!);
      reading.note(
        `${rareLevelWarning}: "${column.name}" is ${shown} in ${own.length} of ${total} rows (${own.length > 1 ? "lines" : "line"} ${listed(lines, mostLines)}), and is counted as one of ${places.size} ${what} for everybody. If it is a slip: correct it, or --missing ${argument(`${column.name}=${shown}`)}; if it is right: --levels ${argument(column.name)}=…`,
      );
    }
  }
}
