/** A column of a table; NaN and null stand for a missing value. */
export type Column = Float64Array | Float32Array | Int32Array | readonly (string | null)[];

/** A table held by columns of equal length. */
export type Table = Readonly<Record<string, Column>>;

/** Number of rows. */
export function rowCount(table: Table): number {
  for (const column of Object.values(table)) return column.length;
  return 0;
}

/** Values of a numeric column, or null if there is no such column or it holds text. */
export function numericColumn(table: Table, name: string): Float64Array | null {
  const column = table[name];
  if (column === undefined) return null;
  if (column instanceof Float64Array) return column;
  return ArrayBuffer.isView(column) ? Float64Array.from(column as Float32Array | Int32Array) : null;
}

/** The given rows of a table, in the given order. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, takeValues(column, rows)] as const));
}

/** The rows whose value in a column is the given one. @throws RangeError if there is no such column. */
export function rowsWhere(table: Table, name: string, value: string | number): Table {
  const column = table[name];
  if (column === undefined) throw new RangeError(`the table has no column "${name}"`);
  const rows: number[] = [];
  for (let row = 0; row < column.length; row++) if (column[row] === value) rows.push(row);
  return takeRows(table, rows);
}

/** Puts tables below one another; a column that one of them lacks is filled with missing values. */
export function stackTables(tables: readonly Table[]): Table {
  const names = [...new Set(tables.flatMap((table) => Object.keys(table)))];
  return Object.fromEntries(names.map((name) => [name, stackColumn(tables, name)] as const));
}

function takeValues(column: Column, rows: ArrayLike<number>): Column {
  if (!ArrayBuffer.isView(column)) return Array.from(rows, (row) => column[row] ?? null);
  const typed = column as Float64Array | Float32Array | Int32Array;
  const taken = new (typed.constructor as new (length: number) => typeof typed)(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = typed[rows[i]!]!;
  return taken;
}

function stackColumn(tables: readonly Table[], name: string): Column {
  const isText = tables.some((table) => table[name] !== undefined && !ArrayBuffer.isView(table[name]));
  const values: (string | number | null)[] = tables.flatMap((table) => {
    const column = table[name];
    if (column === undefined) return Array.from({ length: rowCount(table) }, () => (isText ? null : Number.NaN));
    return Array.from(column as ArrayLike<string | number | null>, (value) =>
      isText && typeof value === "number" ? String(value) : value,
    );
  });
  return isText ? (values as (string | null)[]) : Float64Array.from(values as number[]);
}
