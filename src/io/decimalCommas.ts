import { isMissing, numberIn } from "./behaviourCells.ts";
import type { CsvTable } from "./csv.ts";

const comma = /^[+-]?\d+,\d+(?:e[+-]?\d+)?$/i;

/**
 * Cells with decimal points where a file has decimal commas, as spreadsheets write them in much of Europe: in files
 * whose cells are not separated by commas, in columns of which every value is a number so read and none has a point.
 *
 * @param notes - Told which columns.
 */
export function withDecimalPoints(csv: CsvTable, notes: string[]): CsvTable {
  if (csv.delimiter === ",") return csv;
  const places = csv.header.flatMap((_, place) => (hasCommas(csv, place) ? [place] : []));
  if (places.length === 0) return csv;
  const example = csv.rows.find((cells) => comma.test(cells[places[0]!]!.trim()))![places[0]!]!.trim();
  notes.push(
    `Decimal commas (${example}) are read as points in ${places.map((place) => csv.header[place]).join(", ")}.`,
  );
  const rows = csv.rows.map((cells) =>
    cells.map((cell, place) => (places.includes(place) ? cell.replace(",", ".") : cell)),
  );
  return { ...csv, rows };
}

function hasCommas({ rows }: CsvTable, place: number): boolean {
  let some = false;
  for (const cells of rows) {
    const cell = cells[place]!.trim();
    if (comma.test(cell)) some = true;
    else if (!isMissing(cell) && (cell.includes(".") || numberIn(cell) === null)) return false;
  }
  return some;
}
