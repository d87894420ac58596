import type { BehaviourProgram, Expression, Statement, UnaryOperator } from "../program.ts";
import { differentiate } from "./differentiate.ts";
import { derivativeOfUnary } from "./rules.ts";

/** Functions whose evaluation is worth being put off. */
const SLOW: ReadonlySet<UnaryOperator> = new Set([
  ...(["logarithm", "logarithmOfOnePlus", "logarithmOfLogistic", "logarithmOfNormalCumulative"] as const),
]);

/**
 * A model whose trials only keep the argument u of the response's function f, so that f(u) and its derivative are
 * computed afterwards for several trials side by side. Within a trial they would wait for each other: the processor
 * has not got through one trial's chain of operations before it runs out of room for the next.
 */
export interface DeferredResponse {
  /** The differentiated program; its `logLikelihood` says that the arrays in `kept` are to be kept now. */
  readonly program: BehaviourProgram;
  /** Arrays of one element: u, then its derivatives. */
  readonly kept: readonly number[];
  /** Responses of a trial at most. */
  readonly responses: number;
  /** By which parameters those derivatives are. */
  readonly parameters: readonly number[];
  /** f(u), where u is column 0. */
  readonly logarithm: Expression;
  /** Derivatives of f(u) by the parameters, where those of u are columns 1, 2, … */
  readonly gradient: readonly Expression[];
}

/** Puts off the responses' function, or gives null if they have not all the same one, or it is not slow. */
export function deferResponse(program: BehaviourProgram): DeferredResponse | null {
  const found: Expression[] = [];
  const argument = program.arrays.length;
  const trial = replaceResponses(program.trial, argument, found);
  const [response] = found;
  if (response?.kind !== "unary" || !SLOW.has(response.operator)) return null;
  if (found.some((other) => other.kind !== "unary" || other.operator !== response.operator)) return null;
  const arrays = [...program.arrays, { name: "argument of the response", size: 1 }];
  const { program: derived, derivatives } = differentiate({ ...program, arrays, trial });
  const own = [...derivatives[argument]!];
  const logarithm = { kind: "unary", operator: response.operator, operand: { kind: "column", column: 0 } } as const;
  return {
    program: derived,
    kept: [argument, ...own.map(([, array]) => array)],
    responses: found.length,
    parameters: own.map(([parameter]) => parameter),
    logarithm,
    gradient: own.map((_, i) => derivativeOfUnary(logarithm, { kind: "column", column: 1 + i })!),
  };
}

/** Keeps the argument instead of adding the logarithm. @param found - Gets the logarithms. */
function replaceResponses(statements: readonly Statement[], argument: number, found: Expression[]): Statement[] {
  return statements.flatMap((statement): Statement[] => {
    if (statement.kind === "store") return [statement];
    if (statement.kind === "when") {
      const [yes, no] = [statement.then, statement.otherwise].map((list) => replaceResponses(list, argument, found));
      // biome-ignore lint/suspicious/noThenProperty: a statement, not a promise.
      return [{ ...statement, then: yes!, otherwise: no! }];
    }
    found.push(statement.value);
    const value = statement.value.kind === "unary" ? statement.value.operand : statement.value;
    return [
      { kind: "store", array: argument, index: 0, value },
      { ...statement, value: { kind: "constant", value: 0 } },
    ];
  });
}
