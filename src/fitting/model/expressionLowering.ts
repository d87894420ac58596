import { nearestName } from "../../math/nearestName.ts";
import { type InfixOperator, type Path, type Span, type Syntax, spelling } from "../../spec/index.ts";
import type { BinaryOperator, Expression, Statement, StoredArray } from "../program.ts";
import { behaviourLimits } from "./definition.ts";
import * as build from "./expressions.ts";
import { functions, usualFunction } from "./functions.ts";
import { IndexLowering } from "./indexLowering.ts";
import type { Interval } from "./indexRange.ts";
import { ExpressionProblem, type Scope, type StoredSymbol } from "./scope.ts";
import { describeShape, elementCount, scalar, spread, union, type Value } from "./vectors.ts";

const operators: Partial<Record<InfixOperator, BinaryOperator>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "<": "less",
  "<=": "lessOrEqual",
  "==": "equal",
  "!=": "notEqual",
  or: "or",
};

/** A vector beyond the limit; where it is written is known further out. */
class TooManyElements extends Error {
  readonly dimensions: readonly string[];
  readonly count: number;
  constructor(dimensions: readonly string[], count: number) {
    super();
    this.dimensions = dimensions;
    this.count = count;
  }
}

/** Exponents up to this are multiplied out. */
const largestWholePower = 16;

/** Turns expressions as written into numbers, one for each element; what is needed twice is stored between. */
export class ExpressionLowering {
  readonly scope: Scope;
  readonly arrays: StoredArray[] = [];
  /** Statements in the order in which they are needed; the caller takes them. */
  emitted: Statement[] = [];
  /** Columns that were read, without which there is no value. */
  needs = new Set<number>();
  /** Columns that are there, because a condition says so. */
  readonly guaranteed = new Set<number>();
  /** Columns that have no value yet at this point of a trial. */
  readonly ahead = new Set<number>();
  /** The condition of the step at hand, as written. */
  condition: string | null = null;
  /** Where the text at hand stands in the file. */
  path: Path = [];
  /** Elements of vectors. */
  readonly indices: IndexLowering;
  private readonly isTentative: (dimension: string) => boolean;
  private temporaries = 0;

  /**
   * @param columnRanges - Bounds of the columns of whole numbers.
   * @param isTentative - Whether a dimension's size is a stand-in until there are data.
   */
  constructor(scope: Scope, columnRanges: readonly (Interval | null)[], isTentative: (dimension: string) => boolean) {
    this.scope = scope;
    this.indices = new IndexLowering(this, columnRanges);
    this.isTentative = isTentative;
  }

  /** A new array. @returns its number. */
  store(name: string, size: number): number {
    this.arrays.push({ name, size });
    return this.arrays.length - 1;
  }

  lower(syntax: Syntax): Value {
    try {
      return this.lowerPart(syntax);
    } catch (error) {
      if (!(error instanceof TooManyElements)) throw error;
      throw new ExpressionProblem("limit", syntax.span, `this is too large: ${describeShape(error.dimensions)}`, {
        expected: `at most ${behaviourLimits.elements} numbers`,
        got: `${error.count}`,
      });
    }
  }

  private lowerPart(syntax: Syntax): Value {
    switch (syntax.kind) {
      case "number":
        if (syntax.unit !== null)
          throw new ExpressionProblem(
            "syntax",
            { start: syntax.unitAt, end: syntax.span.end },
            "numbers have no units here",
            {
              hint: `if "${syntax.unit}" is a name, write * before it`,
            },
          );
        if (!Number.isFinite(Number(syntax.digits)))
          throw new ExpressionProblem("range", syntax.span, "this number is too large", {
            hint: "write infinity if that is meant",
          });
        return scalar(build.constant(Number(syntax.digits)));
      case "name":
        return this.name(syntax);
      case "prefix": {
        const operand = this.lower(syntax.operand);
        const operator = syntax.operator === "-" ? "negate" : "not";
        return this.map(operand, (part) => build.unary(operator, part));
      }
      case "infix":
        return this.infix(syntax);
      case "call":
        return this.call(syntax);
    }
  }

  /** A single number. @throws ExpressionProblem */
  number(syntax: Syntax, what = "here"): Expression {
    const value = this.lower(syntax);
    if (value.dimensions.length > 0)
      throw new ExpressionProblem("size", syntax.span, `a single number is needed ${what}`, {
        got: describeShape(value.dimensions),
        hint: "take an element, [index], or sum, mean, maximum or minimum of it",
      });
    return value.elements[0]!;
  }

  map(value: Value, action: (element: Expression) => Expression): Value {
    return { dimensions: value.dimensions, elements: value.elements.map(action) };
  }

  /** Element by element; what lacks a dimension is the same along it. */
  combine(left: Value, right: Value, action: (left: Expression, right: Expression) => Expression): Value {
    const dimensions = union(left.dimensions, right.dimensions);
    const [a, b] = [this.over(left, dimensions), this.over(right, dimensions)];
    return { dimensions, elements: a.elements.map((element, at) => action(element, b.elements[at]!)) };
  }

  /** A value over more dimensions; computed once where it is repeated. */
  over(value: Value, dimensions: readonly string[]): Value {
    const count = this.count(dimensions);
    if (count > behaviourLimits.elements) throw new TooManyElements(dimensions, count);
    const isRepeated = dimensions.some(
      (dimension) => !value.dimensions.includes(dimension) && this.scope.sizes.get(dimension)! > 1,
    );
    return spread(isRepeated ? this.settled(value) : value, dimensions, this.scope.sizes);
  }

  /** The same value in a form that may be read often. */
  settled(value: Value): Value {
    if (value.elements.every(build.isLeaf)) return value;
    return this.stored(value).value;
  }

  /** The same value as the elements of one array, from 0. */
  stored(value: Value): { array: number; value: Value } {
    const [first] = value.elements;
    if (first?.kind === "element" && this.arrays[first.array]?.size === value.elements.length) {
      const { array } = first;
      const isArray = value.elements.every(
        (one, at) => one.kind === "element" && one.array === array && one.index === at,
      );
      if (isArray) return { array, value };
    }
    const array = this.store(`temporary ${++this.temporaries}`, value.elements.length);
    for (const [index, element] of value.elements.entries())
      this.emitted.push({ kind: "store", array, index, value: element });
    return {
      array,
      value: { dimensions: value.dimensions, elements: value.elements.map((_, at) => build.element(array, at)) },
    };
  }

  /** Lowers within a part that is only used where columns are there. */
  given<T>(columns: readonly number[], action: () => T): T {
    const added = columns.filter((column) => !this.guaranteed.has(column));
    for (const column of added) this.guaranteed.add(column);
    try {
      return action();
    } finally {
      for (const column of added) this.guaranteed.delete(column);
    }
  }

  /** Columns that are there where a condition holds: its `present(column)`, joined by `and`. */
  granted(condition: Syntax): number[] {
    if (condition.kind === "infix" && condition.operator === "and")
      return [...this.granted(condition.left), ...this.granted(condition.right)];
    if (condition.kind !== "call" || condition.name !== "present") return [];
    return condition.arguments.flatMap((argument) => {
      const symbol = argument.kind === "name" ? this.scope.find(argument.parts[0]!) : undefined;
      return symbol?.kind === "column" ? [symbol.column] : [];
    });
  }

  private name({ parts, indices, span }: Extract<Syntax, { kind: "name" }>): Value {
    const name = parts[0]!;
    const builtIn = builtInConstants.get(name);
    const symbol = this.scope.find(name);
    if (!symbol && builtIn !== undefined && !indices) return scalar(build.constant(builtIn));
    const known = symbol ?? this.scope.get(name, span);
    if ("array" in known) {
      this.checkAssigned(name, known, span);
      for (const column of known.needs) this.need(column);
      const { rest, at } = this.indices.locate(name, known, indices ?? [], span);
      return { dimensions: rest, elements: at.map((index) => build.element(known.array, index)) };
    }
    if (known.kind === "constant" && known.value.dimensions.length > 0) {
      if (!indices) return known.value;
      const { array } = this.stored(known.value);
      const { rest, at } = this.indices.locate(name, known.value, indices, span);
      return { dimensions: rest, elements: at.map((index) => build.element(array, index)) };
    }
    if (indices)
      throw new ExpressionProblem("size", span, `"${name}" is a single number and has no elements`, {
        hint: "only states and names with dimensions have",
      });
    if (known.kind === "constant") return known.value;
    if (known.kind === "parameter") return scalar({ kind: "parameter", parameter: known.parameter });
    this.checkKnown(name, known.column, span);
    const value: Expression = { kind: "column", column: known.column };
    if (known.fallback !== null && !this.guaranteed.has(known.column))
      return scalar(build.select({ kind: "present", column: known.column }, value, build.constant(known.fallback)));
    this.need(known.column);
    return scalar(value);
  }

  private checkAssigned(name: string, { under }: StoredSymbol, span: Span): void {
    if (under === null || under === this.condition) return;
    throw new ExpressionProblem("usage", span, `"${name}" has a value only when ${under}`, {
      hint: "read it under the same condition, or give it a value before",
    });
  }

  /** A trial must not be explained by what comes after. @throws ExpressionProblem */
  checkKnown(name: string, column: number, span: Span): void {
    if (!this.ahead.has(column)) return;
    throw new ExpressionProblem("usage", span, `"${name}" is not known yet at this point of the trial`, {
      hint: "read it after the step that observes it or in which it is the response, or keep it in a state for the next trial",
    });
  }

  private need(column: number): void {
    if (!this.guaranteed.has(column)) this.needs.add(column);
  }

  private infix({ operator, left, right }: Extract<Syntax, { kind: "infix" }>): Value {
    if (operator === "^") return this.power(this.lower(left), this.lower(right));
    const a = this.lower(left);
    if (operator === "and") {
      const b = this.given(this.granted(left), () => this.lower(right));
      return this.combine(a, b, (x, y) => build.binary("and", x, y));
    }
    const b = this.lower(right);
    if (operator === ">") return this.combine(b, a, (x, y) => build.binary("less", x, y));
    if (operator === ">=") return this.combine(b, a, (x, y) => build.binary("lessOrEqual", x, y));
    return this.combine(a, b, (x, y) => build.binary(operators[operator]!, x, y));
  }

  private power(base: Value, exponent: Value): Value {
    const [only] = exponent.elements;
    const isWhole =
      exponent.elements.length === 1 &&
      only?.kind === "constant" &&
      Number.isInteger(only.value) &&
      Math.abs(only.value) <= largestWholePower;
    if (isWhole) return this.map(this.settled(base), (part) => build.wholePower(part, only.value));
    return this.combine(base, exponent, (x, y) => build.binary("power", x, y));
  }

  private call(call: Extract<Syntax, { kind: "call" }>): Value {
    const found = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined;
    if (!found) {
      const usual = usualFunction(call.name) ?? nearestName(call.name, Object.keys(functions));
      const hint = this.scope.find(call.name)
        ? { hint: `"${call.name}" is not a function: write * before the bracket to multiply, [ ] for an element` }
        : usual === null
          ? { hint: `functions: ${Object.keys(functions).join(", ")}` }
          : spelling(usual);
      throw new ExpressionProblem("unknown-name", call.nameSpan, `unknown function "${call.name}"`, hint);
    }
    const count = call.arguments.length;
    if (count < found.least || count > found.most)
      throw new ExpressionProblem("arity", call.span, `wrong number of arguments for ${call.name}`, {
        expected: found.signature,
        got: `${count}`,
      });
    return found.lower(this, call);
  }

  /** Number of elements of a vector over dimensions. */
  count(dimensions: readonly string[]): number {
    return elementCount(dimensions, this.scope.sizes);
  }

  /** Whether a dimension's size is a stand-in until there are data. */
  isStandIn(dimension: string): boolean {
    return this.isTentative(dimension);
  }
}

/** Names that every model has; a model's own names go before. */
const builtInConstants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["infinity", Number.POSITIVE_INFINITY],
]);
