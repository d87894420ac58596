import type { Expression } from "../program.ts";
import { type BehaviourFunction, type Call, dimensionOf } from "./behaviourFunction.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import { ExpressionProblem } from "./scope.ts";
import { describeShape, groups, scalar, type Value } from "./vectors.ts";

/** Dimension over which softmax and logSumExp go. */
function normalised(lowering: ExpressionLowering, call: Call): { value: Value; dimension: string } {
  const value = lowering.settled(lowering.lower(call.arguments[0]!));
  const along = call.arguments[1];
  if (along) return { value, dimension: dimensionOf(lowering, value, along) };
  if (value.dimensions.length === 1) return { value, dimension: value.dimensions[0]! };
  throw new ExpressionProblem("size", call.arguments[0]!.span, `${call.name} goes along one dimension`, {
    got: describeShape(value.dimensions),
    ...(value.dimensions.length > 1 ? { hint: `name it: ${call.name}(…, ${value.dimensions[0]})` } : {}),
  });
}

/** Largest of the parts, a shift that cancels in what it is used for, and exp(part − largest), computed once. */
function shifted(
  lowering: ExpressionLowering,
  parts: readonly Expression[],
): { largest: Expression; powers: Expression[] } {
  const shift = build.unary("withoutDerivative", build.reduce("maximum", parts));
  const largest = lowering.settled(scalar(shift)).elements[0]!;
  const powers = parts.map((part) => build.exponential(build.subtract(part, largest)));
  return { largest, powers: [...lowering.settled({ dimensions: [], elements: powers }).elements] };
}

/** Logarithm of the sum of exponentials, without overflow; the parts should be leaves. */
export function logSumExp(lowering: ExpressionLowering, parts: readonly Expression[]): Expression {
  const { largest, powers } = shifted(lowering, parts);
  return build.add(largest, build.logarithm(build.sumOf(powers)));
}

/** e to each element, as a share of their sum. */
export const softmax: BehaviourFunction = {
  signature: "softmax(vector) or softmax(vector, dimension)",
  least: 1,
  most: 2,
  lower(lowering, call) {
    const { value, dimension } = normalised(lowering, call);
    const { rest, groups: split } = groups(value, dimension, lowering.scope.sizes);
    const elements = split.flatMap((parts) => {
      const { powers } = shifted(lowering, parts);
      const total = lowering.settled(scalar(build.sumOf(powers))).elements[0]!;
      return powers.map((power) => build.divide(power, total));
    });
    return lowering.over({ dimensions: [...rest, dimension], elements }, value.dimensions);
  },
};

/** Logarithm of the sum of e to the elements. */
export const logSumExpFunction: BehaviourFunction = {
  signature: "logSumExp(vector) or logSumExp(vector, dimension)",
  least: 1,
  most: 2,
  lower(lowering, call) {
    const { value, dimension } = normalised(lowering, call);
    const { rest, groups: split } = groups(value, dimension, lowering.scope.sizes);
    return { dimensions: rest, elements: split.map((parts) => logSumExp(lowering, parts)) };
  },
};
