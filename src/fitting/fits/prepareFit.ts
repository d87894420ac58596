import type { Table } from "../../math/table.ts";
import { applyModel } from "../model/applyModel.ts";
import type { DataProblem } from "../model/checkData.ts";
import type { BehaviourDefinition } from "../model/definition.ts";
import { countedTrials, guessingLogLikelihood } from "./countedTrials.ts";
import { codeDesign, type DesignRequest, noDesign, recordRows } from "./designColumns.ts";
import type { ModelToFit } from "./fitModel.ts";
import type { LeftOut } from "./modelFit.ts";

/** A model laid out for a fit, or everything that stands in the way. */
export interface PreparedFit {
  readonly model: ModelToFit | null;
  /** Name of a record → the row of the table of each of its trials, from 0. */
  readonly rowsOf: ReadonlyMap<string, Int32Array>;
  /** How columns of the design were understood, one sentence each. */
  readonly notes: readonly string[];
  readonly problems: readonly DataProblem[];
}

/** Data of a fit beside the model's own columns. */
export interface DesignData {
  readonly request: DesignRequest;
  /** Column of the design → what stands in each row, empty where missing. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Sizes of dimensions that are known to be larger than the data show. */
  readonly sizes?: Readonly<Record<string, number>>;
}

/**
 * Lays a model out for the rows of a table, record by record. Records without any response that counts are left out, and
 * said.
 *
 * @param table - Columns by the model's names, with `subject`; one row a trial, each record's in order.
 */
export function prepareFit(
  definition: BehaviourDefinition,
  table: Table,
  { request, values, sizes = {} }: DesignData = { request: noDesign, values: new Map() },
): PreparedFit {
  const people = Array.from((table.subject ?? []) as ArrayLike<unknown>, String);
  const { records, recordOf, problems } = recordRows(people, values, request);
  if (problems.length > 0) return { ...nothing, notes: [], problems: problems.map(asDataProblem) };
  const application = applyModel(
    definition,
    people.length > 0 ? { ...table, record: recordOf } : table,
    people.length > 0 ? { subjectColumn: "record", sizes } : { sizes },
  );
  if (!application.applied) return { ...nothing, notes: [], problems: application.problems };
  const { lowered, subjects, rowsOf } = application.applied;
  const named =
    people.length > 0 ? records : subjects.map(({ subject }) => ({ name: subject, person: subject, labels: {} }));
  const leftOut: LeftOut[] = [];
  const counting = subjects.map((rows, record) => {
    const counts = countedTrials(lowered.program, rows).some((count) => count > 0);
    if (!counts) leftOut.push({ name: named[record]!.name, reason: "no trial has a response that counts" });
    return counts;
  });
  const kept = named.filter((_, record) => counting[record]);
  if (kept.length === 0) {
    const message = "no trial of any subject has a response that counts";
    return { ...nothing, notes: [], problems: [{ column: null, row: null, rows: 0, message, hint: "" }] };
  }
  const design = codeDesign(kept, request);
  if (design.problems.length > 0) return { ...nothing, notes: [], problems: design.problems.map(asDataProblem) };
  const rows = subjects.filter((_, record) => counting[record]);
  const guesses = rows.map((own) => guessingLogLikelihood(lowered, own));
  const guessing = guesses.every((guess) => guess !== null) ? guesses : null;
  const job = {
    program: lowered.program,
    parameters: definition.parameters,
    rows,
    records: kept,
    within: design.within,
    between: design.between,
  };
  return {
    model: { definition, lowered, job, leftOut, guessing },
    rowsOf: new Map(named.map(({ name }, record) => [name, rowsOf[record]!])),
    ...{ notes: design.notes, problems: [] },
  };
}

const nothing = { model: null, rowsOf: new Map<string, Int32Array>() } as const;

function asDataProblem({ column, row, message }: { column: string; row: number | null; message: string }): DataProblem {
  return { column, row, rows: row === null ? 0 : 1, message, hint: "" };
}
