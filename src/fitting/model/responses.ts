import type { Expression, Statement } from "../program.ts";
import { ballisticLogs } from "./ballisticDensity.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import type { ResponseDistribution } from "./lowered.ts";
import { logSumExp } from "./softmax.ts";
import { describeShape, scalar, type Value } from "./vectors.ts";
import { wienerLogDensity } from "./wienerDensity.ts";

/** A column that a response fills. */
export interface ResponseColumn {
  readonly column: number;
  readonly name: string;
  readonly kind: "index" | "number" | "condition";
  readonly of: string | null;
}

/** What a kind of response makes of its expressions. */
export interface LoweredResponse {
  readonly distribution: ResponseDistribution;
  /** Emits into the lowering; gives the logarithm of the probability or density. */
  logarithm(): Expression;
}

/** Reads the expressions of a response: by the key, or by the key within the kind. */
export type ReadExpression = (...key: string[]) => ReadResult;

/** A text or number of the file as an expression, with its place. */
export interface ReadResult {
  vector(): Value;
  /** A single number. */
  number(): Expression;
  /** Says that something is wrong with it. */
  fail(message: string, details?: { expected?: string; got?: string; hint?: string }): never;
}

/** A kind of response. */
interface ResponseKind {
  /** Columns that it fills, in words of their kinds. */
  readonly columns: readonly ("option" | "binary" | "number")[];
  lower(lowering: ExpressionLowering, columns: readonly ResponseColumn[], read: ReadExpression): LoweredResponse;
}

const columnOf = ({ column }: ResponseColumn): Expression => ({ kind: "column", column });

/** The vector's elements in the order of the response's options. */
function optionsOf(column: ResponseColumn, read: ReadResult): Value {
  const value = read.vector();
  const { of } = column;
  if (of !== null && value.dimensions.length === 1 && value.dimensions[0] === of) return value;
  return read.fail(`one number for each option of "${column.name}" is needed`, {
    expected: describeShape([of ?? "a dimension"]),
    got: describeShape(value.dimensions),
  });
}

function options(
  lowering: ExpressionLowering,
  [column]: readonly ResponseColumn[],
  read: ReadResult,
  logarithmOf: (value: Value) => (chosen: Expression, choice: Expression) => Expression,
): LoweredResponse {
  const { array, value } = lowering.stored(optionsOf(column!, read));
  const logarithm = logarithmOf(value);
  return {
    distribution: { kind: "options", options: value.elements.length },
    logarithm: () => logarithm(build.element(array, columnOf(column!)), columnOf(column!)),
  };
}

/** A response of 0 or 1. */
function binary(
  lowering: ExpressionLowering,
  [column]: readonly ResponseColumn[],
  written: Expression,
  logarithmOf: (isOne: Expression, x: Expression) => Expression,
): LoweredResponse {
  const x = lowering.settled(scalar(written)).elements[0]!;
  return {
    distribution: { kind: "options", options: 2 },
    logarithm: () => logarithmOf(columnOf(column!), x),
  };
}

const signed = (isOne: Expression, x: Expression) => build.select(isOne, x, build.unary("negate", x));

const kinds = {
  softmax: {
    columns: ["option"],
    lower: (lowering, columns, read) =>
      options(lowering, columns, read("softmax"), ({ elements }) => {
        const [first, second, ...more] = elements;
        if (second === undefined || more.length > 0) {
          const total = lowering.settled(scalar(logSumExp(lowering, elements))).elements[0]!;
          return (chosen) => build.subtract(chosen, total);
        }
        // Of two options, the logistic of their difference: half the work, and no element to look up.
        const difference = lowering.settled(scalar(build.subtract(second, first!))).elements[0]!;
        return (_, choice) => build.unary("logarithmOfLogistic", signed(choice, difference));
      }),
  },
  probabilities: {
    columns: ["option"],
    lower: (lowering, columns, read) => options(lowering, columns, read("probabilities"), () => build.logarithm),
  },
  bernoulli: {
    columns: ["binary"],
    lower: (lowering, columns, read) =>
      binary(lowering, columns, read("bernoulli").number(), (isOne, p) =>
        build.select(isOne, build.logarithm(p), build.unary("logarithmOfOnePlus", build.unary("negate", p))),
      ),
  },
  logOdds: {
    columns: ["binary"],
    lower: (lowering, columns, read) =>
      binary(lowering, columns, read("logOdds").number(), (isOne, x) =>
        build.unary("logarithmOfLogistic", signed(isOne, x)),
      ),
  },
  probit: {
    columns: ["binary"],
    lower: (lowering, columns, read) =>
      binary(lowering, columns, read("probit").number(), (isOne, x) =>
        build.unary("logarithmOfNormalCumulative", signed(isOne, x)),
      ),
  },
  normal: {
    columns: ["number"],
    lower(lowering, columns, read) {
      const mean = lowering.settled(scalar(read("normal", "mean").number())).elements[0]!;
      const standardDeviation = lowering.settled(scalar(read("normal", "standardDeviation").number())).elements[0]!;
      return {
        distribution: { kind: "normal", mean, standardDeviation },
        logarithm() {
          const difference = build.divide(build.subtract(columnOf(columns[0]!), mean), standardDeviation);
          const z = lowering.settled(scalar(difference)).elements[0]!;
          const scale = build.add(build.constant(0.9189385332046727), build.logarithm(standardDeviation));
          return build.subtract(build.multiply(build.constant(-0.5), build.multiply(z, z)), scale);
        },
      };
    },
  },
  wiener: {
    columns: ["binary", "number"],
    lower(lowering, columns, read) {
      const part = (key: string) => lowering.settled(scalar(read("wiener", key).number())).elements[0]!;
      const terms = {
        drift: part("drift"),
        threshold: part("threshold"),
        nonDecisionTime: part("nonDecisionTime"),
        bias: part("bias"),
      };
      return {
        distribution: { kind: "wiener", ...terms },
        logarithm: () =>
          wienerLogDensity(lowering, {
            ...terms,
            isUpper: columnOf(columns[0]!),
            reactionTime: columnOf(columns[1]!),
          }),
      };
    },
  },
  linearBallisticAccumulator: {
    columns: ["option", "number"],
    lower(lowering, columns, read) {
      const key = "linearBallisticAccumulator";
      const part = (name: string) => lowering.settled(scalar(read(key, name).number())).elements[0]!;
      const drifts = lowering.settled(optionsOf(columns[0]!, read(key, "drifts"))).elements;
      const terms = {
        drifts,
        startRange: part("startRange"),
        threshold: part("threshold"),
        nonDecisionTime: part("nonDecisionTime"),
        driftDeviation: part("driftDeviation"),
      };
      return {
        distribution: { kind: "ballistic", ...terms },
        logarithm() {
          const logs = ballisticLogs(lowering, { ...terms, reactionTime: columnOf(columns[1]!) });
          const choice = columnOf(columns[0]!);
          const parts = drifts.map((_, at) =>
            build.select(build.binary("equal", choice, build.constant(at)), logs.density[at]!, logs.survival[at]!),
          );
          return build.select(logs.isPossible, build.sumOf(parts), build.constant(Number.NEGATIVE_INFINITY));
        },
      };
    },
  },
} as const satisfies Record<string, ResponseKind>;

/** Name of a kind of response. */
export type ResponseName = keyof typeof kinds;

/** All kinds of response by name. */
export const responseKinds: Readonly<Record<ResponseName, ResponseKind>> = kinds;
/** Their names. */
export const responseNames = Object.keys(kinds) as ResponseName[];

/** What a column must be to be filled by a kind of response, or null if it is that. */
export function unfit(
  column: ResponseColumn,
  wanted: "option" | "binary" | "number",
  size: number | null,
): string | null {
  if (wanted === "option") return column.kind === "index" ? null : "an index (kind: index, of: dimension)";
  if (wanted === "number") return column.kind === "number" ? null : "a number (kind: number)";
  if (column.kind === "condition" || (column.kind === "index" && (size === null || size === 2))) return null;
  return "a number of 0 or 1 (kind: condition), or an index of two options";
}

/** Wraps statements in a condition unless it always holds. */
export function guarded(condition: Expression, statements: readonly Statement[]): Statement[] {
  if (statements.length === 0) return [];
  if (condition.kind === "constant" && condition.value !== 0) return [...statements];
  // biome-ignore lint/suspicious/noThenProperty: a statement is no promise
  return [{ kind: "when", condition, then: statements, otherwise: [] }];
}
