/** A column of a table; NaN and null stand for a missing value. */
export type Column = Float64Array | Float32Array | Int32Array | readonly (string | null)[];

/** A table held by columns of equal length. */
export type Table = Readonly<Record<string, Column>>;

/** Number of rows. */
export function rowCount(table: Table): number {
  for (const column of Object.values(table)) return column.length;
  return 0;
}
