import type { BehaviourProgram, Expression, Index, Statement, SubjectRows } from "../program.ts";
import { binary, unary } from "./arithmetic.ts";

/** An index that lies outside its array, or is no whole number. */
export class IndexError extends Error {
  readonly array: string;
  readonly index: number;
  readonly size: number;
  constructor(array: string, index: number, size: number) {
    super(
      Number.isNaN(index)
        ? `${array}: an index is missing or outside its dimension`
        : `${array}: there is no element ${index}; it has ${size}, from 0`,
    );
    this.name = "IndexError";
    this.array = array;
    this.index = index;
    this.size = size;
  }
}

/** Runs a behavioural model statement by statement in the plainest way: what the compiled one must agree with. */
export class Interpreter {
  /** The row at hand: [column]; NaN where missing. */
  readonly row: Float64Array;
  /** Logarithm of the probability of the row's responses so far. */
  logLikelihood = 0;
  private readonly program: BehaviourProgram;
  private readonly parameters: ArrayLike<number>;
  private readonly arrays: readonly Float64Array[];

  /** @param parameters - [parameter], on the natural scale. */
  constructor(program: BehaviourProgram, parameters: ArrayLike<number>) {
    this.program = program;
    this.parameters = parameters;
    this.arrays = program.arrays.map(({ size }) => new Float64Array(size));
    this.row = new Float64Array(program.columns.length).fill(Number.NaN);
  }

  /** Sets the state to what it is before the first trial. */
  begin(): void {
    this.run(this.program.start);
  }

  /** @throws IndexError */
  run(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === "store")
        this.arrays[statement.array]![this.place(statement.array, statement.index)] = this.value(statement.value);
      else if (statement.kind === "logLikelihood") this.logLikelihood += this.value(statement.value);
      else this.run(this.value(statement.condition) !== 0 ? statement.then : statement.otherwise);
    }
  }

  /** @throws IndexError */
  value(expression: Expression): number {
    switch (expression.kind) {
      case "constant":
        return expression.value;
      case "parameter":
        return this.parameters[expression.parameter]!;
      case "column":
        return this.row[expression.column]!;
      case "present":
        return Number.isNaN(this.row[expression.column]!) ? 0 : 1;
      case "element":
        return this.arrays[expression.array]![this.place(expression.array, expression.index)]!;
      case "unary":
        return unary[expression.operator](this.value(expression.operand));
      case "binary":
        return binary[expression.operator](this.value(expression.left), this.value(expression.right));
      case "select": {
        const [yes, no] = [this.value(expression.whenTrue), this.value(expression.whenFalse)];
        return this.value(expression.condition) !== 0 ? yes : no;
      }
    }
  }

  /** The numbers in a stored array, by its name; the last of that name. */
  stored(name: string): Float64Array | null {
    const at = this.program.arrays.map((one) => one.name).lastIndexOf(name);
    return at < 0 ? null : Float64Array.from(this.arrays[at]!);
  }

  private place(array: number, index: Index): number {
    const place = typeof index === "number" ? index : this.value(index);
    const { name, size } = this.program.arrays[array]!;
    if (!(Number.isInteger(place) && place >= 0 && place < size)) throw new IndexError(name, place, size);
    return place;
  }
}

/** What an index error in a trial says. */
export class TrialIndexError extends IndexError {
  readonly subject: string;
  /** From 0. */
  readonly trial: number;
  constructor(error: IndexError, subject: string, trial: number) {
    super(error.array, error.index, error.size);
    this.name = "TrialIndexError";
    this.message = `subject ${subject}, trial ${trial + 1}: ${error.message}`;
    this.subject = subject;
    this.trial = trial;
  }
}

/**
 * Logarithm of the probability of a subject's responses, for each trial: 0 where none counts.
 *
 * @param parameters - [parameter], on the natural scale.
 * @returns [trial]
 * @throws TrialIndexError
 */
export function interpret(program: BehaviourProgram, rows: SubjectRows, parameters: ArrayLike<number>): Float64Array {
  const interpreter = new Interpreter(program, parameters);
  const result = new Float64Array(rows.trials);
  for (let trial = 0; trial < rows.trials; trial++) {
    for (let column = 0; column < program.columns.length; column++)
      interpreter.row[column] = rows.values[column * rows.trials + trial]!;
    try {
      if (rows.begins[trial]) interpreter.begin();
      interpreter.logLikelihood = 0;
      interpreter.run(program.trial);
    } catch (error) {
      throw error instanceof IndexError ? new TrialIndexError(error, rows.subject, trial) : error;
    }
    result[trial] = interpreter.logLikelihood;
  }
  return result;
}
