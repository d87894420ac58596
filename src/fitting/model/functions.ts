import type { Syntax } from "../../spec/index.ts";
import type { BinaryOperator, Expression, UnaryOperator } from "../program.ts";
import type { BehaviourFunction } from "./behaviourFunction.ts";
import { along, fill, indicator, ofDimension, reduction, stack } from "./dimensionFunctions.ts";
import * as build from "./expressions.ts";
import { ExpressionProblem } from "./scope.ts";
import { logSumExpFunction, softmax } from "./softmax.ts";
import { scalar, union, type Value } from "./vectors.ts";

/** What functions of other languages are called here. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["where", "select"],
  ["if", "select"],
  ["ifelse", "select"],
  ["ln", "log"],
  ["sigmoid", "logistic"],
  ["invlogit", "logistic"],
  ["expit", "logistic"],
  ["phi", "normalCumulative"],
  ["logsumexp", "logSumExp"],
  ["onehot", "indicator"],
  ["pow", "power"],
  ["prod", "product"],
  ["average", "mean"],
  ["lgamma", "logGamma"],
  ["isnan", "present"],
  ["positive", "requirePositive"],
  ["logit", "logOdds"],
  ["length", "size"],
  ["arange", "positions"],
  ["range", "positions"],
  ["index", "positions"],
  ["rename", "along"],
]);

/** The function of this language that another one's name means, or null. */
export function usualFunction(name: string): string | null {
  return otherNames.get(name.toLowerCase()) ?? null;
}

function elementwise(name: string, operator: UnaryOperator): BehaviourFunction {
  return ofOne(name, (x) => build.unary(operator, x));
}

/** Of one argument, which is computed once. */
function ofOne(name: string, action: (x: Expression) => Expression): BehaviourFunction {
  return {
    signature: `${name}(x)`,
    least: 1,
    most: 1,
    lower: (lowering, call) => lowering.map(lowering.settled(lowering.lower(call.arguments[0]!)), action),
  };
}

function chain(name: string, operator: BinaryOperator): BehaviourFunction {
  return {
    signature: `${name}(a, b, …)`,
    least: 2,
    most: 16,
    lower: (lowering, call) =>
      call.arguments
        .map((argument) => lowering.lower(argument))
        .reduce((left, right) => lowering.combine(left, right, (x, y) => build.binary(operator, x, y))),
  };
}

const select: BehaviourFunction = {
  signature: "select(condition, whenTrue, whenFalse)",
  least: 3,
  most: 3,
  lower(lowering, call) {
    const [conditionSyntax, yesSyntax, noSyntax] = call.arguments as [Syntax, Syntax, Syntax];
    const condition = lowering.lower(conditionSyntax);
    const yes = lowering.given(lowering.granted(conditionSyntax), () => lowering.lower(yesSyntax));
    const without =
      conditionSyntax.kind === "prefix" && conditionSyntax.operator === "not" ? conditionSyntax.operand : null;
    const no = lowering.given(without ? lowering.granted(without) : [], () => lowering.lower(noSyntax));
    const dimensions = union(union(condition.dimensions, yes.dimensions), no.dimensions);
    const [c, y, n] = [condition, yes, no].map((value) => lowering.over(value, dimensions)) as [Value, Value, Value];
    return { dimensions, elements: c.elements.map((one, at) => build.select(one, y.elements[at]!, n.elements[at]!)) };
  },
};

const present: BehaviourFunction = {
  signature: "present(column)",
  least: 1,
  most: 1,
  lower(lowering, call) {
    const [syntax] = call.arguments as [Syntax];
    const symbol =
      syntax.kind === "name" && !syntax.indices ? lowering.scope.get(syntax.parts[0]!, syntax.span) : undefined;
    if (symbol?.kind !== "column")
      throw new ExpressionProblem("type", syntax.span, "present asks whether a row has a value in a column", {
        expected: "the name of a column",
      });
    lowering.checkKnown(syntax.kind === "name" ? syntax.parts[0]! : "", symbol.column, syntax.span);
    return scalar({ kind: "present", column: symbol.column });
  },
};

const power: BehaviourFunction = {
  signature: "power(x, y)",
  least: 2,
  most: 2,
  lower: (lowering, { arguments: [left, right], span }) =>
    lowering.lower({ kind: "infix", operator: "^", left: left!, right: right!, span }),
};

const clip: BehaviourFunction = {
  signature: "clip(x, low, high)",
  least: 3,
  most: 3,
  lower(lowering, call) {
    const [x, low, high] = call.arguments.map((argument) => lowering.lower(argument)) as [Value, Value, Value];
    const above = lowering.combine(x, low, (a, b) => build.binary("maximum", a, b));
    return lowering.combine(above, high, (a, b) => build.binary("minimum", a, b));
  },
};

const modulo: BehaviourFunction = {
  signature: "mod(x, y)",
  least: 2,
  most: 2,
  lower(lowering, call) {
    const [x, y] = call.arguments.map((argument) => lowering.settled(lowering.lower(argument))) as [Value, Value];
    return lowering.combine(x, y, (a, b) =>
      build.subtract(a, build.multiply(b, build.unary("floor", build.divide(a, b)))),
    );
  },
};

/** What must not fall to 0 or below: elsewhere the responses are impossible. */
const requirePositive = ofOne("requirePositive", (x) =>
  build.select(build.binary("less", build.zero, x), x, build.constant(Number.NaN)),
);

const rootTwoPi = 2.5066282746310002;

/** Functions by name. */
export const functions: Readonly<Record<string, BehaviourFunction>> = {
  exp: elementwise("exp", "exponential"),
  log: elementwise("log", "logarithm"),
  logOfOnePlus: elementwise("logOfOnePlus", "logarithmOfOnePlus"),
  sqrt: elementwise("sqrt", "squareRoot"),
  abs: elementwise("abs", "absolute"),
  tanh: elementwise("tanh", "hyperbolicTangent"),
  logistic: elementwise("logistic", "logistic"),
  logLogistic: elementwise("logLogistic", "logarithmOfLogistic"),
  logOdds: ofOne("logOdds", (p) =>
    build.subtract(build.logarithm(p), build.unary("logarithmOfOnePlus", build.unary("negate", p))),
  ),
  normalCumulative: elementwise("normalCumulative", "normalCumulative"),
  logNormalCumulative: elementwise("logNormalCumulative", "logarithmOfNormalCumulative"),
  normalDensity: ofOne("normalDensity", (x) =>
    build.divide(
      build.exponential(build.multiply(build.constant(-0.5), build.multiply(x, x))),
      build.constant(rootTwoPi),
    ),
  ),
  logGamma: elementwise("logGamma", "logarithmOfGamma"),
  sin: elementwise("sin", "sine"),
  cos: elementwise("cos", "cosine"),
  floor: elementwise("floor", "floor"),
  min: chain("min", "minimum"),
  max: chain("max", "maximum"),
  clip,
  mod: modulo,
  power,
  requirePositive,
  select,
  present,
  sum: reduction("sum", build.sumOf),
  mean: reduction("mean", (parts) => build.divide(build.sumOf(parts), build.constant(parts.length))),
  product: reduction("product", (parts) => build.reduce("multiply", parts)),
  maximum: reduction("maximum", (parts) => build.reduce("maximum", parts)),
  minimum: reduction("minimum", (parts) => build.reduce("minimum", parts)),
  softmax,
  logSumExp: logSumExpFunction,
  indicator,
  stack,
  fill,
  along,
  size: ofDimension("size", (size) => scalar(build.constant(size))),
  positions: ofDimension("positions", (size, dimension) => ({
    dimensions: [dimension],
    elements: Array.from({ length: size }, (_, at) => build.constant(at)),
  })),
};
