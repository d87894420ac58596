import { nearestName } from "../../math/nearestName.ts";
import { cholesky } from "../../math/symmetricMatrix.ts";
import type { Likelihood } from "../likelihood.ts";

/**
 * How people and their sessions make up a group.
 *
 * A *record* is what a likelihood calls a subject: trials with one set of parameters, such as a person's session under
 * a drug. A person has one or more records. On the unbounded scale
 *
 * parameter d of record r: Σ over d's coefficients k of  within[r, k's column] · η[person, k],
 * coefficients of a person: η[person, k] ~ N(Σ_j between[person, j] · B[k, j], σ[k]²).
 *
 * The first column of both is 1. A within-person column (drug or not, centred) gives each person an effect of their
 * own; a between-person column (group, age, baseline) moves levels and effects alike.
 */
export interface GroupDesign {
  readonly people: readonly string[];
  /** Person of each record. */
  readonly personOf: Int32Array;
  readonly within: DesignColumns;
  readonly between: DesignColumns;
  readonly coefficients: readonly Coefficient[];
}

export interface DesignColumns {
  readonly names: readonly string[];
  /** [record or person, column] */
  readonly values: Float64Array;
}

/** What varies between people: a parameter's level, or the effect of a within-person column on it. */
export interface Coefficient {
  /** `learningRate`, or `learningRate:drug` for an effect. */
  readonly name: string;
  readonly parameter: number;
  /** Column of `within`; 0 is the level. */
  readonly within: number;
}

export interface GroupDesignOptions {
  /** Name of each record's person; by default every record is a person. */
  readonly personOf?: readonly string[];
  /** Columns over records. */
  readonly within?: readonly WithinColumn[];
  /** Columns over people, values by name of the person. */
  readonly between?: readonly BetweenColumn[];
}

export interface WithinColumn {
  readonly name: string;
  /** [record] */
  readonly values: ArrayLike<number>;
  /** Parameters that it may move; default all. */
  readonly parameters?: readonly string[];
}

export interface BetweenColumn {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
}

export const LEVEL = "level";

/** @throws RangeError with every problem of the design. */
export function groupDesign(likelihood: Likelihood, options: GroupDesignOptions = {}): GroupDesign {
  const { within = [], between = [] } = options;
  const records = likelihood.subjects.length;
  const names = options.personOf ?? likelihood.subjects;
  const problems: string[] = [];
  if (names.length !== records) problems.push(`personOf has ${names.length} entries for ${records} records`);
  const people = [...new Set(names)];
  const personOf = Int32Array.from(names, (name) => people.indexOf(name));

  for (const { name, values } of within) {
    if (values.length !== records) problems.push(`${name}: ${values.length} values for ${records} records`);
    for (let r = 0; r < Math.min(values.length, records); r++)
      if (!Number.isFinite(values[r])) problems.push(`${name}: no number for ${likelihood.subjects[r]}`);
  }
  for (const { name, values } of between)
    for (const person of people)
      if (!Number.isFinite(values[person])) problems.push(`${name}: no number for ${person}`);

  const parameters = likelihood.parameters.map(({ name }) => name);
  for (const column of within)
    for (const name of column.parameters ?? [])
      if (!parameters.includes(name)) problems.push(`${column.name}: ${unknownParameter(name, parameters)}`);
  refuse(problems);

  const design: GroupDesign = {
    ...{ people, personOf },
    within: columns(
      within.map(({ name, values }) => ({ name, at: (r: number) => values[r]! })),
      records,
    ),
    between: columns(
      between.map(({ name, values }) => ({ name, at: (p: number) => values[people[p]!]! })),
      people.length,
    ),
    coefficients: parameters.flatMap((name, parameter): Coefficient[] => [
      { name, parameter, within: 0 },
      ...within.flatMap((column, i) =>
        (column.parameters ?? parameters).includes(name)
          ? [{ name: `${name}:${column.name}`, parameter, within: i + 1 }]
          : [],
      ),
    ]),
  };
  refuse([
    ...inseparable(design.within, records, "within people"),
    ...inseparable(design.between, people.length, "between people"),
  ]);
  return design;
}

/** What one of `B`'s columns is called: `learningRate`, `learningRate:drug`, `learningRate:drug × age`. */
export function effectName({ coefficients, between }: GroupDesign, coefficient: number, column: number): string {
  const name = coefficients[coefficient]!.name;
  if (column === 0) return name;
  const separator = coefficients[coefficient]!.within === 0 ? ":" : " × ";
  return `${name}${separator}${between.names[column]}`;
}

/** Records of each person, in order. */
export function recordsOf({ people, personOf }: GroupDesign): number[][] {
  const records: number[][] = people.map(() => []);
  personOf.forEach((person, record) => {
    records[person]!.push(record);
  });
  return records;
}

function columns(given: readonly { name: string; at: (row: number) => number }[], rows: number): DesignColumns {
  const width = given.length + 1;
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    values[row * width] = 1;
    given.forEach(({ at }, i) => {
      values[row * width + i + 1] = at(row);
    });
  }
  return { names: [LEVEL, ...given.map(({ name }) => name)], values };
}

/** Columns that are sums of others can't be told apart. */
function inseparable({ names, values }: DesignColumns, rows: number, where: string): string[] {
  const width = names.length;
  for (let used = 2; used <= width; used++) {
    const products = new Float64Array(used * used);
    const norms = Array.from({ length: used }, (_, i) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += values[row * width + i]! * values[row * width + i]!;
      return Math.sqrt(sum);
    });
    for (let i = 0; i < used; i++)
      for (let j = 0; j < used; j++) {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += values[row * width + i]! * values[row * width + j]!;
        products[i * used + j] = sum / (norms[i]! * norms[j]!);
      }
    const factor = cholesky(products, used);
    if (factor === null || factor[used * used - 1]! < 1e-6) {
      const others = names.slice(0, used - 1).join(", ");
      return [`${names[used - 1]}: ${where} it is a sum of multiples of ${others}; leave it out, or vary it`];
    }
  }
  return [];
}

function unknownParameter(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return `no parameter ${name}; ${near === null ? `there are ${known.join(", ")}` : `did you mean ${near}?`}`;
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new RangeError(`group design: ${problems.join("; ")}`);
}
