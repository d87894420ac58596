import { nearestName } from "../math/nearestName.ts";
import { type Span, type Syntax, SyntaxProblem, spelling } from "../spec/index.ts";
import {
  type Dimension,
  dimensionless,
  divideDimensions,
  formatDimension,
  isDimensionless,
  multiplyDimensions,
  parseUnit,
  type Quantity,
  raiseDimension,
  sameDimension,
  toSI,
  UnitError,
} from "../units/index.ts";

/** Names that an expression may use, with their values. */
export type Names = ReadonlyMap<string, Quantity>;

/**
 * Value of an expression of numbers with units and names, in double precision.
 *
 * Operators `+ - * / ^`, comparisons, `and or not`, and the functions `exp log sqrt abs floor tanh min max where`, with
 * the same meaning as in the model language. The number 0 has any dimension.
 *
 * @throws SyntaxProblem for unknown names and functions, wrong units and dimensions.
 */
export function evaluateExpression(syntax: Syntax, names: Names): Quantity {
  switch (syntax.kind) {
    case "number":
      return numberOf(syntax);
    case "name":
      return nameOf(syntax, names);
    case "prefix":
      return prefix(syntax, names);
    case "infix":
      return infix(syntax, names);
    case "call":
      return call(syntax, names);
  }
}

function numberOf(syntax: Extract<Syntax, { kind: "number" }>): Quantity {
  if (syntax.unit === null) return { value: Number(syntax.digits), dimension: dimensionless };
  try {
    const unit = parseUnit(syntax.unit);
    return { value: toSI(syntax.digits, unit), dimension: unit.dimension };
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    throw new SyntaxProblem(error.message, syntax.unitAt + error.offset);
  }
}

function nameOf(syntax: Extract<Syntax, { kind: "name" }>, names: Names): Quantity {
  const name = syntax.parts.join(".");
  const found = names.get(name);
  if (found && !syntax.slice) return found;
  throw new SyntaxProblem(
    `unknown name "${name}"`,
    syntax.span.start,
    spellingOr(name, names.keys(), "names are this file's quantities, the model's parameters, step and time"),
  );
}

function spellingOr(name: string, known: Iterable<string>, otherwise: string): { hint?: string } {
  const { hint } = spelling(nearestName(name, known));
  return { hint: hint ?? otherwise };
}

function prefix(syntax: Extract<Syntax, { kind: "prefix" }>, names: Names): Quantity {
  const { value, dimension } = evaluateExpression(syntax.operand, names);
  return syntax.operator === "-" ? { value: -value, dimension } : truth(value === 0);
}

function truth(value: boolean): Quantity {
  return { value: value ? 1 : 0, dimension: dimensionless };
}

/** The common dimension of operands; the number 0 has any. */
function agree(left: Quantity, right: Quantity, span: Span): Dimension {
  if (sameDimension(left.dimension, right.dimension) || right.value === 0) return left.dimension;
  if (left.value === 0) return right.dimension;
  throw new SyntaxProblem("the two sides have different units", span.start, {
    expected: formatDimension(left.dimension),
    got: formatDimension(right.dimension),
  });
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

function infix(syntax: Extract<Syntax, { kind: "infix" }>, names: Names): Quantity {
  const left = evaluateExpression(syntax.left, names);
  const right = evaluateExpression(syntax.right, names);
  const compare = comparisons[syntax.operator];
  if (compare) {
    agree(left, right, syntax.span);
    return truth(compare(left.value, right.value));
  }
  switch (syntax.operator) {
    case "and":
      return truth(left.value !== 0 && right.value !== 0);
    case "or":
      return truth(left.value !== 0 || right.value !== 0);
    case "+":
      return { value: left.value + right.value, dimension: agree(left, right, syntax.span) };
    case "-":
      return { value: left.value - right.value, dimension: agree(left, right, syntax.span) };
    case "*":
      return { value: left.value * right.value, dimension: multiplyDimensions(left.dimension, right.dimension) };
    case "/":
      return { value: left.value / right.value, dimension: divideDimensions(left.dimension, right.dimension) };
    default:
      if (!isDimensionless(right.dimension))
        throw new SyntaxProblem("an exponent has no unit", syntax.right.span.start);
      return { value: left.value ** right.value, dimension: raiseDimension(left.dimension, right.value) };
  }
}

const functions: Readonly<Record<string, { readonly arity: number; readonly pure?: (value: number) => number }>> = {
  exp: { arity: 1, pure: Math.exp },
  log: { arity: 1, pure: Math.log },
  tanh: { arity: 1, pure: Math.tanh },
  floor: { arity: 1, pure: Math.floor },
  sqrt: { arity: 1 },
  abs: { arity: 1 },
  min: { arity: 2 },
  max: { arity: 2 },
  where: { arity: 3 },
};

function call(syntax: Extract<Syntax, { kind: "call" }>, names: Names): Quantity {
  const known = Object.hasOwn(functions, syntax.name) ? functions[syntax.name] : undefined;
  if (!known)
    throw new SyntaxProblem(
      `unknown function "${syntax.name}"`,
      syntax.nameSpan.start,
      spellingOr(syntax.name, Object.keys(functions), `functions are ${Object.keys(functions).join(", ")}`),
    );
  if (syntax.arguments.length !== known.arity)
    throw new SyntaxProblem(`wrong number of arguments for "${syntax.name}"`, syntax.nameSpan.start, {
      expected: String(known.arity),
      got: String(syntax.arguments.length),
    });
  const [first, second, third] = syntax.arguments.map((argument) => evaluateExpression(argument, names));
  const { value, dimension } = first!;
  if (known.pure) {
    if (!isDimensionless(dimension))
      throw new SyntaxProblem(`the argument of "${syntax.name}" must have no unit`, syntax.span.start, {
        got: formatDimension(dimension),
      });
    return { value: known.pure(value), dimension };
  }
  if (syntax.name === "sqrt") return { value: Math.sqrt(value), dimension: raiseDimension(dimension, 0.5) };
  if (syntax.name === "abs") return { value: Math.abs(value), dimension };
  if (syntax.name === "where")
    return { value: value !== 0 ? second!.value : third!.value, dimension: agree(second!, third!, syntax.span) };
  const common = agree(first!, second!, syntax.span);
  const choose = syntax.name === "min" ? Math.min : Math.max;
  return { value: choose(value, second!.value), dimension: common };
}
