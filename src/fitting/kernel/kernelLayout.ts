import { LANES } from "../likelihood.ts";
import type { BehaviourProgram, Expression, Index, Statement } from "../program.ts";
import { carriedArrays } from "./carried.ts";
import { operandsOf } from "./operandsOf.ts";
import { placeOf } from "./placeOf.ts";

/** Bytes of a number. */
export const NUMBER = 8;
/** Bytes of a vector. */
export const VECTOR = NUMBER * LANES;
/** Bytes for constants at the beginning of the memory. */
export const CONSTANT_BYTES = 512 * VECTOR;
/** Elements of an array that may be kept in variables of the function instead of in memory. */
const MOST_VARIABLES = 32;

/** Where things lie in the memory of a kernel, in bytes from its beginning. */
export interface KernelLayout {
  /** [parameter, lane] */
  readonly parameters: number;
  /** [1 + parameter, lane], and at least three vectors. */
  readonly results: number;
  /** Of each array [element, lane], or null if its elements are kept in variables of the function. */
  readonly arrays: readonly (number | null)[];
  /** First and behind the last byte of the arrays. */
  readonly arraysBegin: number;
  readonly arraysEnd: number;
  /** Bytes of a trial's row: its columns, then whether the model starts anew. */
  readonly row: number;
}

/**
 * Lays out a program; arrays with a computed index need an address. So does, for speed, what is carried from trial to
 * trial: kept in variables it would fill the processor's registers and be moved about at every condition, and compilers
 * order a trial's operations better by what is stored at its end (a trial of the three-level filter: 55 ns for 67 ns).
 */
export function layOut(program: BehaviourProgram): KernelLayout {
  const addressed = new Set(carriedArrays(program));
  const look = (array: number, index: Index) => {
    if (placeOf(index) !== null) return;
    addressed.add(array);
    visitExpression(index as Expression, look);
  };
  visitStatements(program.start, look);
  visitStatements(program.trial, look);
  const count = program.parameters.length;
  const parameters = CONSTANT_BYTES;
  const results = parameters + count * VECTOR;
  const arraysBegin = results + (3 + count) * VECTOR;
  let arraysEnd = arraysBegin;
  const arrays = program.arrays.map(({ size }, array) => {
    if (!addressed.has(array) && size <= MOST_VARIABLES) return null;
    const address = arraysEnd;
    arraysEnd += size * VECTOR;
    return address;
  });
  const row = (program.columns.length + 1) * NUMBER;
  return { parameters, results, arrays, arraysBegin, arraysEnd, row };
}

/** Calls `element` for each place of an array that is written or read. */
function visitStatements(statements: readonly Statement[], element: (array: number, index: Index) => void): void {
  for (const statement of statements) {
    if (statement.kind === "when") {
      visitExpression(statement.condition, element);
      visitStatements(statement.then, element);
      visitStatements(statement.otherwise, element);
      continue;
    }
    if (statement.kind === "store") element(statement.array, statement.index);
    visitExpression(statement.value, element);
  }
}

function visitExpression(expression: Expression, element: (array: number, index: Index) => void): void {
  if (expression.kind === "element") element(expression.array, expression.index);
  for (const operand of operandsOf(expression)) visitExpression(operand, element);
}
