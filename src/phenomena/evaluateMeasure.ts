import { parseExpression, type Syntax } from "../spec/index.ts";
import { type Call, elementFunctions, functions, overSubjects } from "./measureFunctions.ts";

/** A scalar, a value for each subject, or a row of elements for each subject. */
export type Value = number | Float64Array | readonly Float64Array[];

/** Subjects drawn with repetitions, over whom means are taken instead of over all. */
export interface Draw {
  readonly subjects: ArrayLike<number>;
  /** What does not depend on the draw, for the same names: filled here, to be kept from draw to draw. */
  readonly known: Map<Syntax, Value>;
}

/** Gives the value of a name such as `paired.weight` or `core`. @throws RangeError for unknown names. */
export type Names = (name: string) => Value;

const parsed = new Map<string, Syntax>();

/**
 * Value of an expression of readings or measures, in double precision: `+ - * / ^`, comparisons (1 or 0), and the
 * functions of `measureFunctions`. Operations go element by element; a scalar goes with everything.
 *
 * @throws SyntaxProblem, RangeError for unknown names and functions
 */
export function evaluateMeasure(expression: string, names: Names, draw?: Draw): Value {
  let syntax = parsed.get(expression);
  if (!syntax) {
    syntax = parseExpression(expression);
    parsed.set(expression, syntax);
  }
  return evaluated(syntax, { names, draw });
}

/** The same where a single number is asked for. @throws TypeError if it is not one. */
export function evaluateScalar(expression: string, names: Names, draw?: Draw): number {
  const value = evaluateMeasure(expression, names, draw);
  if (typeof value !== "number") throw new TypeError(`"${expression}" is not a single number; take its mean`);
  return value;
}

interface Context {
  readonly names: Names;
  readonly draw: Draw | undefined;
}

function evaluated(syntax: Syntax, context: Context): Value {
  switch (syntax.kind) {
    case "number":
      return Number(syntax.digits);
    case "name":
      return context.names(syntax.parts.join("."));
    case "prefix":
      return combine(0, evaluated(syntax.operand, context), syntax.operator === "-" ? subtract : isZero);
    case "infix":
      return combine(evaluated(syntax.left, context), evaluated(syntax.right, context), operations[syntax.operator]!);
    case "call":
      return called(syntax.name, syntax.arguments, context);
  }
}

function called(name: string, parts: readonly Syntax[], context: Context): Value {
  const { draw } = context;
  if (draw && overSubjects.has(name)) return functions[name]!(parts.map((part) => drawn(part, draw, context)));
  const values = parts.map((part) => evaluated(part, context));
  const function_: Call | undefined = functions[name];
  if (function_) return function_(values);
  const elementwise = elementFunctions[name];
  if (!elementwise) throw new RangeError(`a measure knows no function "${name}"`);
  const first = values[0] ?? Number.NaN;
  if (values.length === 1) return combine(first, first, (value) => elementwise(value, value));
  return values.slice(1).reduce((left, right) => combine(left, right, elementwise), first);
}

/** Values of the subjects drawn, of an expression with a value for each subject. */
function drawn(syntax: Syntax, { subjects, known }: Draw, context: Context): Value {
  let value = known.get(syntax);
  if (value === undefined) {
    value = evaluated(syntax, context);
    if (!aggregates(syntax)) known.set(syntax, value);
  }
  if (!(value instanceof Float64Array)) return value;
  const values = value;
  return Float64Array.from(subjects, (subject) => values[subject]!);
}

/** Whether an expression contains a mean or the like, which depends on the draw. */
function aggregates(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case "call":
      return overSubjects.has(syntax.name) || syntax.arguments.some(aggregates);
    case "prefix":
      return aggregates(syntax.operand);
    case "infix":
      return aggregates(syntax.left) || aggregates(syntax.right);
    default:
      return false;
  }
}

type Operation = (left: number, right: number) => number;

const subtract: Operation = (left, right) => left - right;
const isZero: Operation = (_, right) => (right === 0 ? 1 : 0);

const operations: Readonly<Record<string, Operation>> = {
  "+": (left, right) => left + right,
  "-": subtract,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  and: (left, right) => Number(left !== 0 && right !== 0),
  or: (left, right) => Number(left !== 0 || right !== 0),
} satisfies Record<string, Operation>;

/** Applies an operation element by element. */
function combine(left: Value, right: Value, operation: Operation): Value {
  if (typeof left === "number" && typeof right === "number") return operation(left, right);
  if (isRows(left) || isRows(right)) {
    const count = isRows(left) ? left.length : (right as readonly Float64Array[]).length;
    return Array.from({ length: count }, (_, subject) =>
      vector(rowOf(left, subject), rowOf(right, subject), operation),
    );
  }
  return vector(left as number | Float64Array, right as number | Float64Array, operation);
}

function vector(left: number | Float64Array, right: number | Float64Array, operation: Operation): Float64Array {
  const length = typeof left === "number" ? (right as Float64Array).length : left.length;
  if (typeof left !== "number" && typeof right !== "number" && left.length !== right.length)
    throw new RangeError(`${left.length} and ${right.length} values do not go together`);
  return Float64Array.from({ length }, (_, place) =>
    operation(typeof left === "number" ? left : left[place]!, typeof right === "number" ? right : right[place]!),
  );
}

function rowOf(value: Value, subject: number): number | Float64Array {
  return isRows(value) ? value[subject]! : typeof value === "number" ? value : value[subject]!;
}

function isRows(value: Value): value is readonly Float64Array[] {
  return Array.isArray(value);
}
