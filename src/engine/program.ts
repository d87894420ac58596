/**
 * The intermediate form between the model language and every back end: domains, variables and ordered statements.
 *
 * All arithmetic is IEEE 754 binary32, round to nearest even, one rounding per operation, no fused multiply-add.
 * A statement is evaluated over its whole domain before the next one begins (as if): back ends may fuse, block and
 * interleave, but never change a bit.
 */

/** A run of consecutive units of a population: units `from … from + count − 1`. */
export interface Slice {
  readonly population: string;
  readonly from: number;
  readonly count: number;
}

/** A group of like units. */
export interface Population {
  readonly name: string;
  readonly size: number;
}

/** Synapses from the units of one slice onto those of another. */
export interface Projection {
  readonly name: string;
  readonly source: Slice;
  readonly target: Slice;
  /** `all-to-all`: one synapse for each (post, pre); `one-to-one`: synapse i joins pre i and post i. */
  readonly connection: "all-to-all" | "one-to-one";
}

/** What a variable has one value for: each subject, each unit, or each synapse (`[post, pre]`, pre fastest). */
export type Domain =
  | { readonly kind: "subject" }
  | { readonly kind: "population"; readonly population: string }
  | { readonly kind: "projection"; readonly projection: string };

/** A named quantity in a subject's memory. */
export interface Variable {
  /** Full dotted name, unique in the program. */
  readonly name: string;
  readonly domain: Domain;
  /** `state` changes by statements; `parameter` is set at initialisation; `input` is written by the host. */
  readonly role: "state" | "parameter" | "input";
  /** `subject`: one copy a subject; `shared`: one copy for all subjects (a constant table, written by the host). */
  readonly storage: "subject" | "shared";
  /** Laid out in the contiguous recording region (subject domain only). */
  readonly recorded: boolean;
  /** SI unit as text, for reports and errors. */
  readonly unit: string;
}

export type UnaryOperator = "negate" | "absolute" | "squareRoot" | "exponential" | "logarithm" | "tanh" | "floor";
export type BinaryOperator = "add" | "subtract" | "multiply" | "divide" | "minimum" | "maximum";
export type CompareOperator = "less" | "lessOrEqual" | "equal";

/**
 * A numeric expression. Conditions appear only inside `select`.
 *
 * - `constant`: rounded once to binary32.
 * - `read`: a subject variable is broadcast; `own` is the same unit or synapse; `pre` and `post` are the synapse's two
 *   units; `aligned` is the unit of another population at the same place: counted from the slice's beginning if the
 *   other population has as many units as the slice, else (both populations are of equal size) with the same number.
 * - `index`: the place of the unit (within its population) as a number; in a synapse of pre or post unit.
 * - `clock`: number of the step since the session began, as a number.
 * - `random`: Philox4x32-10, key = seed (2 × 32 bits), counter = (⌊element / 4⌋, step, subject, stream); `normal` by
 *   Box–Muller from the words (0, 1) and (2, 3), `uniform` in [0, 1) from the top 24 bits of word (element mod 4).
 *   Element is the index of the unit in its population, of the synapse (post · count of pre + pre), or 0.
 * - `minimum(a, b)` is `b < a ? b : a`; `maximum(a, b)` is `a < b ? b : a`.
 * - `reduce`: over a slice, in order of units, from 0 for a sum, from the first unit for a maximum or minimum;
 *   `mean` is the sum divided by the count. The body is an expression in that population's domain.
 * - `gather`: for a post unit, the sum over its synapses in order of pre, beginning with 0. The body is an expression
 *   in the projection's domain. Outside the projection's target slice the value is 0.
 */
export type Expression =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "read"; readonly variable: string; readonly at: "own" | "pre" | "post" | "aligned" }
  | { readonly kind: "index"; readonly of: "own" | "pre" | "post" }
  | { readonly kind: "clock" }
  | { readonly kind: "random"; readonly distribution: "normal" | "uniform"; readonly stream: number }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "select"; readonly condition: Condition; readonly yes: Expression; readonly no: Expression }
  | {
      readonly kind: "reduce";
      readonly operator: "sum" | "mean" | "maximum" | "minimum";
      readonly over: Slice;
      readonly body: Expression;
    }
  | { readonly kind: "gather"; readonly projection: string; readonly body: Expression };

/** A truth value per lane. Comparison with a NaN is false. */
export type Condition =
  | {
      readonly kind: "compare";
      readonly operator: CompareOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly operand: Condition };

/** `variable = expression` for every element of the domain; a population statement may be limited to a slice. */
export interface Statement {
  readonly variable: string;
  /** Only for population variables: the units assigned to; absent = all. */
  readonly slice?: Slice;
  readonly expression: Expression;
  /** Where it came from, for error messages (`striatum.d1: d rate/dt`). */
  readonly origin: string;
}

/** Statements run together, in order. */
export interface Routine {
  /** `initialise`, `step`, or an event's name (`choice`, `outcome`, `trialStart`, `trialEnd`, `offline`, …). */
  readonly name: string;
  /** Masked routines change only the subjects that the event concerns; `initialise` and `step` are unmasked. */
  readonly masked: boolean;
  readonly statements: readonly Statement[];
}

/** A whole model, ready for a back end. Routine `initialise` runs with the step counter at 2³² − 1. */
export interface Program {
  readonly name: string;
  /** Length of a step, s. */
  readonly step: number;
  readonly populations: readonly Population[];
  readonly projections: readonly Projection[];
  readonly variables: readonly Variable[];
  readonly routines: readonly Routine[];
}
