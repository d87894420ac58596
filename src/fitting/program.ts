/**
 * A behavioural model as data: what happens in one trial, statement by statement, for one subject.
 *
 * The reader of model files makes it; the interpreter, the differentiation and the compiler use it. All numbers are
 * binary64. Everything has a fixed size: vectors are laid out and loops unrolled when the model meets its data.
 */

/** A number that depends on parameters, on the trial's row and on what was stored before. */
export type Expression =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "parameter"; readonly parameter: number }
  /** The row's value in a column, as a number; indices count from 0, conditions are 0 or 1. */
  | { readonly kind: "column"; readonly column: number }
  /** 1 where the row has a value in the column, 0 where it is missing. */
  | { readonly kind: "present"; readonly column: number }
  /** An element of a stored array. */
  | { readonly kind: "element"; readonly array: number; readonly index: Index }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `whenTrue` where the condition is not 0, else `whenFalse`; both are computed. */
  | {
      readonly kind: "select";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    };

/** Place in an array: fixed, or computed from what does not depend on parameters (a whole number once evaluated). */
export type Index = number | Expression;

export type UnaryOperator =
  | "negate"
  | "absolute"
  | "exponential"
  | "logarithm"
  /** log(1 + x) */
  | "logarithmOfOnePlus"
  | "squareRoot"
  /** 1 / (1 + exp(−x)) */
  | "logistic"
  /** log(1 / (1 + exp(−x))), without overflow */
  | "logarithmOfLogistic"
  | "hyperbolicTangent"
  /** Φ(x) of the standard normal distribution */
  | "normalCumulative"
  /** log Φ(x), accurate in the lower tail */
  | "logarithmOfNormalCumulative"
  /** φ(x) / Φ(x), the derivative of log Φ(x) */
  | "normalHazard"
  | "logarithmOfGamma"
  /** ψ(x), the derivative of log Γ(x); itself without one */
  | "digamma"
  | "sine"
  | "cosine"
  | "floor"
  /** The number itself; its derivative counts as 0, as for a shift that cancels. */
  | "withoutDerivative"
  | "not";

export type BinaryOperator =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "power"
  | "minimum"
  | "maximum"
  /** Comparisons and connectives give 1 or 0 and have no derivative. */
  | "less"
  | "lessOrEqual"
  | "equal"
  | "notEqual"
  | "and"
  | "or";

/** One thing to do, in order. */
export type Statement =
  | { readonly kind: "store"; readonly array: number; readonly index: Index; readonly value: Expression }
  /** Adds the logarithm of the probability (or density) of what the row says in a response's columns. */
  | { readonly kind: "logLikelihood"; readonly response: number; readonly value: Expression }
  /** The condition must not depend on parameters. */
  | {
      readonly kind: "when";
      readonly condition: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    };

/** Numbers that are kept from statement to statement and from trial to trial. */
export interface StoredArray {
  readonly name: string;
  readonly size: number;
}

/** A behavioural model for the sizes of one data set. */
export interface BehaviourProgram {
  readonly id: string;
  readonly parameters: readonly string[];
  readonly columns: readonly string[];
  readonly arrays: readonly StoredArray[];
  /** Names of the responses, in the order in which they occur in a trial. */
  readonly responses: readonly string[];
  /** Runs before a subject's first trial, and before each trial whose row begins a new run (see `SubjectRows.begins`). */
  readonly start: readonly Statement[];
  readonly trial: readonly Statement[];
}

/** The rows of one subject in the order of the trials. */
export interface SubjectRows {
  readonly subject: string;
  readonly trials: number;
  /** Values [column, trial]; NaN where missing. */
  readonly values: Float64Array;
  /** 1 for each trial before which the model starts anew (the first always). */
  readonly begins: Uint8Array;
}
