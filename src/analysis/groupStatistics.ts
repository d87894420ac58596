import type { Table } from "../math/table.ts";
import { distributionOf, type GroupName, groupFromTable, withNull } from "./behaviour.ts";
import { CurveSums } from "./curveSums.ts";
import {
  type CueForm,
  type CurveLengths,
  type CurveName,
  cueForms,
  curveLengths,
  responseCurves,
  subjectCurves,
} from "./curves.ts";
import { measureDescriptions, subjectMeasures } from "./measures.ts";
import { type SharedFacts, type SubjectTrials, subjectTrials } from "./subjectTrials.ts";
import type { GroupSummary, MeasureName } from "./summary.ts";

/**
 * Subjects up to which a group is kept whole and described by bootstrap. Of a larger group these first ones are listed
 * one by one; everything else is added up over all.
 */
export const listedSubjects = 1024;

/** Each measure's values of all subjects of a group. */
export interface MeasuredGroup {
  readonly id: string;
  /** It has more subjects than are listed. */
  readonly large: boolean;
  /** NaN where missing, in order of subjects; only measures that a subject has a value of. */
  readonly values: Readonly<Partial<Record<MeasureName, Float64Array>>>;
}

/** A group's behaviour. */
export interface DescribedGroup extends MeasuredGroup {
  readonly summary: GroupSummary;
}

/**
 * Describes a group's behaviour from its trials as they come, some subjects at a time, in memory that a few numbers a
 * subject need.
 *
 * Up to `listedSubjects` the result is that of `groupFromTable`. Beyond, means, standard deviations, quantiles and
 * curves are still over all subjects, their intervals come from standard errors, and `values`, `subjectCurves` and
 * `subjectFormerCurves` hold the first `listed` subjects; these also decide how long curves are and which cues count as
 * rewarded.
 */
export class GroupStatistics {
  readonly #listed: number;
  #kept: Table[] = [];
  #subjects = 0;
  #large: LargeGroup | null = null;

  /** @param listed - Subjects up to which the group is kept whole. */
  constructor(listed = listedSubjects) {
    this.#listed = listed;
  }

  /** Adds all trials of some subjects: a table of numbers with the columns that `groupFromTable` takes, kept as it is. */
  add(table: Table): void {
    this.#subjects += new Set(table.subject as ArrayLike<number> & Iterable<number>).size;
    if (this.#subjects > this.#listed && this.#large === null) {
      this.#large = new LargeGroup(stackNumbers(this.#kept));
      this.#kept = [];
    }
    if (this.#large) this.#large.add(table);
    else this.#kept.push(table);
  }

  /** The group as added so far. @throws RangeError if it has no trials. */
  describe(name: GroupName): DescribedGroup {
    if (this.#large) return this.#large.describe(name);
    const summary = groupFromTable(stackNumbers(this.#kept), name);
    const values = Object.entries(summary.measures).map(([name, measure]) => [
      name,
      Float64Array.from(measure.values, (value) => value ?? Number.NaN),
    ]);
    return { id: name.id, large: false, values: Object.fromEntries(values), summary };
  }

  /** The measures of the subjects added so far, without a description. */
  measure(id: string): MeasuredGroup {
    if (this.#large) return { id, large: true, values: this.#large.values() };
    const subjects = subjectTrials(stackNumbers(this.#kept)).map(subjectMeasures);
    const values = measureDescriptions.flatMap(({ name }) => {
      const own = Float64Array.from(subjects, (subject) => subject[name]);
      return own.every(Number.isNaN) ? [] : [[name, own] as const];
    });
    return { id, large: false, values: Object.fromEntries(values) };
  }
}

/** A group that is added up. */
class LargeGroup {
  readonly #shared: SharedFacts;
  readonly #lengths: CurveLengths;
  readonly #cues: readonly CueForm[];
  readonly #measures = new Map<MeasureName, GrowingNumbers>();
  readonly #curves = new Map<CurveName, CurveSums>();
  readonly #responses: readonly CurveSums[];
  readonly #listed: number;
  readonly #listedCurves: Record<"reversalCurve" | "formerCurve", readonly Float64Array[]>;
  #subjects = 0;

  constructor(first: Table) {
    const subjects = subjectTrials(first);
    const { cueIsRewarded, asksForChoice } = subjects[0]!;
    this.#shared = { cueIsRewarded, asksForChoice };
    this.#lengths = curveLengths(subjects);
    this.#cues = cueForms(subjects);
    for (const { name } of measureDescriptions) this.#measures.set(name, new GrowingNumbers());
    const curves = subjectCurves(subjects, this.#lengths);
    for (const [name, { x }] of Object.entries(curves)) this.#curves.set(name as CurveName, new CurveSums(x));
    this.#responses = responseCurves(subjects, this.#cues).map(({ x }) => new CurveSums(x));
    this.#listed = subjects.length;
    this.#listedCurves = { reversalCurve: curves.reversalCurve.rows, formerCurve: curves.formerCurve.rows };
    this.#addSubjects(subjects);
  }

  add(table: Table): void {
    this.#addSubjects(subjectTrials(table, this.#shared));
  }

  values(): MeasuredGroup["values"] {
    const values = [...this.#measures].map(([name, numbers]) => [name, numbers.values()] as const);
    return Object.fromEntries(values.filter(([, all]) => !all.every(Number.isNaN)));
  }

  describe({ id, label, kind }: GroupName): DescribedGroup {
    const values = this.values();
    const measures = Object.fromEntries(
      Object.entries(values).map(([name, all]) => [name, distributionOf(all, this.#listed)] as const),
    );
    const curve = (name: CurveName) => this.#curves.get(name)!.curve(this.#subjects);
    const responses = this.#cues.flatMap(({ cue, rewarded }, place) => {
      const mean = this.#responses[place]!.curve(this.#subjects);
      return mean ? [{ cue, rewarded, curve: mean }] : [];
    });
    const [reversalCurve, formerCurve] = [curve("reversalCurve"), curve("formerCurve")];
    const summary: GroupSummary = {
      id,
      label,
      kind,
      subjects: this.#subjects,
      listed: this.#listed,
      measures,
      reversalCurve,
      acquisitionCurve: curve("acquisitionCurve"),
      formerCurve,
      aroundReversal: curve("aroundReversal"),
      sessionCurve: curve("sessionCurve"),
      ...(responses.length > 0 ? { responseCurves: responses } : {}),
      subjectCurves: reversalCurve ? this.#listedCurves.reversalCurve.map(withNull) : [],
      subjectFormerCurves: formerCurve ? this.#listedCurves.formerCurve.map(withNull) : [],
    };
    return { id, large: true, values, summary };
  }

  #addSubjects(subjects: readonly SubjectTrials[]): void {
    this.#subjects += subjects.length;
    for (const subject of subjects) {
      const measures = subjectMeasures(subject);
      for (const [name, numbers] of this.#measures) numbers.add(measures[name]);
    }
    const curves = subjectCurves(subjects, this.#lengths);
    for (const [name, sums] of this.#curves) sums.add(curves[name]);
    responseCurves(subjects, this.#cues).forEach((own, place) => {
      this.#responses[place]!.add(own);
    });
  }
}

/** Numbers, as many as come. */
class GrowingNumbers {
  #numbers = new Float64Array(listedSubjects);
  #length = 0;

  add(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = value;
  }

  values(): Float64Array {
    return this.#numbers.slice(0, this.#length);
  }
}

/** Columns of numbers below one another. */
function stackNumbers(tables: readonly Table[]): Table {
  const rows = tables.reduce((sum, table) => sum + table.subject!.length, 0);
  const names = Object.keys(tables[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const column = new Float64Array(rows);
      let at = 0;
      for (const table of tables) {
        column.set(table[name] as Float64Array, at);
        at += table[name]!.length;
      }
      return [name, column] as const;
    }),
  );
}
