import type { Syntax } from "../../spec/index.ts";
import type { Expression } from "../program.ts";
import { type BehaviourFunction, dimensionOf, namedDimension } from "./behaviourFunction.ts";
import * as build from "./expressions.ts";
import { ExpressionProblem } from "./scope.ts";
import { groups, scalar, type Value } from "./vectors.ts";

/** Combines elements along one dimension, or all of them. */
export function reduction(name: string, combine: (parts: readonly Expression[]) => Expression): BehaviourFunction {
  return {
    signature: `${name}(vector) or ${name}(vector, dimension)`,
    least: 1,
    most: 2,
    lower(lowering, call) {
      const value = lowering.lower(call.arguments[0]!);
      const along = call.arguments[1];
      if (!along) return scalar(combine(value.elements));
      const dimension = dimensionOf(lowering, value, along);
      const split = groups(value, dimension, lowering.scope.sizes);
      return { dimensions: split.rest, elements: split.groups.map(combine) };
    },
  };
}

/** 1 at an index, else 0. */
export const indicator: BehaviourFunction = {
  signature: "indicator(index) or indicator(index, dimension)",
  least: 1,
  most: 2,
  lower(lowering, call) {
    const [syntax, along] = call.arguments as [Syntax, Syntax | undefined];
    const symbol = syntax.kind === "name" ? lowering.scope.find(syntax.parts[0]!) : undefined;
    const dimension = along ? namedDimension(lowering, along) : symbol?.kind === "column" ? symbol.of : null;
    if (dimension === null)
      throw new ExpressionProblem("usage", syntax.span, "of which dimension this is an index is not known", {
        hint: "name it: indicator(index, dimension)",
      });
    const index = lowering.settled(scalar(lowering.number(syntax))).elements[0]!;
    const size = lowering.scope.sizes.get(dimension)!;
    const elements = Array.from({ length: size }, (_, at) => build.binary("equal", index, build.constant(at)));
    return { dimensions: [dimension], elements };
  },
};

/** Numbers written out along a dimension. */
export const stack: BehaviourFunction = {
  signature: "stack(dimension, a, b, …)",
  least: 2,
  most: 65,
  lower(lowering, call) {
    const [along, ...parts] = call.arguments as [Syntax, ...Syntax[]];
    const dimension = namedDimension(lowering, along);
    const size = lowering.scope.sizes.get(dimension)!;
    if (lowering.isStandIn(dimension))
      throw new ExpressionProblem("size", along.span, `the size of "${dimension}" must be fixed to be written out`, {
        hint: `write ${dimension}: ${parts.length} under dimensions`,
      });
    if (parts.length !== size)
      throw new ExpressionProblem("size", call.span, `"${dimension}" has another size`, {
        expected: `${size} values`,
        got: `${parts.length}`,
      });
    return { dimensions: [dimension], elements: parts.map((part) => lowering.number(part)) };
  },
};

/** A vector over another dimension of the same size. */
export const along: BehaviourFunction = {
  signature: "along(vector, dimension, otherDimension)",
  least: 3,
  most: 3,
  lower(lowering, call) {
    const [syntax, from, to] = call.arguments as [Syntax, Syntax, Syntax];
    const value = lowering.lower(syntax);
    const before = dimensionOf(lowering, value, from);
    const after = namedDimension(lowering, to);
    const { sizes } = lowering.scope;
    if (sizes.get(before) !== sizes.get(after))
      throw new ExpressionProblem("size", call.span, `"${before}" and "${after}" have different sizes`, {
        got: `${sizes.get(before)} and ${sizes.get(after)}`,
      });
    if (value.dimensions.includes(after))
      throw new ExpressionProblem("size", to.span, `this has the dimension "${after}" already`);
    return { dimensions: value.dimensions.map((one) => (one === before ? after : one)), elements: value.elements };
  },
};

/** A vector made from the dimension alone. */
export function ofDimension(name: string, make: (size: number, dimension: string) => Value): BehaviourFunction {
  return {
    signature: `${name}(dimension)`,
    least: 1,
    most: 1,
    lower(lowering, call) {
      const dimension = namedDimension(lowering, call.arguments[0]!);
      return make(lowering.scope.sizes.get(dimension)!, dimension);
    },
  };
}

/** The same number everywhere. */
export const fill: BehaviourFunction = {
  signature: "fill(value, dimension, …)",
  least: 2,
  most: 5,
  lower(lowering, call) {
    const [syntax, ...named] = call.arguments as [Syntax, ...Syntax[]];
    const dimensions = [...new Set(named.map((one) => namedDimension(lowering, one)))];
    return lowering.over(scalar(lowering.number(syntax)), dimensions);
  },
};
