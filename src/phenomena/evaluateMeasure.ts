import { parseExpression, type Syntax } from "../spec/index.ts";
import { type Call, elementFunctions, functions } from "./measureFunctions.ts";

/** A scalar, a value for each subject, or a row of elements for each subject. */
export type Value = number | Float64Array | readonly Float64Array[];

/** Gives the value of a name such as `paired.weight` or `core`. @throws RangeError for unknown names. */
export type Names = (name: string) => Value;

const parsed = new Map<string, Syntax>();

/**
 * Value of an expression of readings or measures, in double precision: `+ - * / ^`, comparisons (1 or 0), and the
 * functions of `measureFunctions`. Operations go element by element; a scalar goes with everything.
 *
 * @throws SyntaxProblem, RangeError for unknown names and functions
 */
export function evaluateMeasure(expression: string, names: Names): Value {
  let syntax = parsed.get(expression);
  if (!syntax) {
    syntax = parseExpression(expression);
    parsed.set(expression, syntax);
  }
  return evaluated(syntax, names);
}

/** The same where a single number is asked for. @throws TypeError if it is not one. */
export function evaluateScalar(expression: string, names: Names): number {
  const value = evaluateMeasure(expression, names);
  if (typeof value !== "number") throw new TypeError(`"${expression}" is not a single number; take its mean`);
  return value;
}

function evaluated(syntax: Syntax, names: Names): Value {
  switch (syntax.kind) {
    case "number":
      return Number(syntax.digits);
    case "name":
      return names(syntax.parts.join("."));
    case "prefix":
      return combine(0, evaluated(syntax.operand, names), syntax.operator === "-" ? subtract : isZero);
    case "infix":
      return combine(evaluated(syntax.left, names), evaluated(syntax.right, names), operations[syntax.operator]!);
    case "call":
      return called(syntax.name, syntax.arguments, names);
  }
}

function called(name: string, parts: readonly Syntax[], names: Names): Value {
  const values = parts.map((part) => evaluated(part, names));
  const function_: Call | undefined = functions[name];
  if (function_) return function_(values);
  const elementwise = elementFunctions[name];
  if (!elementwise) throw new RangeError(`a measure knows no function "${name}"`);
  const first = values[0] ?? Number.NaN;
  if (values.length === 1) return combine(first, first, (value) => elementwise(value, value));
  return values.slice(1).reduce((left, right) => combine(left, right, elementwise), first);
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
