import { RandomSequence, seedWords } from "../../math/random.ts";
import { Interpreter } from "../model/interpret.ts";
import type { LoweredStep } from "../model/lowered.ts";
import { responseSampler } from "../model/sampleResponse.ts";
import type { BehaviourProgram, SubjectRows } from "../program.ts";
import { seedOf } from "./drawnPeople.ts";

/** A record whose responses are predicted. */
export interface PredictedRecord {
  readonly record: number;
  /** Natural scale, [simulation][parameter], or one vector that holds in all simulations: the model then runs once. */
  readonly parameters: readonly ArrayLike<number>[];
}

/** What besides a record decides its predicted responses. */
export interface PredictionSettings {
  /** Of the lowered model. */
  readonly steps: readonly LoweredStep[];
  readonly simulations: number;
  readonly seed: number;
}

/** Columns that responses fill, in the order in which predictions have them. */
export function responseColumns(steps: readonly LoweredStep[]): number[] {
  const columns = steps.flatMap((step) => (step.kind === "response" ? step.columns : []));
  return [...new Set(columns)].sort((a, b) => a - b);
}

/**
 * Draws a model's responses in every trial in which a person has one, given what the person did and saw before.
 *
 * They depend on seed, simulation, the record's number, its rows and parameters alone.
 *
 * @returns [simulation], each [response column, trial].
 */
export function predictResponses(
  program: BehaviourProgram,
  rows: SubjectRows,
  { record, parameters }: PredictedRecord,
  { steps, simulations, seed }: PredictionSettings,
): Float64Array[] {
  const randoms = Array.from(
    { length: simulations },
    (_, simulation) => new RandomSequence(seedWords(seedOf(seed, simulation)), record, "predictions"),
  );
  const [only] = parameters;
  if (parameters.length === 1) return predictRows(program, steps, rows, only!, randoms);
  return parameters.map((own, simulation) => predictRows(program, steps, rows, own, [randoms[simulation]!])[0]!);
}

/** The person's rows with predicted responses in the place of the real ones, [column, trial]. */
export function rowsWith(
  { trials, values }: SubjectRows,
  columns: readonly number[],
  responses: Float64Array,
): Float64Array {
  const own = values.slice();
  for (const [at, column] of columns.entries())
    own.set(responses.subarray(at * trials, (at + 1) * trials), column * trials);
  return own;
}

function predictRows(
  program: BehaviourProgram,
  steps: readonly LoweredStep[],
  { trials, values, begins }: SubjectRows,
  parameters: ArrayLike<number>,
  randoms: readonly RandomSequence[],
): Float64Array[] {
  const filled = responseColumns(steps);
  const places = new Map(filled.map((column, at) => [column, at * trials]));
  const own = new Float64Array(filled.length * trials);
  for (const [column, at] of places) own.set(values.subarray(column * trials, (column + 1) * trials), at);
  const predicted = randoms.map(() => own.slice());
  const interpreter = new Interpreter(program, parameters);
  const { row } = interpreter;
  for (let trial = 0; trial < trials; trial++) {
    for (let column = 0; column < row.length; column++) row[column] = values[column * trials + trial]!;
    if (begins[trial]) interpreter.begin();
    for (const step of steps) {
      if (step.kind === "statements") interpreter.run(step.statements);
      if (step.kind !== "response" || interpreter.value(step.condition) === 0) continue;
      if ([...step.columns, ...step.needs].some((column) => Number.isNaN(row[column]!))) continue;
      interpreter.run(step.prepare);
      const sample = responseSampler(interpreter, step);
      for (const [simulation, random] of randoms.entries()) {
        const drawn = sample(random);
        for (const [at, column] of step.columns.entries())
          predicted[simulation]![places.get(column)! + trial] = drawn[at]!;
      }
      for (const column of step.columns) row[column] = values[column * trials + trial]!;
    }
  }
  return predicted;
}
