import type { Expression, UnaryOperator } from "../engine/program.ts";
import { dimensionless, isDimensionless, raiseDimension } from "../units/index.ts";
import { lowerDelayed } from "./delays.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { lowerConcentration, lowerInput, lowerOccupancy, lowerReduction, lowerResting } from "./gathering.ts";
import { largestPower } from "./operators.ts";
import type { Syntax } from "./syntax.ts";
import { type Frame, type Typed, unitOf } from "./typed.ts";

/** What functions of other languages are called here. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["clamp", "clip"],
  ["pow", "power"],
  ["ln", "log"],
  ["relu", "positive"],
  ["rectify", "positive"],
  ["if", "where"],
  ["ifelse", "where"],
  ["average", "mean"],
  ["logistic", "sigmoid"],
  ["rand", "uniform"],
  ["random", "uniform"],
  ["randn", "normal"],
  ["gauss", "normal"],
]);

/** The function of this language that another one's name means, or null. */
export function usualFunction(name: string): string | null {
  return otherNames.get(name.toLowerCase()) ?? null;
}

type Call = Extract<Syntax, { kind: "call" }>;

/** A function of the language. */
export interface LanguageFunction {
  /** As shown when the number of arguments is wrong. */
  readonly signature: string;
  readonly least: number;
  readonly most: number;
  lower(lowering: ExpressionLowering, call: Call, frame: Frame): Typed | null;
}

function values(lowering: ExpressionLowering, call: Call, frame: Frame): Typed[] | null {
  const all = call.arguments.map((argument) => lowering.numeric(argument, frame));
  return all.every((value) => value !== null) ? all : null;
}

/** All arguments alike in dimension; they are combined by `build`. */
function alike(
  signature: string,
  least: number,
  most: number,
  build: (values: Expression[]) => Expression,
): LanguageFunction {
  return {
    signature,
    least,
    most,
    lower(lowering, call, frame) {
      const all = values(lowering, call, frame);
      if (!all) return null;
      const first = all.find((value) => value.dimension !== null) ?? all[0]!;
      for (const [place, value] of all.entries()) {
        const message = `the arguments of ${call.name} have different units: ${unitOf(first)} and ${unitOf(value)}`;
        if (!lowering.agree(first, value, frame, call.arguments[place]!.span, message)) return null;
      }
      return combined(build(all.map((value) => value.expression)), first.dimension, all);
    },
  };
}

function combined(expression: Expression, dimension: Typed["dimension"], from: readonly { size: number }[]): Typed {
  return { expression, dimension, size: from.reduce((size, value) => size + value.size, 2), bare: false };
}

/** One dimensionless argument. */
function ofNumber(name: string, build: (x: Expression) => Expression): LanguageFunction {
  return {
    signature: `${name}(x)`,
    least: 1,
    most: 1,
    lower(lowering, call, frame) {
      const all = values(lowering, call, frame);
      if (!all) return null;
      const [x] = all as [Typed];
      const message = `the argument of ${name} must be dimensionless`;
      if (!lowering.demand(x, dimensionless, frame, call.arguments[0]!.span, message)) return null;
      return combined(build(x.expression), dimensionless, all);
    },
  };
}

const unary = (operator: UnaryOperator) => (x: Expression) => fold.unary(operator, x);
const chain =
  (operator: "minimum" | "maximum") =>
  (all: Expression[]): Expression =>
    all.reduce((left, right) => fold.binary(operator, left, right));

const squareRoot: LanguageFunction = {
  signature: "sqrt(x)",
  least: 1,
  most: 1,
  lower(lowering, call, frame) {
    const all = values(lowering, call, frame);
    if (!all) return null;
    const [x] = all as [Typed];
    return combined(fold.unary("squareRoot", x.expression), x.dimension && raiseDimension(x.dimension, 0.5), all);
  },
};

const power: LanguageFunction = {
  signature: "power(x, y)",
  least: 2,
  most: 2,
  lower(lowering, call, frame) {
    const all = values(lowering, call, frame);
    if (!all) return null;
    const [base, exponent] = all as [Typed, Typed];
    const [baseSyntax, exponentSyntax] = call.arguments as [Syntax, Syntax];
    if (!lowering.demand(exponent, dimensionless, frame, exponentSyntax.span, "an exponent must be dimensionless"))
      return null;
    const whole = fold.wholeValue(exponent.expression);
    if (whole !== null && Math.abs(whole) <= largestPower) {
      const dimension = base.dimension && raiseDimension(base.dimension, whole);
      const value = combined(fold.wholePower(base.expression, whole), dimension, all);
      return { ...value, size: base.size * Math.max(1, Math.abs(whole)) + 1 };
    }
    if (
      !lowering.demand(
        base,
        dimensionless,
        frame,
        baseSyntax.span,
        "the base of a power that is not whole must be dimensionless",
      )
    )
      return null;
    const logarithm = fold.unary("logarithm", base.expression);
    return combined(
      fold.unary("exponential", fold.binary("multiply", exponent.expression, logarithm)),
      dimensionless,
      all,
    );
  },
};

const choice: LanguageFunction = {
  signature: "where(condition, yes, no)",
  least: 3,
  most: 3,
  lower(lowering, call, frame) {
    const [conditionSyntax, yesSyntax, noSyntax] = call.arguments as [Syntax, Syntax, Syntax];
    const condition = lowering.condition(conditionSyntax, frame);
    const yes = lowering.numeric(yesSyntax, frame);
    const no = lowering.numeric(noSyntax, frame);
    if (!condition || !yes || !no) return null;
    if (
      !lowering.agree(
        yes,
        no,
        frame,
        noSyntax.span,
        `the two sides of where have different units: ${unitOf(yes)} and ${unitOf(no)}`,
      )
    )
      return null;
    const expression = fold.select(condition.condition, yes.expression, no.expression);
    return combined(expression, yes.dimension ?? no.dimension, [condition, yes, no]);
  },
};

function randomDraw(distribution: "normal" | "uniform"): LanguageFunction {
  return {
    signature: `${distribution}() or ${distribution}(stream)`,
    least: 0,
    most: 1,
    lower(lowering, call, frame) {
      const place = frame.text.at(call.span.start);
      const [given] = call.arguments;
      let stream: number | null = null;
      if (given) {
        const number = lowering.numeric(given, frame);
        if (!number) return null;
        stream = fold.constantValue(number.expression);
        if (
          stream === null ||
          !Number.isInteger(stream) ||
          stream < 0 ||
          stream >= 2 ** 32 ||
          !isDimensionless(number.dimension ?? dimensionless)
        )
          return lowering.error(frame, given.span, "range", "a random stream is a whole constant", {
            expected: "0 … 4294967295",
          });
        lowering.streams.given(stream, place);
      }
      stream ??= lowering.streams.forDraw(frame.streamKey, call, place);
      return { expression: { kind: "random", distribution, stream }, dimension: dimensionless, size: 1, bare: false };
    },
  };
}

const modulo = ([x, y]: Expression[]): Expression =>
  fold.binary("subtract", x!, fold.binary("multiply", fold.unary("floor", fold.binary("divide", x!, y!)), y!));

/** The functions of the language by name. */
export const functions: Readonly<Record<string, LanguageFunction>> = {
  exp: ofNumber("exp", unary("exponential")),
  log: ofNumber("log", unary("logarithm")),
  tanh: ofNumber("tanh", unary("tanh")),
  floor: ofNumber("floor", unary("floor")),
  sigmoid: ofNumber("sigmoid", fold.sigmoid),
  abs: alike("abs(x)", 1, 1, ([x]) => fold.unary("absolute", x!)),
  positive: alike("positive(x)", 1, 1, ([x]) => fold.binary("maximum", x!, fold.constant(0))),
  sqrt: squareRoot,
  min: alike("min(a, b, …)", 2, 16, chain("minimum")),
  max: alike("max(a, b, …)", 2, 16, chain("maximum")),
  clip: alike("clip(x, low, high)", 3, 3, ([x, low, high]) =>
    fold.binary("minimum", fold.binary("maximum", x!, low!), high!),
  ),
  mod: alike("mod(x, y)", 2, 2, modulo),
  power,
  where: choice,
  normal: randomDraw("normal"),
  uniform: randomDraw("uniform"),
  sum: { signature: "sum(expression)", least: 1, most: 1, lower: lowerReduction },
  mean: { signature: "mean(expression)", least: 1, most: 1, lower: lowerReduction },
  maximum: { signature: "maximum(expression)", least: 1, most: 1, lower: lowerReduction },
  minimum: { signature: "minimum(expression)", least: 1, most: 1, lower: lowerReduction },
  delayed: { signature: "delayed(expression, time)", least: 2, most: 2, lower: lowerDelayed },
  input: { signature: "input(projection)", least: 1, most: 1, lower: lowerInput },
  occupancy: {
    signature: "occupancy(receptor) or occupancy(receptor, area)",
    least: 1,
    most: 2,
    lower: lowerOccupancy,
  },
  resting: { signature: "resting(receptor) or resting(receptor, area)", least: 1, most: 2, lower: lowerResting },
  concentration: {
    signature: "concentration(modulator) or concentration(modulator, area)",
    least: 1,
    most: 2,
    lower: lowerConcentration,
  },
};
