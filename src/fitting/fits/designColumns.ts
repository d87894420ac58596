import { compareNaturally } from "../../math/naturalOrder.ts";
import type { BetweenColumn, WithinColumn } from "../inference/groupDesign.ts";
import type { FitRecord } from "./settings.ts";

/** A column of the data that is part of the design. */
export interface Factor {
  readonly column: string;
  /** Value with which the others are compared; null: the first that is called so (placebo, control, …), else the first. */
  readonly reference: string | null;
}

/** Which columns of the data make up the design of a group. */
export interface DesignRequest {
  /** Groups of people: constant within a person. */
  readonly conditions: readonly Factor[];
  /** Conditions, drugs, sessions under which the same person was: each has parameters of its own. */
  readonly within: readonly Factor[];
  /** Numbers of people, such as age or a score: constant within a person. */
  readonly covariates: readonly string[];
}

export const noDesign: DesignRequest = { conditions: [], within: [], covariates: [] };

/** Rows from which single trials under a condition are a mistake, not a small example. */
const fewestRows = 20;

/** Rows sorted into records, with the design's columns. */
export interface RecordedRows {
  readonly records: readonly FitRecord[];
  /** Name of each row's record. */
  readonly recordOf: readonly string[];
  /** How texts and numbers became columns, one sentence each. */
  readonly notes: readonly string[];
  readonly problems: readonly DesignProblem[];
}

export interface DesignProblem {
  readonly column: string;
  /** From 0; null where it concerns all. */
  readonly row: number | null;
  readonly message: string;
}

/**
 * Sorts rows into records.
 *
 * @param people - Of each row.
 * @param values - Column of the design → what stands in each row, empty where missing.
 */
export function recordRows(
  people: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
  request: DesignRequest,
): RecordedRows {
  const within = request.within.map(({ column }) => column);
  const between = [...request.conditions.map(({ column }) => column), ...request.covariates];
  const problems: DesignProblem[] = [];
  const records = new Map<string, FitRecord>();
  const first = new Map<string, number>();
  const recordOf = people.map((person, row) => {
    for (const column of [...within, ...between])
      if (values.get(column)![row] === "" && !problems.some((problem) => problem.column === column))
        problems.push({ column, row, message: "the value is missing; fill it in or leave the row out with --rows" });
    const begun = first.get(person);
    if (begun === undefined) first.set(person, row);
    else
      for (const column of between) {
        const [before, now] = [values.get(column)![begun]!, values.get(column)![row]!];
        if (before === now || problems.some((problem) => problem.column === column)) continue;
        const message = `subject ${person} has "${before}" and "${now}"; groups and covariates are one value for each person, and conditions under which the same person was go with --within`;
        problems.push({ column, row, message });
      }
    const name = [person, ...within.map((column) => `${column}=${values.get(column)![row]!}`)].join(" ");
    const known = records.get(name);
    if (known) return known.name; // One text for all rows of a record: there may be millions.
    const labels = Object.fromEntries([...between, ...within].map((column) => [column, values.get(column)![row]!]));
    records.set(name, { name, person, labels });
    return name;
  });
  for (const column of within) {
    const ofPerson = new Map<string, Set<string>>();
    for (const { person, labels } of records.values())
      ofPerson.set(person, (ofPerson.get(person) ?? new Set()).add(labels[column]!));
    if (![...ofPerson.values()].some(({ size }) => size > 1))
      problems.push({
        column,
        row: null,
        message: "nobody has more than one value; what differs between people goes with --condition or --covariate",
      });
    const most = [...ofPerson.values()].reduce((largest, { size }) => Math.max(largest, size), 0);
    if (people.length >= fewestRows && 2 * records.size > people.length && most > MOST_LEVELS)
      problems.push({
        column,
        row: null,
        message: `it makes ${records.size} records of ${people.length} rows, so that nearly every trial would have parameters of its own; --within takes conditions of many trials each, such as drug or session`,
      });
  }
  return { records: [...records.values()], recordOf, notes: [], problems };
}

/** Columns of a design as numbers, for the records that are fitted. */
export interface CodedDesign {
  readonly within: readonly WithinColumn[];
  readonly between: readonly BetweenColumn[];
  readonly notes: readonly string[];
  readonly problems: readonly DesignProblem[];
}

/** Names that say that a value is what others are compared with. */
const references = /^(placebo|control|controls|baseline|healthy|sham|off|none|vehicle|no|pre|hc)$/iu;

/**
 * Texts become differences from a reference (so that the level is the mean of the values: ±½ for two), numbers of many
 * values multiples of their standard deviation around their mean.
 */
export function codeDesign(records: readonly FitRecord[], request: DesignRequest): CodedDesign {
  const notes: string[] = [];
  const problems: DesignProblem[] = [];
  const people = [...new Map(records.map((record) => [record.person, record])).values()];
  const coded = (factor: Factor, of: readonly FitRecord[], isNumber: boolean) => {
    const code = codeColumn(
      factor,
      of.map(({ labels }) => labels[factor.column]!),
      isNumber,
    );
    if (typeof code === "string") {
      problems.push({ column: factor.column, row: null, message: code });
      return [];
    }
    notes.push(code.note);
    return code.columns;
  };
  const within = request.within.flatMap((factor) =>
    coded(factor, records, false).map(({ name, of }) => ({
      name,
      values: Float64Array.from(records, ({ labels }) => of(labels[factor.column]!)),
    })),
  );
  const between = [
    ...request.conditions.map((factor) => ({ factor, isNumber: false })),
    ...request.covariates.map((column) => ({ factor: { column, reference: null }, isNumber: true })),
  ].flatMap(({ factor, isNumber }) =>
    coded(factor, people, isNumber).map(({ name, of }) => ({
      name,
      values: Object.fromEntries(people.map(({ person, labels }) => [person, of(labels[factor.column]!)])),
    })),
  );
  return { within, between, notes, problems };
}

interface ColumnCode {
  readonly columns: readonly { readonly name: string; readonly of: (label: string) => number }[];
  readonly note: string;
}

/** Values of a condition beyond which it is taken for a number. */
const MOST_LEVELS = 6;

function codeColumn({ column, reference }: Factor, labels: readonly string[], isNumber: boolean): ColumnCode | string {
  const levels = [...new Set(labels)].sort(compareNaturally);
  const numbers = labels.map(Number);
  const areNumbers = numbers.every(Number.isFinite);
  if (levels.length < 2) return `everybody has "${levels[0] ?? ""}"; leave it out`;
  if (isNumber && !areNumbers) return textCovariate(column, levels);
  if (isNumber || (areNumbers && levels.length > MOST_LEVELS && reference === null))
    return codeNumbers(column, numbers);
  if (levels.length > 2 * MOST_LEVELS)
    return `${levels.length} different values are too many for conditions (${levels.slice(0, 4).join(", ")}, …)`;
  if (reference !== null && !levels.includes(reference))
    return `there is no value "${reference}" to compare with; there are ${levels.join(", ")}`;
  const base = reference ?? levels.find((level) => references.test(level)) ?? levels[0]!;
  const others = levels.filter((level) => level !== base);
  return {
    columns: others.map((level) => ({
      name: levels.length === 2 ? column : `${column}[${level}]`,
      of: (label: string) => (label === level ? 1 : 0) - 1 / levels.length,
    })),
    note: `"${column}": effects are ${others.join(", ")} minus ${base}; levels are the mean of all ${levels.length} values.`,
  };
}

/** A covariate is a number for each person; texts in few values are groups, single ones among numbers are slips. */
function textCovariate(column: string, levels: readonly string[]): string {
  const texts = levels.filter((level) => !Number.isFinite(Number(level)));
  const shown = texts.slice(0, 4).map((text) => `"${text}"`);
  const said = `a covariate is a number for each person, and ${shown.join(", ")}${texts.length > 4 ? ", …" : ""} ${texts.length > 1 ? "are none" : "is none"}`;
  if (texts.length < levels.length)
    return `${said}; correct the file, leave these people out (--subjects), or write numbers in another column`;
  if (levels.length <= 2 * MOST_LEVELS)
    return `${said}; if these are groups of people: --condition ${column} (${column}=${levels[0]} compares with "${levels[0]}"); if they are steps of a scale, write them as numbers in a column`;
  return `${said}; write numbers in a column, or fewer groups (up to ${2 * MOST_LEVELS}) for --condition`;
}

function codeNumbers(column: string, numbers: readonly number[]): ColumnCode {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (numbers.length - 1));
  const shown = (x: number): string => Number(x.toPrecision(4)).toString();
  return {
    columns: [{ name: column, of: (label: string) => (Number(label) - mean) / deviation }],
    note: `"${column}": effects are for one standard deviation (${shown(deviation)}); levels are at its mean (${shown(mean)}).`,
  };
}
