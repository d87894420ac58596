import type { Syntax } from "../../spec/index.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import { ExpressionProblem } from "./scope.ts";
import { describeShape, type Value } from "./vectors.ts";

/** A call as written. */
export type Call = Extract<Syntax, { kind: "call" }>;

/** A function of the language of behavioural models. */
export interface BehaviourFunction {
  /** As shown where the number of arguments is wrong. */
  readonly signature: string;
  readonly least: number;
  readonly most: number;
  lower(lowering: ExpressionLowering, call: Call): Value;
}

/** Name of a dimension that a value has. */
export function dimensionOf(lowering: ExpressionLowering, value: Value, syntax: Syntax): string {
  const dimension = namedDimension(lowering, syntax);
  if (value.dimensions.includes(dimension)) return dimension;
  throw new ExpressionProblem("size", syntax.span, `this has no dimension "${dimension}"`, {
    got: describeShape(value.dimensions),
  });
}

/** The dimension that an argument names. @throws ExpressionProblem */
export function namedDimension(lowering: ExpressionLowering, syntax: Syntax): string {
  if (syntax.kind !== "name" || syntax.indices)
    throw new ExpressionProblem("type", syntax.span, "the name of a dimension is needed here");
  return lowering.scope.dimension(syntax.parts[0]!, syntax.span);
}
