import type { BehaviourColumn } from "../../fitting/model/definition.ts";
import { nearestName } from "../../math/nearestName.ts";
import { median } from "../../math/statistics.ts";
import { argument } from "./argument.ts";
import type { CellColumn } from "./cellColumn.ts";
import { codeIndices } from "./codeIndices.ts";
import { missingValue } from "./formula.ts";
import { type FormulaCells, formulaReader, type RowValue } from "./formulaReader.ts";
import { codedByLevels, givenLevels } from "./levels.ts";
import type { ColumnSource } from "./modelColumns.ts";
import type { Reading } from "./reading.ts";
import { textProblem } from "./textProblem.ts";

/** A model's column of numbers or conditions, or one that a formula computes, for the rows that count. */
export function numberColumn(
  reading: Reading,
  column: BehaviourColumn,
  source: ColumnSource,
  rows: Int32Array,
): Float64Array {
  if (source.kind === "formula") return formulaColumn(reading, source, rows, column);
  const cells = reading.column(source.name);
  const given = column.kind === "condition" ? givenLevels(reading, [source.name, column.name], [cells]) : null;
  if (given) {
    if (given.length !== 2) reading.refuse(source.name, "--levels: two are needed, for 0 and 1");
    const coding = codedByLevels(reading, [cells], { given, rows });
    reading.note(coding.note);
    return Float64Array.from(rows, (row) => coding.value(cells, row));
  }
  const values = Float64Array.from(rows, numbersOf(reading, cells, { rows, column }));
  if (column.unit !== "s" || !isInMilliseconds(source.name, values)) return values;
  reading.note(`"${source.name}" is in milliseconds and is taken in seconds.`);
  return values.map((value) => value / 1000);
}

/** What a formula computes for the rows that count. @param column - Of the model; null for sessions and blocks. */
export function formulaColumn(
  reading: Reading,
  { formula }: Extract<ColumnSource, { kind: "formula" }>,
  rows: Int32Array,
  column: BehaviourColumn | null,
): Float64Array {
  const name = column?.name ?? null;
  const value = formulaReader(formula, cellsOf(reading, rows, column?.kind === "index" || column === null));
  const given = name === null ? null : givenLevels(reading, [name], []);
  if (!given) return Float64Array.from(rows, value);
  const place = new Map(given.map((level, at) => [Number(level), at]));
  return Float64Array.from(rows, (row) => {
    const found = value(row);
    if (!Number.isNaN(found) && !place.has(found))
      reading.wrongAt(row, name, `${found} is not among the levels ${given.join(", ")}`);
    return place.get(found) ?? Number.NaN;
  });
}

/** Columns as formulas see them. @param areLevels - Whether texts that are a formula's value are levels, to be counted. */
function cellsOf(reading: Reading, rows: Int32Array, areLevels: boolean): FormulaCells {
  const number = (name: string, isCounted: boolean): RowValue =>
    name === missingValue && !reading.read.columns.has(name)
      ? () => Number.NaN
      : inFormula(reading, reading.column(name), { rows, isCounted });
  return {
    number: (name) => number(name, false),
    value: (name) => number(name, areLevels),
    is: (name, text) => {
      const column = reading.column(name);
      const { same, occurs } = column.comparison(text);
      if (!occurs && !reading.options.levels.get(name)?.includes(text)) reading.wrong(name, neverText(column, text));
      return same;
    },
    present: (name) => reading.column(name).presence(),
  };
}

/** Numbers of a column in a formula; texts only where their levels were given, or as levels in their order. */
function inFormula(
  reading: Reading,
  column: CellColumn,
  { rows, isCounted }: { readonly rows: Int32Array; readonly isCounted: boolean },
): RowValue {
  const given = column.texts().length > 0 ? givenLevels(reading, [column.name], [column]) : null;
  if (given || (isCounted && column.texts().length > 0)) {
    const coding = given ? codedByLevels(reading, [column], { given, rows }) : codeIndices([column], null);
    if (typeof coding !== "string") {
      reading.note(coding.note);
      return (row) => coding.value(column, row);
    }
  }
  return numbersOf(reading, column, { rows, column: null });
}

function numbersOf(
  reading: Reading,
  cells: CellColumn,
  { rows, column }: { readonly rows: Int32Array; readonly column: BehaviourColumn | null },
): RowValue {
  const decimal = cells.decimalCommas();
  if (decimal && reading.read.separatesBy !== ",") {
    reading.note(`"${cells.name}" is written with decimal commas and is taken as numbers.`);
    return (row) => decimal[row]!;
  }
  const problem = textProblem(cells, rows, column);
  if (problem) reading.wrongAt(problem.row, cells.name, problem.message);
  const numbers = cells.numbers();
  return (row) => numbers[row]!;
}

/** A text that a formula compares with and that a column never is. */
function neverText(column: CellColumn, text: string): string {
  const values = column.distinct(12);
  const nearest = nearestName(text, values);
  const hint = nearest === null ? "" : `; did you mean '${nearest}'?`;
  const levels = argument(`${column.name}=${[...values, text].join(",")}`);
  return `a formula compares it with '${text}', but it is ${values.join(", ") || "always missing"}${hint || ";"} If '${text}' just never occurs, name all values: --levels ${levels}`;
}

/** No one takes half a minute for a usual choice; a column that says so itself is believed. */
function isInMilliseconds(name: string, values: Float64Array): boolean {
  if (/(_|\b)ms$|millis/iu.test(name)) return true;
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length > 0 && median(known) > 30;
}
