import { checkColumns } from "../../fitting/model/checkData.ts";
import type { BehaviourColumn, BehaviourDefinition } from "../../fitting/model/definition.ts";
import { median } from "../../math/statistics.ts";
import type { Column, Table } from "../../math/table.ts";
import { DataFileError, type DataProblem } from "../csv.ts";
import type { CellColumn } from "./cellColumn.ts";
import { codeIndices } from "./codeIndices.ts";
import { formulaNames, formulaValue } from "./formula.ts";
import { type ColumnMap, type ColumnSource, columnsRead, mapColumns } from "./modelColumns.ts";
import { readColumns, trialsOf } from "./readColumns.ts";
import { suitableModels } from "./suitableModels.ts";
import type { ReadColumns } from "./tableReader.ts";
import { outOfOrder, trialNumbering } from "./trialOrder.ts";

/** How a file is to be read for a model. */
export interface ModelDataOptions {
  /** Model column → column of the file, or a formula of columns. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Only rows with these values count: column of the file → value. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Only these subjects count. */
  readonly subjects?: readonly string[];
  /** Values that mean "missing": column of the file → values. */
  readonly missing?: Readonly<Record<string, readonly string[]>>;
  /** Further columns of the file that a design needs. */
  readonly extra?: readonly string[];
}

/** A file as a model takes it. */
export interface ModelData {
  /** Columns by the model's names, with `subject` (text); one row a trial. */
  readonly table: Table;
  /** Line of the file of each row, from 1. */
  readonly lines: Int32Array;
  /** The further columns, as text (empty where missing). */
  readonly extra: ReadonlyMap<string, readonly string[]>;
  /** Model column → where it comes from, as it may be shown. */
  readonly sources: ReadonlyMap<string, string>;
  /** Model columns that a formula computes. */
  readonly computed: readonly string[];
  /** What was concluded and what was left out, one sentence each. */
  readonly notes: readonly string[];
  readonly counts: {
    /** In the file. */
    readonly rows: number;
    /** Left out as asked. */
    readonly leftOut: number;
    /** Rows without any response of the model; they count nothing in the likelihood. */
    readonly withoutResponse: number;
  };
}

/**
 * Reads the trials of a table file (CSV, TSV, `.gz` of these), Parquet file or results folder for a model.
 *
 * @throws FileError if it cannot be read, DataFileError with everything that is wrong with it, by line.
 */
export async function readModelData(
  path: string,
  definition: BehaviourDefinition,
  options: ModelDataOptions = {},
): Promise<ModelData> {
  const { mapping = {}, rows = {}, extra = [], missing = {} } = options;
  let found: ReturnType<typeof mapColumns> | null = null;
  const file = trialsOf(path);
  const read = await readColumns(file, (header) => {
    found = mapColumns(definition, header, mapping);
    const problems: DataProblem[] = [...found.problems];
    if (found.lacksColumns) problems.push({ line: 0, column: null, message: othersFor(definition.id, header) });
    for (const name of [...Object.keys(rows), ...extra, ...Object.keys(missing)])
      if (!header.includes(name))
        problems.push({ line: 0, column: name, message: `there is no such column; there are ${header.join(", ")}` });
    if (problems.length > 0) throw new DataFileError(file, problems);
    const numbering = trialNumbering(header);
    const order = numbering === null ? [] : [numbering.trial, ...numbering.parts];
    return new Set([...columnsRead(found.map), ...Object.keys(rows), ...extra, ...order]);
  });
  const { map } = found as unknown as { map: ColumnMap };
  return new ModelTable(file, definition, { read, map, options }).build();
}

/** Which models can be applied where one can't. */
function othersFor(id: string, header: readonly string[]): string {
  const others = suitableModels(header).filter((other) => other !== id);
  if (others.length === 0) return "no bundled model recognises all that it needs among these columns";
  return `these columns suit ${others.slice(0, 12).join(", ")}${others.length > 12 ? ", …" : ""}`;
}

interface Parts {
  readonly read: ReadColumns;
  readonly map: ColumnMap;
  readonly options: ModelDataOptions;
}

class ModelTable {
  readonly #file: string;
  readonly #definition: BehaviourDefinition;
  readonly #read: ReadColumns;
  readonly #map: ColumnMap;
  readonly #options: ModelDataOptions;
  readonly #notes: string[] = [];
  readonly #problems: DataProblem[] = [];

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
    if (this.#problems.length === 0) this.#checkValues(table, lines);
    if (this.#problems.length > 0)
      throw new DataFileError(
        this.#file,
        [...this.#problems].sort((a, b) => a.line - b.line),
      );
    const withoutResponse = this.#withoutResponse(table, rows.length);
    if (withoutResponse > 0)
      this.#notes.push(`${withoutResponse} of ${rows.length} trials have no response; they count nothing.`);
    this.#noteOrder(table, rows);
    const extra = new Map(
      (this.#options.extra ?? []).map((name) => {
        const labels = this.#column(name).labels();
        return [name, Array.from(rows, (row) => labels[row]!)] as const;
      }),
    );
    return {
      ...{ table, lines, extra, notes: this.#notes },
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
    for (const [name, values] of Object.entries(this.#options.missing ?? {})) {
      const column = this.#read.columns.get(name);
      if (!column) continue;
      const cleared = column.clear(values);
      this.#notes.push(`"${name}": ${cleared} values ${values.join(", ")} are taken as missing.`);
    }
  }

  #rowsThatCount(): Int32Array {
    const wanted = Object.entries(this.#options.rows ?? {}).map(([name, value]) => ({
      labels: this.#column(name).labels(),
      value,
    }));
    const subjects = this.#options.subjects && new Set(this.#options.subjects);
    if (subjects && this.#map.subject === null)
      this.#refuse(null, "there is no column for the subject, so none can be chosen; say it with --map subject=COLUMN");
    const ofSubject = subjects && this.#map.subject !== null ? this.#column(this.#map.subject).labels() : null;
    const kept: number[] = [];
    for (let row = 0; row < this.#read.lines.length; row++) {
      if (wanted.some(({ labels, value }) => labels[row] !== value)) continue;
      if (ofSubject && !subjects!.has(ofSubject[row]!)) continue;
      kept.push(row);
    }
    const all = this.#read.lines.length;
    if (kept.length < all) this.#notes.push(`${all - kept.length} of ${all} rows are left out as asked.`);
    if (ofSubject) {
      const present = new Set(ofSubject);
      const absent = [...subjects!].filter((name) => !present.has(name));
      if (absent.length > 0)
        this.#refuse(this.#map.subject, `there is no subject ${absent.slice(0, 5).join(", ")} in the file`);
    }
    if (kept.length === 0) this.#refuse(null, "no row has these values");
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
      const named = this.#definition.columns.flatMap(({ name, kind, of }) => {
        const source = this.#map.sources.get(name);
        return kind === "index" && of === dimension && source?.kind === "column"
          ? [{ name, column: this.#column(source.name) }]
          : [];
      });
      if (named.length === 0) continue;
      const coding = codeIndices([...new Set(named.map(({ column }) => column))], size);
      if (typeof coding === "string") {
        this.#problems.push({ line: 0, column: null, message: coding });
        continue;
      }
      if (coding.note !== null) this.#notes.push(coding.note);
      for (const { name, column } of named) found[name] = Float64Array.from(rows, (row) => coding.value(column, row));
    }
    return found;
  }

  #number(column: BehaviourColumn, rows: Int32Array, table: Record<string, Column>): void {
    const source = this.#map.sources.get(column.name);
    if (source === undefined) return;
    const values = this.#valuesOf(source, rows);
    if (source.kind === "column" && column.unit === "s" && isInMilliseconds(source.name, values)) {
      this.#notes.push(`"${source.name}" is in milliseconds and is taken in seconds.`);
      for (let row = 0; row < values.length; row++) values[row] = values[row]! / 1000;
    }
    table[column.name] = values;
  }

  #valuesOf(source: ColumnSource, rows: Int32Array): Float64Array {
    const names = source.kind === "column" ? [source.name] : formulaNames(source.formula);
    const cells = new Map(names.map((name) => [name, this.#numbersOf(name, source.kind === "formula", rows)]));
    return Float64Array.from(rows, (row) =>
      source.kind === "column"
        ? cells.get(source.name)![row]!
        : formulaValue(source.formula, (name) => cells.get(name)![row]!),
    );
  }

  #restart(name: string, rows: Int32Array, table: Record<string, Column>): void {
    const source = this.#map.sources.get(name);
    if (source === undefined) return;
    if (source.kind === "formula") {
      table[name] = this.#valuesOf(source, rows);
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

  /** Numbers of a column; texts are an error, except in a formula, which counts them in their order. */
  #numbersOf(name: string, isInFormula: boolean, rows: Int32Array): ArrayLike<number> {
    const column = this.#column(name);
    const texts = column.texts();
    if (texts.length === 0) return column.numbers();
    if (isInFormula) {
      const coding = codeIndices([column], null);
      if (typeof coding !== "string") {
        if (!this.#notes.includes(coding.note!)) this.#notes.push(coding.note!);
        return Float64Array.from(column.numbers(), (_, row) => coding.value(column, row));
      }
    }
    for (const row of rows) {
      const text = column.textAt(row);
      if (text < 0) continue;
      const advice = `correct it, empty it, or --missing ${name}=${texts[text]}`;
      this.#wrong(row, name, `expected a number, got "${texts[text]}"; ${advice}`);
    }
    return column.numbers();
  }

  #checkValues(table: Table, lines: Int32Array): void {
    for (const { column, row, rows, message, hint } of checkColumns(this.#definition, table, {})) {
      const more = rows > 1 ? ` (and ${rows - 1} more rows)` : "";
      const source = column === null ? undefined : this.#map.sources.get(column);
      const shown = source?.kind === "column" ? source.name : column;
      const text = `${message}${more}${hint === "" ? "" : `; ${hint}`}${this.#rescaling(table, column)}`;
      this.#problems.push({ line: row === null ? 0 : lines[row]!, column: shown, message: text });
    }
  }

  /** The formula that brings a column of numbers onto the model's scale, where a power of ten does. */
  #rescaling(table: Table, column: string | null): string {
    const known = this.#definition.columns.find(({ name, kind }) => name === column && kind === "number");
    const source = column === null ? undefined : this.#map.sources.get(column);
    if (!known || source?.kind !== "column") return "";
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of table[known.name] as Float64Array) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (-most >= known.lower && -least <= known.upper) return `; for example --map "${known.name}=-${source.name}"`;
    for (const divisor of [10, 100, 1000, 10_000, 100_000])
      if (least / divisor >= known.lower && most / divisor <= known.upper)
        return `; for example --map "${known.name}=${source.name} / ${divisor}"`;
    return "";
  }

  /** Says where the file's own numbers of trials contradict the order in which the rows are taken. */
  #noteOrder(table: Table, rows: Int32Array): void {
    const numbering = trialNumbering(this.#read.header);
    if (numbering === null || this.#column(numbering.trial).texts().length > 0) return;
    const parts = [...new Set([...numbering.parts, ...(this.#options.extra ?? [])])];
    const labels = parts.map((name) => this.#column(name).labels());
    const restarts = ["subject", ...this.#definition.restart].flatMap((name) => (table[name] ? [table[name]] : []));
    const keys = Array.from(rows, (row, at) =>
      JSON.stringify([...restarts.map((column) => column[at]), ...labels.map((column) => column[row])]),
    );
    const all = this.#column(numbering.trial).numbers();
    const found = outOfOrder(
      Float64Array.from(rows, (row) => all[row]!),
      keys,
    );
    if (!found) return;
    const said = [
      ...(found.below > 0 ? [`goes back in ${found.below}`] : []),
      ...(found.repeated > 0 ? [`is repeated in ${found.repeated}`] : []),
    ].join(" and ");
    const line = this.#read.lines[rows[found.first]!]!;
    this.#notes.push(
      `Warning: "${numbering.trial}" ${said} of ${rows.length} rows within ${["a subject", ...parts].join(", ")} (first in line ${line}). Rows are taken in the file's order: sort the file by trial if that is not theirs, and name with --map session=COLUMN what begins anew.`,
    );
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
    if (this.#problems.length < 1000) this.#problems.push({ line: this.#read.lines[row]!, column, message });
  }

  #refuse(column: string | null, message: string): never {
    throw new DataFileError(this.#file, [{ line: 0, column, message }]);
  }
}

/** No one takes half a minute for a usual choice; a column that says so itself is believed. */
function isInMilliseconds(name: string, values: Float64Array): boolean {
  if (/(_|\b)ms$|millis/iu.test(name)) return true;
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length > 0 && median(known) > 30;
}
