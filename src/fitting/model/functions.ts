import type { Syntax } from "../../spec/index.ts";
import type { BinaryOperator, Expression, UnaryOperator } from "../program.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as build from "./expressions.ts";
import { ExpressionProblem } from "./scope.ts";
import { describeShape, groups, scalar, union, type Value } from "./vectors.ts";

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

type Call = Extract<Syntax, { kind: "call" }>;

/** A function of the language of behavioural models. */
export interface BehaviourFunction {
  /** As shown where the number of arguments is wrong. */
  readonly signature: string;
  readonly least: number;
  readonly most: number;
  lower(lowering: ExpressionLowering, call: Call): Value;
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

/** Combines elements along one dimension, or all of them. */
function reduction(name: string, combine: (parts: readonly Expression[]) => Expression): BehaviourFunction {
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

/** Name of a dimension that a value has. */
function dimensionOf(lowering: ExpressionLowering, value: Value, syntax: Syntax): string {
  const dimension = namedDimension(lowering, syntax);
  if (value.dimensions.includes(dimension)) return dimension;
  throw new ExpressionProblem("size", syntax.span, `this has no dimension "${dimension}"`, {
    got: describeShape(value.dimensions),
  });
}

function namedDimension(lowering: ExpressionLowering, syntax: Syntax): string {
  if (syntax.kind !== "name" || syntax.indices)
    throw new ExpressionProblem("type", syntax.span, "the name of a dimension is needed here");
  return lowering.scope.dimension(syntax.parts[0]!, syntax.span);
}

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

const softmax: BehaviourFunction = {
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

const logSumExpFunction: BehaviourFunction = {
  signature: "logSumExp(vector) or logSumExp(vector, dimension)",
  least: 1,
  most: 2,
  lower(lowering, call) {
    const { value, dimension } = normalised(lowering, call);
    const { rest, groups: split } = groups(value, dimension, lowering.scope.sizes);
    return { dimensions: rest, elements: split.map((parts) => logSumExp(lowering, parts)) };
  },
};

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

const indicator: BehaviourFunction = {
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

const stack: BehaviourFunction = {
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

const along: BehaviourFunction = {
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
function ofDimension(name: string, make: (size: number, dimension: string) => Value): BehaviourFunction {
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

const fill: BehaviourFunction = {
  signature: "fill(value, dimension, …)",
  least: 2,
  most: 5,
  lower(lowering, call) {
    const [syntax, ...named] = call.arguments as [Syntax, ...Syntax[]];
    const dimensions = [...new Set(named.map((one) => namedDimension(lowering, one)))];
    return lowering.over(scalar(lowering.number(syntax)), dimensions);
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
