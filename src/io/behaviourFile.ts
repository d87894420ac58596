import { median } from "../math/statistics.ts";
import type { Column, Table } from "../math/table.ts";
import { CellReader, isMissing, numberIn } from "./behaviourCells.ts";
import { type BehaviourColumn, type FoundColumns, findColumns, plain } from "./behaviourColumns.ts";
import { readOptions } from "./behaviourOptions.ts";
import { type CsvTable, DataFileError, type DataProblem, parseCsv } from "./csv.ts";
import { withDecimalPoints } from "./decimalCommas.ts";

/** How a file's columns are to be read, where its names do not say. */
export interface BehaviourMapping {
  /** Our column → its name in the file; empty if the file has none, whatever its names are. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Only rows with these values count: name in the file → value. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Rows in which something is wrong are left out, instead of the file being refused. */
  readonly withoutFaulty?: boolean;
}

/** Behaviour read from a file. */
export interface BehaviourFile {
  /** One row a trial; columns as in `trials.parquet`. */
  readonly table: Table;
  /** The name in the file of each column that is used. */
  readonly columns: FoundColumns;
  /** What was concluded from names and values, one sentence each. */
  readonly notes: readonly string[];
  /** What was wrong in the rows that were left out. */
  readonly leftOut: readonly DataProblem[];
}

/**
 * Reads behaviour with one row a trial from CSV or TSV. Column names of hBayesDM, jsPsych and PsychoPy are recognised.
 *
 * Options are recoded to begin with 0, reaction times in milliseconds to seconds, `correct` as the best option's number
 * to `bestOption`; each conclusion is told in `notes`.
 *
 * @param file - Name for error messages.
 * @throws DataFileError with every problem, by line and column.
 */
export function readBehaviour(text: string, file: string, mapping: BehaviourMapping = {}): BehaviourFile {
  return behaviourIn(parseCsv(text, file), file, mapping);
}

/**
 * The same from cells that were read already.
 *
 * @throws DataFileError with every problem, by line and column.
 */
export function behaviourIn(csv: CsvTable, file: string, mapping: BehaviourMapping): BehaviourFile {
  const { found, problems } = findColumns(csv.header, mapping.columns ?? {});
  const notes: string[] = [];
  const wanted = Object.entries(mapping.rows ?? {});
  const unknown = wanted.filter(([name]) => !csv.header.includes(name));
  if (problems.length > 0 || unknown.length > 0) {
    const more = unknown.map(([name]) => ({ line: 0, column: name, message: "no such column to select rows by" }));
    throw new DataFileError(file, [...problems, ...more]);
  }
  const chosen = csv.rows.flatMap((cells, row) =>
    wanted.every(([name, value]) => cells[csv.header.indexOf(name)]!.trim() === value) ? [row] : [],
  );
  if (chosen.length < csv.rows.length) {
    notes.push(`${csv.rows.length - chosen.length} of ${csv.rows.length} rows are left out as asked.`);
  }
  if (chosen.length === 0) throw new DataFileError(file, [whole("no row has these values")]);
  const { cells, table, told, leftOut } = convertRows(withDecimalPoints(csv, notes), chosen, found, file, mapping);
  notes.push(...told);
  const selecting = Object.keys(mapping.rows ?? {});
  const unused = csv.header.filter((name) => name !== "" && !cells.used.has(name) && !selecting.includes(name));
  if (unused.length > 0) notes.push(`Not used: ${unused.join(", ")}.`);
  return { table, columns: found, notes, leftOut };
}

const whole = (message: string): DataProblem => ({ line: 0, column: null, message });

/** Converts the chosen rows; if asked, again without those in which something is wrong, until nothing is. */
function convertRows(
  csv: CsvTable,
  chosen: readonly number[],
  found: FoundColumns,
  file: string,
  { withoutFaulty = false }: BehaviourMapping,
) {
  const leftOut: DataProblem[] = [];
  let rows = chosen;
  for (;;) {
    const cells = new CellReader(csv, rows);
    const told: string[] = [];
    const table = convert(cells, found, told, withoutFaulty);
    const { problems } = cells;
    if (problems.length === 0) {
      if (rows.length < chosen.length)
        told.push(`${chosen.length - rows.length} of ${chosen.length} rows are left out: something is wrong in them.`);
      return { cells, table, told, leftOut };
    }
    problems.sort((a, b) => a.line - b.line);
    if (!withoutFaulty || problems.some(({ line }) => line === 0)) throw new DataFileError(file, problems);
    leftOut.push(...problems);
    const lines = new Set(problems.map(({ line }) => line));
    rows = rows.filter((row) => !lines.has(csv.lines[row]!));
    if (rows.length === 0) throw new DataFileError(file, [whole("something is wrong in every row"), ...leftOut]);
  }
}

function convert(cells: CellReader, found: FoundColumns, notes: string[], withoutFaulty: boolean): Table {
  const table: Record<string, Column> = {};
  if (found.group !== undefined) table.group = cells.text(found.group);
  table.subject = readSubjects(cells, found.subject!);
  for (const name of ["session", "block", "trial"] as const) {
    if (found[name] !== undefined) table[name] = readCount(cells, found[name], name, notes);
  }
  const options = readOptions(cells, found, notes);
  Object.assign(table, options);
  const outcome = readOutcome(cells, found, notes);
  if (outcome !== null) table.outcome = outcome;
  if (found.reactionTime !== undefined) {
    table.reactionTime = readReactionTime(cells, found.reactionTime, table.choice as Float64Array, notes);
  }
  numberTrials(table, notes);
  if (table.block !== undefined && table.bestOption === undefined) {
    notes.push("The best option is not recorded; each new block is taken as a reversal.");
  }
  findRepeated(table, cells, found, withoutFaulty);
  return table;
}

/** Numbers if all are whole, so that subject 10 comes after subject 9; else text. */
function readSubjects(cells: CellReader, name: string): Column {
  const text = cells.text(name);
  text.forEach((cell, place) => {
    if (isMissing(cell)) cells.wrong(place, name, "the subject is missing");
  });
  const numbers = text.map(numberIn);
  return numbers.every((value) => value !== null && Number.isSafeInteger(value))
    ? Float64Array.from(numbers as number[])
    : text;
}

function readCount(cells: CellReader, name: string, column: BehaviourColumn, notes: string[]): Float64Array {
  const values = column === "trial" ? cells.numbers(name) : readLabels(cells, name, column, notes);
  values.forEach((value, place) => {
    if (Number.isNaN(value)) cells.wrong(place, name, `the ${column}'s number is missing`);
  });
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  if (lowest === 1) notes.push(`"${name}" counts from 1; it is recoded to count from 0.`);
  return lowest === 1 ? values.map((value) => value - 1) : values;
}

/** Blocks and sessions may be called by text; they are numbered in the order in which they appear. */
function readLabels(cells: CellReader, name: string, column: string, notes: string[]): Float64Array {
  const text = cells.text(name);
  if (text.every((cell) => numberIn(cell) !== null)) return cells.numbers(name);
  const labels = [...new Set(text)];
  notes.push(`"${name}" holds text; ${column}s are numbered as they appear: ${labels.slice(0, 6).join(", ")}.`);
  return Float64Array.from(text, (cell) => (isMissing(cell) ? Number.NaN : labels.indexOf(cell)));
}

function readOutcome(cells: CellReader, found: FoundColumns, notes: string[]): Float64Array | null {
  if (found.outcome !== undefined) return cells.numbers(found.outcome);
  const { gain, loss } = found;
  if (gain === undefined) return null;
  const gains = cells.numbers(gain);
  if (loss === undefined) return gains;
  notes.push(`The outcome is "${gain}" minus the size of "${loss}".`);
  const losses = cells.numbers(loss);
  return gains.map((value, place) => value - Math.abs(losses[place]!));
}

/** Above this median, s, reaction times must be in milliseconds. */
const longestMedian = 30;

function readReactionTime(cells: CellReader, name: string, choice: Float64Array, notes: string[]): Float64Array {
  const raw = cells.numbers(name);
  const named = /(?:ms|milliseconds)$/.test(plain(name)) ? 0.001 : /[^a-z](?:s|sec|seconds)\)?$/i.test(name) ? 1 : null;
  const typical = median(raw.filter((_, place) => !Number.isNaN(choice[place]!)));
  const unit = named ?? (typical > longestMedian ? 0.001 : 1);
  notes.push(
    `"${name}" is taken as ${unit === 1 ? "seconds" : "milliseconds"} (${named === null ? `median ${typical}` : "from its name"}).`,
  );
  return raw.map((value, place) => {
    if (Number.isNaN(choice[place]!)) return Number.NaN;
    if (value < 0) cells.wrong(place, name, `a reaction time cannot be negative, got ${value}`);
    return value * unit;
  });
}

/** Without a column for trials, the order of rows is their order. */
function numberTrials(table: Record<string, Column>, notes: string[]): void {
  if (table.trial !== undefined) return;
  notes.push("Trials are not numbered; they are taken in the order of rows.");
  const counts = new Map<string, number>();
  table.trial = Float64Array.from(table.choice as Float64Array, (_, row) => {
    const key = `${table.group?.[row]} ${table.subject![row]} ${table.session?.[row]}`;
    const trial = counts.get(key) ?? 0;
    counts.set(key, trial + 1);
    return trial;
  });
}

function findRepeated(
  table: Readonly<Record<string, Column>>,
  cells: CellReader,
  found: FoundColumns,
  withoutFaulty: boolean,
): void {
  if (found.trial === undefined) return;
  const seen = new Set<string>();
  const keys = ["group", "subject", "session", "block", "trial"].filter((name) => table[name] !== undefined);
  const faulty = withoutFaulty ? cells.faulty() : new Set();
  for (let row = 0; row < table.trial!.length; row++) {
    // What is left out is no trial beside which another appears twice.
    if (faulty.has(row)) continue;
    const key = keys.map((name) => table[name]![row]).join("\t");
    if (seen.has(key)) {
      const within = keys.filter((name) => name !== "trial").join(", ");
      cells.wrong(
        row,
        found.trial,
        `this trial appears twice for the same ${within}; if it is another session or block, map its column`,
      );
    }
    seen.add(key);
  }
}
