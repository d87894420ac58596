import type { KnownOfTrials } from "../../fitting/checks/trialsSeen.ts";
import type { BehaviourColumn, BehaviourDefinition } from "../../fitting/model/definition.ts";
import { nearestName } from "../../math/nearestName.ts";
import { median } from "../../math/statistics.ts";
import type { Column, Table } from "../../math/table.ts";
import { DataFileError, type DataProblem } from "../csv.ts";
import type { CellColumn } from "./cellColumn.ts";
import { chosenSubjects } from "./chosenRows.ts";
import { codeByLevels, codeIndices, type IndexCoding } from "./codeIndices.ts";
import { missingValue } from "./formula.ts";
import { type FormulaCells, formulaReader, type RowValue } from "./formulaReader.ts";
import { levelsOf } from "./levels.ts";
import type { ColumnMap, ColumnSource } from "./modelColumns.ts";
import type { ModelData, ResolvedOptions } from "./readModelData.ts";
import { RowProblems } from "./rowProblems.ts";
import type { ReadColumns } from "./tableReader.ts";
import { textProblem } from "./textProblem.ts";
import { orderNote, recognisedColumn } from "./trialOrder.ts";
import { valueProblems } from "./valueProblems.ts";

interface Parts {
  readonly read: ReadColumns;
  readonly map: ColumnMap;
  readonly options: ResolvedOptions;
}

/** Turns the columns of a file into those of a model, and collects what stands in the way. */
export class ModelTable {
  readonly #file: string;
  readonly #definition: BehaviourDefinition;
  readonly #read: ReadColumns;
  readonly #map: ColumnMap;
  readonly #options: ResolvedOptions;
  readonly #notes: string[] = [];
  readonly #problems: DataProblem[] = [];
  readonly #ofRows = new RowProblems();
  readonly #sizes: Record<string, number> = {};
  /** How columns of indices are counted, by the model's names. */
  readonly #codings = new Map<string, IndexCoding>();

  constructor(file: string, definition: BehaviourDefinition, { read, map, options }: Parts) {
    this.#file = file;
    this.#definition = definition;
    this.#read = read;
    this.#map = map;
    this.#options = options;
  }

  build(): ModelData {
    this.#clearMissing();
    const rows = this.#rowsThatCount();
    const table: Record<string, Column> = { subject: this.#subjects(rows), ...this.#indices(rows) };
    for (const column of this.#definition.columns)
      if (column.kind !== "index" || this.#formula(column.name)) this.#number(column, rows, table);
    for (const name of this.#definition.restart) if (!(name in table)) this.#restart(name, rows, table);
    const lines = Int32Array.from(rows, (row) => this.#read.lines[row]!);
    if (this.#problems.length === 0 && this.#ofRows.isEmpty)
      this.#problems.push(
        ...valueProblems(this.#definition, table, { lines, sources: this.#map.sources, sizes: this.#sizes }),
      );
    const problems = [...this.#problems, ...this.#ofRows.all].sort((a, b) => a.line - b.line);
    if (problems.length > 0) throw new DataFileError(this.#file, problems);
    const withoutResponse = this.#withoutResponse(table, rows.length);
    if (withoutResponse > 0)
      this.#notes.push(`${withoutResponse} of ${rows.length} trials have no response; they count nothing.`);
    const order = orderNote(this.#read, { rows, table, restart: this.#definition.restart, extra: this.#options.extra });
    if (order !== null) this.#notes.push(order);
    const extra = new Map(
      this.#options.extra.map((name) => {
        const labels = this.#column(name).labels();
        return [name, Array.from(rows, (row) => labels[row]!)] as const;
      }),
    );
    return {
      ...{ table, lines, extra, notes: this.#notes, sizes: this.#sizes, known: this.#known(rows) },
      sources: new Map(
        [...this.#map.sources].map(([name, source]) => [name, source.kind === "column" ? source.name : source.text]),
      ),
      computed: [...this.#map.sources.keys()].filter((name) => this.#formula(name)),
      counts: { rows: this.#read.lines.length, leftOut: this.#read.lines.length - rows.length, withoutResponse },
    };
  }

  #column(name: string): CellColumn {
    return this.#read.columns.get(name)!;
  }

  #formula(name: string): boolean {
    return this.#map.sources.get(name)?.kind === "formula";
  }

  /** Values that were said to mean "missing" become so. */
  #clearMissing(): void {
    for (const [name, values] of this.#options.missing) {
      const cleared = this.#column(name).clear(values);
      this.#notes.push(`"${name}": ${cleared} values ${values.join(", ")} are taken as missing.`);
    }
  }

  #rowsThatCount(): Int32Array {
    const wanted = [...this.#options.rows].map(([name, value]) => ({
      ...{ name, value, labels: this.#column(name).labels() },
    }));
    const { subjects } = this.#options;
    const { subject } = this.#map;
    if (subjects && subject === null)
      this.#refuse(null, "there is no column for the subject, so none can be chosen; say it with --map subject=COLUMN");
    const ofSubject = subjects && subject !== null ? this.#column(subject).labels() : null;
    const { chosen, absent } = chosenSubjects(subjects ?? [], ofSubject ?? []);
    if (absent.length > 0) {
      const more = absent.length > 5 ? `, and ${absent.length - 5} more` : "";
      this.#refuse(subject, `there is ${absent.slice(0, 5).join(", ")}${more} in the file`);
    }
    const kept: number[] = [];
    for (let row = 0; row < this.#read.lines.length; row++) {
      if (wanted.some(({ labels, value }) => labels[row] !== value)) continue;
      if (ofSubject && !chosen.has(ofSubject[row]!)) continue;
      kept.push(row);
    }
    const all = this.#read.lines.length;
    if (kept.length < all) this.#notes.push(`${all - kept.length} of ${all} rows are left out as asked.`);
    if (kept.length === 0) this.#refuse(null, noRowText(wanted));
    return Int32Array.from(kept);
  }

  #subjects(rows: Int32Array): string[] {
    const { subject } = this.#map;
    if (subject === null) {
      this.#notes.push("The file has no column for the subject; all rows are taken as one subject's.");
      return Array.from(rows, () => "1");
    }
    const labels = this.#column(subject).labels();
    return Array.from(rows, (row) => {
      if (labels[row] === "") this.#wrong(row, subject, "the subject is missing; fill it in or leave the row out");
      return labels[row]!;
    });
  }

  /** Columns of indices; those of one dimension share one coding. */
  #indices(rows: Int32Array): Record<string, Float64Array> {
    const found: Record<string, Float64Array> = {};
    for (const { name: dimension, size } of this.#definition.dimensions) {
      const ofDimension = this.#definition.columns.filter(({ kind, of }) => kind === "index" && of === dimension);
      const named = ofDimension.flatMap(({ name }) => {
        const source = this.#map.sources.get(name);
        return source?.kind === "column" ? [{ name, column: this.#column(source.name) }] : [];
      });
      const columns = [...new Set(named.map(({ column }) => column))];
      const what = dimension === "option" ? "options" : `values of ${dimension}`;
      const given = this.#levelsOf(
        [...columns.map(({ name }) => name), ...ofDimension.map(({ name }) => name)],
        columns,
      );
      if (given && size !== null && given.length > size)
        this.#refuse(null, `--levels: ${given.length} are too many; the model has ${size} ${what}`);
      if (given && size === null) this.#sizes[dimension] = given.length;
      if (columns.length === 0) continue;
      const coding = given ? codeByLevels(columns, given) : codeIndices(columns, size, what);
      if (typeof coding === "string") {
        this.#problems.push({ line: 0, column: null, message: coding });
        continue;
      }
      if (given) this.#checkLevels(coding, columns, { given, rows });
      if (coding.note !== null) this.#notes.push(coding.note);
      if (!given && size === null) this.#checkNumber(named, ofDimension, coding);
      for (const { name } of named) this.#codings.set(name, coding);
      for (const { name, column } of named) found[name] = Float64Array.from(rows, (row) => coding.value(column, row));
    }
    return found;
  }

  /** How many options there were can't be told from responses that are all the same. */
  #checkNumber(
    named: readonly { readonly name: string; readonly column: CellColumn }[],
    ofDimension: readonly BehaviourColumn[],
    coding: IndexCoding,
  ): void {
    const response = named.find(({ name }) => ofDimension.some((one) => one.name === name && one.role === "response"));
    if (!response) return;
    const values = new Set<number>();
    for (const { column } of named)
      for (let row = 0; row < column.rows && values.size < 2; row++) {
        const value = coding.value(column, row);
        if (!Number.isNaN(value)) values.add(value);
      }
    if (values.size !== 1 || [...values][0] !== 0) return;
    const { name } = response.column;
    const shown = response.column.distinct(1)[0]!;
    const message = `"${name}" is the same in every row (${shown}): how many there are to choose from cannot be told; name all, as in --levels ${name}=${/^[01]$/u.test(shown) ? "0-1" : `${shown},OTHER`}`;
    this.#problems.push({ line: 0, column: null, message });
  }

  /** The levels that were given for one of these columns of the file or the model; null if none were. */
  #levelsOf(names: readonly string[], columns: readonly CellColumn[]): readonly string[] | null {
    const texts = columns.flatMap((column) => column.texts());
    const given = [...new Set(names)].flatMap((name) => {
      const levels = this.#options.levels.get(name);
      return levels ? [{ name, levels: levelsOf(levels, texts) }] : [];
    });
    const [first] = given;
    if (!first) return null;
    const other = given.find(({ levels }) => levels.join("\n") !== first.levels.join("\n"));
    if (other)
      this.#refuse(null, `--levels: ${first.name} and ${other.name} count the same thing and need the same levels`);
    const twice = first.levels.find((level, at) => first.levels.indexOf(level) < at);
    if (twice !== undefined) this.#refuse(null, `--levels ${first.name}: "${twice}" is there twice`);
    return first.levels;
  }

  #checkLevels(
    coding: IndexCoding,
    columns: readonly CellColumn[],
    { given, rows }: { readonly given: readonly string[]; readonly rows: Int32Array },
  ): void {
    for (const column of columns) {
      const present = column.presence();
      for (const row of rows)
        if (present(row) === 1 && Number.isNaN(coding.value(column, row)))
          this.#wrong(row, column.name, `${column.shown(row)} is not among the levels ${given.join(", ")}`);
    }
  }

  #number(column: BehaviourColumn, rows: Int32Array, table: Record<string, Column>): void {
    const source = this.#map.sources.get(column.name);
    if (source === undefined) return;
    const values = this.#valuesOf(source, column, rows);
    if (source.kind === "column" && column.unit === "s" && isInMilliseconds(source.name, values)) {
      this.#notes.push(`"${source.name}" is in milliseconds and is taken in seconds.`);
      for (let row = 0; row < values.length; row++) values[row] = values[row]! / 1000;
    }
    table[column.name] = values;
  }

  #valuesOf(source: ColumnSource, column: BehaviourColumn | null, rows: Int32Array): Float64Array {
    if (source.kind === "formula") {
      const value = formulaReader(source.formula, this.#cells(rows));
      const given = column === null ? null : this.#levelsOf([column.name], []);
      const place = given && new Map(given.map((level, at) => [Number(level), at]));
      return Float64Array.from(rows, (row) => (place ? (place.get(value(row)) ?? Number.NaN) : value(row)));
    }
    const cells = this.#column(source.name);
    const given = column?.kind === "condition" ? this.#levelsOf([source.name, column.name], [cells]) : null;
    if (given) {
      if (given.length !== 2) this.#refuse(source.name, "--levels: two are needed, for 0 and 1");
      const coding = codeByLevels([cells], given);
      this.#checkLevels(coding, [cells], { given, rows });
      this.#notes.push(coding.note!);
      return Float64Array.from(rows, (row) => coding.value(cells, row));
    }
    const problem = textProblem(cells, rows, column);
    if (problem !== null)
      this.#problems.push({ ...problem, line: this.#read.lines[problem.row]!, column: source.name });
    const numbers = cells.numbers();
    return Float64Array.from(rows, (row) => numbers[row]!);
  }

  /** Columns as formulas see them. */
  #cells(rows: Int32Array): FormulaCells {
    return {
      number: (name) => {
        if (name === missingValue && !this.#read.columns.has(name)) return () => Number.NaN;
        return this.#numberIn(name, rows);
      },
      is: (name, text) => {
        const levels = this.#options.levels.get(name);
        const { same, occurs } = this.#column(name).comparison(text);
        if (!occurs && !levels?.includes(text)) this.#problems.push(neverText(this.#column(name), text));
        return same;
      },
      present: (name) => this.#column(name).presence(),
    };
  }

  /** Numbers of a column in a formula; texts alone are counted in their order. */
  #numberIn(name: string, rows: Int32Array): RowValue {
    const column = this.#column(name);
    const numbers = column.numbers();
    if (column.texts().length === 0) return (row) => numbers[row]!;
    const given = this.#levelsOf([name], [column]);
    const coding = given ? codeByLevels([column], given) : codeIndices([column], null);
    if (typeof coding !== "string") {
      if (given) this.#checkLevels(coding, [column], { given, rows });
      if (coding.note !== null && !this.#notes.includes(coding.note)) this.#notes.push(coding.note);
      return (row) => coding.value(column, row);
    }
    const problem = textProblem(column, rows, null);
    if (problem !== null) this.#problems.push({ ...problem, line: this.#read.lines[problem.row]!, column: name });
    return (row) => numbers[row]!;
  }

  #restart(name: string, rows: Int32Array, table: Record<string, Column>): void {
    const source = this.#map.sources.get(name);
    if (source === undefined) return;
    if (source.kind === "formula") {
      table[name] = this.#valuesOf(source, null, rows);
      return;
    }
    const numbers = new Map<string, number>();
    const labels = this.#column(source.name).labels();
    table[name] = Float64Array.from(rows, (row) => {
      const label = labels[row]!;
      if (!numbers.has(label)) numbers.set(label, numbers.size);
      return numbers.get(label)!;
    });
  }

  /** The best option, in the coding of the choice, and the number of the block, where the file has them. */
  #known(rows: Int32Array): KnownOfTrials {
    const find = (name: "bestOption" | "block") => {
      const found = recognisedColumn(this.#read.header, name);
      return found === null ? null : this.#column(found);
    };
    const [best, block] = [find("bestOption"), find("block")];
    const choice = this.#definition.columns.find(({ role, kind }) => role === "response" && kind === "index");
    const coding = choice && this.#codings.get(choice.name);
    const labels = block?.labels();
    const numbers = new Map([...new Set(labels)].map((label, at) => [label, at]));
    return {
      ...(best && coding && { bestOption: Float64Array.from(rows, (row) => coding.value(best, row)) }),
      ...(labels && { block: Float64Array.from(rows, (row) => numbers.get(labels[row]!)!) }),
    };
  }

  #withoutResponse(table: Table, rows: number): number {
    const responses = this.#definition.columns
      .filter(({ role }) => role === "response")
      .map(({ name }) => table[name] as Float64Array | undefined);
    let count = 0;
    for (let row = 0; row < rows; row++)
      if (responses.every((values) => !values || Number.isNaN(values[row]!))) count++;
    return count;
  }

  #wrong(row: number, column: string | null, message: string): void {
    this.#ofRows.add(this.#read.lines[row]!, column, message);
  }

  #refuse(column: string | null, message: string): never {
    throw new DataFileError(this.#file, [{ line: 0, column, message }]);
  }
}

/** A text that a formula compares with and that a column never is. */
function neverText(column: CellColumn, text: string): DataProblem {
  const { name } = column;
  const values = column.distinct(12);
  const nearest = nearestName(text, values);
  const hint = nearest === null ? "" : `; did you mean '${nearest}'?`;
  const message = `a formula compares it with '${text}', but it is ${values.join(", ") || "always missing"}${hint}${nearest === null ? ";" : ""} If '${text}' just never occurs, name all values: --levels "${name}=${[...values, text].join(",")}"`;
  return { line: 0, column: name, message };
}

function noRowText(
  wanted: readonly { readonly name: string; readonly value: string; readonly labels: readonly string[] }[],
): string {
  for (const { name, value, labels } of wanted) {
    const values = [...new Set(labels)].filter((label) => label !== "");
    if (values.includes(value)) continue;
    const nearest = nearestName(value, values);
    const hint = nearest === null ? "" : `; did you mean "${nearest}"?`;
    return `no row has ${name}=${value}; it is ${values.slice(0, 12).join(", ")}${values.length > 12 ? ", …" : ""}${hint}`;
  }
  return "no row has all of these values together";
}

/** No one takes half a minute for a usual choice; a column that says so itself is believed. */
function isInMilliseconds(name: string, values: Float64Array): boolean {
  if (/(_|\b)ms$|millis/iu.test(name)) return true;
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length > 0 && median(known) > 30;
}
