import type { Table } from "../../math/table.ts";
import { rowCount } from "../../math/table.ts";
import { formatIssue } from "../../spec/index.ts";
import type { SubjectRows } from "../program.ts";
import { checkColumns, type DataProblem } from "./checkData.ts";
import type { BehaviourDefinition } from "./definition.ts";
import { interpret, TrialIndexError } from "./interpret.ts";
import { tryLowering } from "./lowerBehaviour.ts";
import type { LoweredBehaviour } from "./lowered.ts";
import { middleOf } from "./middle.ts";
import { sizesFrom } from "./sizes.ts";

/** A model laid out for data, with the data as it takes them. */
export interface AppliedModel {
  readonly lowered: LoweredBehaviour;
  readonly subjects: readonly SubjectRows[];
  /** For each subject the row of the table of each trial, from 0. */
  readonly rowsOf: readonly Int32Array[];
}

/** What applying gives: the model on its data, or why it cannot be applied. */
export interface ModelApplication {
  readonly applied: AppliedModel | null;
  readonly problems: readonly DataProblem[];
}

/** Choices in applying a model. */
export interface ApplicationOptions {
  /** Column that tells subjects apart (default `subject`); without it all rows are one subject's. */
  readonly subjectColumn?: string;
  /** Sizes of dimensions that are set by hand. */
  readonly sizes?: Readonly<Record<string, number>>;
}

/**
 * Applies a model to a table whose columns have the model's names, one row a trial, each subject's in order.
 *
 * Never throws for what is wrong with the data: `problems` has everything, each with its first row.
 */
export function applyModel(
  definition: BehaviourDefinition,
  table: Table,
  options: ApplicationOptions = {},
): ModelApplication {
  const problems = checkColumns(definition, table, options.sizes ?? {});
  if (problems.length > 0) return { applied: null, problems };
  const sizes = sizesFrom(definition, (column) => countOf(table, column), options.sizes);
  const { lowered, issues } = tryLowering(definition, sizes, false);
  if (!lowered)
    return {
      applied: null,
      problems: issues.map((issue) => ({
        column: null,
        row: null,
        rows: 0,
        message: `${definition.id} does not fit these data (${[...sizes].map(([name, size]) => `${name}: ${size}`).join(", ")})`,
        hint: formatIssue(issue),
      })),
    };
  const { subjects, rowsOf } = subjectsOf(definition, table, options.subjectColumn ?? "subject");
  const wrong = lowered.hasUnprovenIndex ? checkIndices(lowered, subjects, rowsOf) : [];
  return wrong.length > 0
    ? { applied: null, problems: wrong }
    : { applied: { lowered, subjects, rowsOf }, problems: [] };
}

/** Largest index of a column and 1; null where there is none. */
function countOf(table: Table, column: string): number | null {
  const values = table[column];
  if (!values) return null;
  let most = -1;
  for (const value of values as Float64Array) if (value > most) most = value;
  return most < 0 ? null : most + 1;
}

function subjectsOf(
  definition: BehaviourDefinition,
  table: Table,
  subjectColumn: string,
): Pick<AppliedModel, "subjects" | "rowsOf"> {
  const names = table[subjectColumn];
  const rows = new Map<string, number[]>();
  const count = rowCount(table);
  for (let row = 0; row < count; row++) {
    const name = names ? String(names[row]) : "1";
    const own = rows.get(name);
    if (own) own.push(row);
    else rows.set(name, [row]);
  }
  const restarts = definition.restart.map((name) => table[name]).filter((column) => column !== undefined);
  const columns = definition.columns.map(({ name }) => table[name] as ArrayLike<number> | undefined);
  const subjects = [...rows].map(([subject, own]): SubjectRows => {
    const values = new Float64Array(columns.length * own.length);
    for (const [column, from] of columns.entries())
      for (const [trial, row] of own.entries()) values[column * own.length + trial] = from ? from[row]! : Number.NaN;
    const begins = Uint8Array.from(own, (row, trial) =>
      trial === 0 || restarts.some((column) => !Object.is(column[row], column[own[trial - 1]!])) ? 1 : 0,
    );
    return { subject, trials: own.length, values, begins };
  });
  return { subjects, rowsOf: [...rows.values()].map((own) => Int32Array.from(own)) };
}

/** Indices that follow from the data and that no rule of arithmetic proves to be right. */
function checkIndices(
  lowered: LoweredBehaviour,
  subjects: readonly SubjectRows[],
  rowsOf: readonly Int32Array[],
): DataProblem[] {
  const parameters = lowered.definition.parameters.map(middleOf);
  for (const [at, subject] of subjects.entries())
    try {
      interpret(lowered.program, subject, parameters);
    } catch (error) {
      if (!(error instanceof TrialIndexError)) throw error;
      return [
        {
          column: null,
          row: rowsOf[at]![error.trial]!,
          rows: 1,
          message: `the model takes ${elementOf(error)} (subject ${subject.subject})`,
          hint: "the data have values that this model does not foresee",
        },
      ];
    }
  return [];
}

function elementOf({ array, index, size }: TrialIndexError): string {
  return Number.isNaN(index)
    ? `an element of ${array} outside one of its dimensions`
    : `element ${index} of ${array}, which has ${size}`;
}
