import type { IndexSyntax, Path, Span, Syntax } from "../../spec/index.ts";
import type { Expression, Index } from "../program.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import { eitherRange, type Interval, indexRange } from "./indexRange.ts";
import { ExpressionProblem, type StoredSymbol } from "./scope.ts";
import { describeShape, places, scalar, strides, type Value } from "./vectors.ts";

/** Something that must not vary with the parameters, and where it is written. */
export interface DataOnly {
  readonly expression: Expression;
  readonly path: Path;
  readonly offset: number;
  readonly what: string;
}

/** Finds the places of elements, and what is known of them before there are data. */
export class IndexLowering {
  /** What must follow from the data alone. */
  readonly dataOnly: DataOnly[] = [];
  /** Whether an index was found that only the data can prove right. */
  hasUnproven = false;
  private readonly ranges: {
    readonly columns: readonly (Interval | null)[];
    readonly arrays: Map<number, Interval | null>;
  };
  private readonly lowering: ExpressionLowering;

  /** @param columnRanges - Bounds of the columns of whole numbers. */
  constructor(lowering: ExpressionLowering, columnRanges: readonly (Interval | null)[]) {
    this.lowering = lowering;
    this.ranges = { columns: columnRanges, arrays: new Map() };
  }

  /** Notes what is stored in an array, so that it may be an index. */
  noteRange(array: number, stored: readonly Expression[]): void {
    const found = stored.map((one) => indexRange(one, this.ranges));
    const before = this.ranges.arrays.get(array);
    const all = before === undefined ? found : [before, ...found];
    const range = all.reduce((left, right) => (left && right ? eitherRange(left, right) : null));
    this.ranges.arrays.set(array, range);
  }

  /** Where in an array the elements with these indices lie, and the dimensions that remain. */
  locate(
    name: string,
    symbol: StoredSymbol | Value,
    indices: readonly IndexSyntax[],
    span: Span,
  ): { rest: string[]; at: Index[] } {
    const { sizes } = this.lowering.scope;
    const { dimensions } = symbol;
    if (indices.length > dimensions.length)
      throw new ExpressionProblem("size", span, `"${name}" is ${describeShape(dimensions)}`, {
        expected: `at most ${dimensions.length} ${dimensions.length === 1 ? "index" : "indices"}`,
        got: `${indices.length}`,
      });
    const steps = strides(dimensions, sizes);
    const free = dimensions.filter((_, at) => indices[at] === undefined || indices[at].kind === "all");
    const fixed = indices.flatMap((index, at) =>
      index.kind === "all" ? [] : [scaled(this.index(index, dimensions[at]!, dimensions.length === 1), steps[at]!)],
    );
    const freeSteps = free.map((dimension) => steps[dimensions.indexOf(dimension)]!);
    const at = places(free, sizes).map((place) =>
      addIndices([...fixed, place.reduce((sum, one, along) => sum + one * freeSteps[along]!, 0)]),
    );
    return { rest: free, at };
  }

  /** @param isOnly - Whether there is no other dimension into which a wrong index could lead. */
  private index(syntax: Syntax, dimension: string, isOnly: boolean): Index {
    const expression = this.lowering.number(syntax, "as an index");
    const size = this.lowering.scope.sizes.get(dimension)!;
    const range = indexRange(expression, this.ranges);
    const isCertainlyWrong =
      range !== null && (range[0] >= size || range[1] < 0 || (expression.kind === "constant" && range[0] < 0));
    const isWrongNumber = expression.kind === "constant" && range === null;
    if ((isCertainlyWrong && !this.lowering.isStandIn(dimension)) || isWrongNumber)
      throw new ExpressionProblem("range", syntax.span, `no such place in "${dimension}"`, {
        expected: `a whole number from 0 to ${size - 1}`,
        ...(expression.kind === "constant" ? { got: String(expression.value) } : {}),
      });
    const isProven = range !== null && range[0] >= 0 && range[1] < size;
    if (!isProven) this.hasUnproven = true;
    if (expression.kind === "constant") return expression.value;
    this.dataOnly.push({ expression, path: this.lowering.path, offset: syntax.span.start, what: "an index" });
    return isProven || isOnly ? expression : this.within(expression, size);
  }

  /** The index, or NaN, which is no place of any array, where it is outside its dimension. */
  private within(expression: Expression, size: number): Expression {
    const index = this.lowering.settled(scalar(expression)).elements[0]!;
    const isPlace = build.all([
      build.binary("lessOrEqual", build.zero, index),
      build.binary("less", index, build.constant(size)),
      build.binary("equal", build.unary("floor", index), index),
    ]);
    return build.select(isPlace, index, build.constant(Number.NaN));
  }
}

function scaled(index: Index, step: number): Index {
  if (typeof index === "number") return index * step;
  return step === 1 ? index : build.multiply(index, build.constant(step));
}

function addIndices(indices: readonly Index[]): Index {
  const fixed = indices.reduce<number>((sum, index) => sum + (typeof index === "number" ? index : 0), 0);
  const moving = indices.filter((index): index is Expression => typeof index !== "number");
  if (moving.length === 0) return fixed;
  const sum = build.sumOf(moving);
  return fixed === 0 ? sum : build.add(sum, build.constant(fixed));
}
