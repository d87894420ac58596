import type { Expression, Slice, Statement } from "../engine/program.ts";
import { nearestName } from "../math/nearestName.ts";
import { divideDimensions, formatQuantity, sameDimension, timeDimension } from "../units/index.ts";
import { parseEquations } from "./equationParser.ts";
import { type ExpressionLowering, reportSyntax } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { spelling } from "./issue.ts";
import { type Relaxation, relaxationIn } from "./rest.ts";
import { readsOf } from "./rewriting.ts";
import type { Placed } from "./sections.ts";
import { type Owner, type Scope, type SourceText, sourceText, type VariableSymbol } from "./symbols.ts";
import type { EquationSyntax, Syntax } from "./syntax.ts";
import { type Frame, frameFor, type Typed } from "./typed.ts";
import { rateAsWritten } from "./writtenUnits.ts";

/** How differential equations are stepped. */
export type Integration = "euler" | "exponential";

/** Where equations belong. */
export interface EquationContext {
  readonly owner: Owner;
  readonly scope: Scope;
  readonly integration: Integration;
  /** Event whose assignments these are, or null for the equations of every step. */
  readonly event: string | null;
  /** Is told of each differential equation; null is one that is no relaxation. */
  readonly onRate?: (variable: string, relaxation: Relaxation | null) => void;
}

/** The texts of an entry that may be one text or a list. */
export function textsOf(entry: Placed<string | readonly string[]> | null): SourceText[] {
  if (!entry) return [];
  if (typeof entry.value === "string") return [sourceText(entry.value, entry.positions, entry.path)];
  return entry.value.map((text, place) => sourceText(text, entry.positions, [...entry.path, place]));
}

/** Checks equations and turns them into statements. */
export function lowerEquations(
  lowering: ExpressionLowering,
  texts: readonly SourceText[],
  context: EquationContext,
): Statement[] {
  const statements: Statement[] = [];
  for (const text of texts) {
    const { equations, problems } = parseEquations(text.value);
    for (const problem of problems) reportSyntax(lowering.issues, text, problem);
    for (const equation of equations) {
      const statement = lowerEquation(lowering, text, equation, context);
      if (statement) statements.push(statement);
    }
  }
  return statements;
}

function lowerEquation(
  lowering: ExpressionLowering,
  text: SourceText,
  equation: EquationSyntax,
  context: EquationContext,
): Statement | null {
  const { owner, event } = context;
  const section = event === null ? "step" : `on ${event}`;
  const frame = frameFor(owner, context.scope, text, `${owner.name}/${section}/${equation.target}`);
  const target = assignable(lowering, frame, equation);
  if (event !== null && equation.derivative) {
    lowering.error(frame, equation.targetSpan, "usage", `under "on: ${event}" only assignments are possible`, {
      expected: `${equation.target} = …`,
    });
    return null;
  }
  const expression = equation.derivative
    ? integrate(lowering, frame, equation, target, context)
    : assignment(lowering, frame, equation, target);
  if (!expression || !target) return null;
  const left = equation.derivative ? `d ${equation.target}/dt` : equation.target;
  return {
    variable: target.name,
    expression,
    origin: `${owner.name}: ${event === null ? "" : `on ${event}: `}${left}`,
  };
}

function assignable(lowering: ExpressionLowering, frame: Frame, equation: EquationSyntax): VariableSymbol | null {
  const { owner } = frame.scope;
  const { target, targetSpan } = equation;
  const own = owner?.symbols.get(target);
  if (own?.kind === "variable" && own.role === "state" && !own.derived) return own;
  if (!owner) return null;
  if (own || frame.scope.find(target)) {
    const sides = owner.kind === "projection" ? [...owner.parts].filter(([, { symbols }]) => symbols.has(target)) : [];
    const [part] = sides.map(([side]) => side);
    const advice = part
      ? `it lives at ${part}: give its equation under at.${part}`
      : `declare it under the variables of ${owner.name}`;
    const hint = own ? {} : { hint: advice };
    return lowering.error(frame, targetSpan, "usage", `"${target}" cannot be assigned to here`, hint);
  }
  const states = [...owner.symbols]
    .filter(([, symbol]) => symbol.kind === "variable" && symbol.role === "state")
    .map(([name]) => name);
  const nearest = nearestName(target, states);
  return lowering.error(
    frame,
    targetSpan,
    "unknown-name",
    `${owner.name} has no variable "${target}"`,
    nearest === null ? { hint: "declare it under variables" } : spelling(nearest),
  );
}

function assignment(
  lowering: ExpressionLowering,
  frame: Frame,
  equation: EquationSyntax,
  target: VariableSymbol | null,
): Expression | null {
  const value = lowering.numeric(equation.expression, frame);
  if (!value || !target) return null;
  const message = `"${equation.target}" has another unit than its expression`;
  return lowering.demand(value, target.dimension, frame, equation.expression.span, message) ? value.expression : null;
}

/** One step of `d x/dt = f`. */
function integrate(
  lowering: ExpressionLowering,
  frame: Frame,
  equation: EquationSyntax,
  target: VariableSymbol | null,
  { integration, onRate }: EquationContext,
): Expression | null {
  const { expression: syntax } = equation;
  const quotient = syntax.kind === "infix" && syntax.operator === "/" ? syntax : null;
  const numerator = quotient && lowering.numeric(quotient.left, frame);
  const denominator = quotient && lowering.numeric(quotient.right, frame);
  const whole = quotient ? divide(numerator, denominator) : lowering.numeric(syntax, frame);
  if (!whole || !target) return null;
  if (quotient && denominator && fold.constantValue(denominator.expression) === 0)
    return lowering.error(frame, quotient.right.span, "range", "division by zero");
  const rate = target.dimension && rateAsWritten(divideDimensions(target.dimension, timeDimension), target.dimension);
  const message = `d ${equation.target}/dt has another unit than its expression`;
  if (!lowering.demand(whole, rate, frame, syntax.span, message)) return null;
  const x = fold.read(target.name);
  const step = fold.constant(lowering.step);
  const towards = quotient && relaxation(lowering, frame, quotient.left, equation.target, target);
  const found = relaxationIn(whole.expression, target.name);
  const exact = towards && denominator ? { towards, timeConstant: denominator.expression } : null;
  onRate?.(target.name, found && { ...found, exact });
  if (exact && integration === "exponential") return relax(x, exact.towards, exact.timeConstant, step);
  if (numerator && denominator && denominator.expression.kind === "constant") {
    if (quotient && denominator.dimension && sameDimension(denominator.dimension, timeDimension))
      warnOfOvershoot(lowering, frame, quotient.right, denominator.expression.value);
    const factor = fold.binary("divide", step, denominator.expression);
    return fold.binary("add", x, fold.binary("multiply", numerator.expression, factor));
  }
  return fold.binary("add", x, fold.binary("multiply", whole.expression, step));
}

/** Under euler a time constant below the step makes a relaxation overshoot. */
function warnOfOvershoot(lowering: ExpressionLowering, frame: Frame, syntax: Syntax, timeConstant: number): void {
  if (timeConstant >= lowering.step || timeConstant <= 0) return;
  const seconds = (value: number): string => formatQuantity({ value, dimension: timeDimension });
  lowering.issues.warning("range", frame.text.at(syntax.span.start), "the time constant is shorter than the step", {
    expected: `at least ${seconds(lowering.step)}`,
    got: seconds(timeConstant),
    hint: "take a shorter step, or integration: exponential",
  });
}

function divide(left: Typed | null, right: Typed | null): Typed | null {
  if (!left || !right) return null;
  const dimension = left.dimension && right.dimension && divideDimensions(left.dimension, right.dimension);
  return {
    expression: fold.binary("divide", left.expression, right.expression),
    dimension,
    size: left.size + right.size + 1,
    bare: left.bare || right.bare,
  };
}

/** A of `A − x` (0 for `−x`), if A is free of x. */
function relaxation(
  lowering: ExpressionLowering,
  frame: Frame,
  numerator: Syntax,
  name: string,
  target: VariableSymbol,
): Expression | null {
  const isTarget = (syntax: Syntax): boolean =>
    syntax.kind === "name" && syntax.parts.length === 1 && syntax.parts[0] === name;
  if (numerator.kind === "prefix" && numerator.operator === "-" && isTarget(numerator.operand)) return fold.constant(0);
  if (numerator.kind !== "infix" || numerator.operator !== "-" || !isTarget(numerator.right)) return null;
  const towards = lowering.numeric(numerator.left, frame);
  return towards && !reads(towards.expression, target.name) ? towards.expression : null;
}

/** `x + (A − x)·(1 − exp(−step/P))`. */
function relax(x: Expression, towards: Expression, timeConstant: Expression, step: Expression): Expression {
  const decay = fold.unary("exponential", fold.unary("negate", fold.binary("divide", step, timeConstant)));
  const share = fold.binary("subtract", fold.constant(1), decay);
  return fold.binary("add", x, fold.binary("multiply", fold.binary("subtract", towards, x), share));
}

function reads(expression: Expression, variable: string): boolean {
  return readsOf(expression).has(variable);
}

/** The statements by which projections' sums reach their targets: the first for a unit sets, later ones add. */
export class Sums {
  private readonly covered = new Map<string, [from: number, end: number][]>();

  statements(variable: string, slice: Slice, gather: Expression, origin: string): Statement[] {
    const before = this.covered.get(variable) ?? [];
    const pieces = split(slice.from, slice.from + slice.count, before);
    this.covered.set(variable, [...before, [slice.from, slice.from + slice.count]]);
    return pieces.map(({ from, end, covered }) => ({
      variable,
      slice: { population: slice.population, from, count: end - from },
      expression: covered ? fold.binary("add", fold.read(variable), gather) : gather,
      origin,
    }));
  }
}

/** Cuts a range at the borders of others; each piece lies wholly inside or outside of these. */
function split(
  from: number,
  end: number,
  others: readonly [number, number][],
): { from: number; end: number; covered: boolean }[] {
  const borders = [from, end, ...others.flat()].filter((border) => border >= from && border <= end);
  const cuts = [...new Set(borders)].sort((a, b) => a - b);
  const pieces: { from: number; end: number; covered: boolean }[] = [];
  for (let place = 0; place + 1 < cuts.length; place++) {
    const piece = { from: cuts[place]!, end: cuts[place + 1]!, covered: false };
    piece.covered = others.some(([low, high]) => low <= piece.from && high >= piece.end);
    const last = pieces.at(-1);
    if (last && last.covered === piece.covered) last.end = piece.end;
    else pieces.push(piece);
  }
  return pieces;
}
