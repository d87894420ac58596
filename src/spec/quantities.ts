import { nearestName } from "../math/nearestName.ts";
import {
  type Dimension,
  parseQuantity,
  parseUnit,
  type Quantity,
  UnitError,
  unitSymbols,
  usualSymbol,
} from "../units/index.ts";
import { type IssueCollector, type Location, spelling } from "./issue.ts";
import { parseExpression } from "./parser.ts";
import type { Placed } from "./sections.ts";
import { type Syntax, SyntaxProblem } from "./syntax.ts";
import { asWritten } from "./writtenUnits.ts";

function reportUnit(error: unknown, place: Location, issues: IssueCollector): null {
  if (!(error instanceof UnitError)) throw error;
  issues.error("unit", place, error.message, error.symbol === null ? {} : spelling(nearestUnit(error.symbol)));
  return null;
}

/** The unit that a misspelt symbol means, or null. */
export function nearestUnit(symbol: string): string | null {
  return usualSymbol(symbol) ?? nearestName(symbol, unitSymbols);
}

/** Dimension of a unit of the file; null (and an issue) if it cannot be read. */
export function unitDimension(unit: Placed<string | number>, issues: IssueCollector): Dimension | null {
  try {
    return asWritten(parseUnit(String(unit.value)).dimension, String(unit.value));
  } catch (error) {
    const offset = error instanceof UnitError ? error.offset : 0;
    return reportUnit(error, unit.positions.within(unit.path, offset), issues);
  }
}

/** A quantity of the file; null (and an issue) if it cannot be read. */
export function quantityOf(text: Placed<string | number>, issues: IssueCollector): Quantity | null {
  try {
    const { value, dimension } = parseQuantity(String(text.value));
    return {
      value,
      dimension: asWritten(dimension, String(text.value).replace(/^\s*[-+−]?[\d.]+(?:e[-+]?\d+)?/iu, "")),
    };
  } catch (error) {
    const offset = error instanceof UnitError ? error.offset : 0;
    return reportUnit(error, text.positions.within(text.path, offset), issues);
  }
}

const largestSize = 1_000_000;

/** A number of units: an expression of dimensions and whole numbers; null (and an issue) if it is none. */
export function sizeOf(
  size: Placed<string | number>,
  dimensions: ReadonlyMap<string, number>,
  issues: IssueCollector,
): number | null {
  const place = (offset: number): Location => size.positions.within(size.path, offset);
  try {
    const value = wholeNumber(parseExpression(String(size.value)), dimensions);
    if (value >= 1 && value <= largestSize) return value;
    issues.error("size", place(0), "wrong size", { expected: `1 … ${largestSize}`, got: `${value}` });
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    issues.error("size", place(error.offset), error.message, {
      ...(error.expected === undefined ? {} : { expected: error.expected }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
  return null;
}

/** Value of an expression of dimensions and whole numbers. @throws SyntaxProblem if it is another thing. */
export function wholeNumber(syntax: Syntax, dimensions: ReadonlyMap<string, number>): number {
  const value = evaluate(syntax, dimensions);
  if (!Number.isInteger(value)) throw new SyntaxProblem(`${value} is not a whole number`, syntax.span.start);
  return value;
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

function evaluate(syntax: Syntax, dimensions: ReadonlyMap<string, number>): number {
  if (syntax.kind === "number" && syntax.unit === null) return Number(syntax.digits);
  if (syntax.kind === "infix" && Object.hasOwn(operations, syntax.operator))
    return operations[syntax.operator]!(evaluate(syntax.left, dimensions), evaluate(syntax.right, dimensions));
  if (syntax.kind === "call" && ["min", "max", "floor"].includes(syntax.name)) {
    const values = syntax.arguments.map((argument) => evaluate(argument, dimensions));
    if (syntax.name === "floor") return Math.floor(values[0] ?? Number.NaN);
    return syntax.name === "min" ? Math.min(...values) : Math.max(...values);
  }
  if (syntax.kind === "name" && syntax.parts.length === 1 && !syntax.slice) {
    const name = syntax.parts[0]!;
    const value = dimensions.get(name);
    if (value !== undefined) return value;
    throw new SyntaxProblem(
      `unknown size "${name}"`,
      syntax.span.start,
      spelling(nearestName(name, dimensions.keys())),
    );
  }
  throw new SyntaxProblem("a size is made of dimensions and whole numbers", syntax.span.start);
}
