import type { Statement } from "../engine/program.ts";
import { formatQuantity, sameDimension, timeDimension } from "../units/index.ts";
import type { Declaring } from "./declaring.ts";
import type { ExpressionLowering } from "./expressionLowering.ts";
import * as fold from "./fold.ts";
import { restEvent } from "./rest.ts";
import { rewritten } from "./rewriting.ts";
import type { ProjectionOwner, SymbolTable, VariableSymbol } from "./symbols.ts";
import type { Span, Syntax } from "./syntax.ts";
import { type Frame, type Typed, unitOf } from "./typed.ts";

/** Longest delay in steps: so many copies of a delayed quantity are kept. */
export const longestDelay = 1000;

/**
 * Past values of variables: copy k of a variable holds its value at the end of the step k before the present one.
 *
 * Copies are moved on at the end of each step, from the oldest: a few reads and writes for each unit and step of delay,
 * none for each synapse.
 */
export class DelayLines {
  private readonly declaring: Declaring;
  private readonly table: SymbolTable;
  /** Steps kept of each variable. */
  private readonly kept = new Map<VariableSymbol, number>();
  private readonly copies = new Map<string, { readonly variable: VariableSymbol; readonly steps: number }>();
  private readonly ofProjections = new Map<ProjectionOwner, number>();

  constructor(declaring: Declaring, table: SymbolTable) {
    this.declaring = declaring;
    this.table = table;
  }

  /** Steps from a change of the sender to the target's sum: at least 1. */
  stepsOf(projection: ProjectionOwner): number {
    return this.ofProjections.get(projection) ?? 1;
  }

  /** Sets the transmission delay of a projection. */
  setSteps(projection: ProjectionOwner, steps: number): void {
    this.ofProjections.set(projection, steps);
  }

  /** Name of the copy of a variable that is so many steps old; null if the variable has no past to be read. */
  copy(name: string, steps: number): string | null {
    const older = this.copies.get(name);
    const variable = older?.variable ?? this.declaring.variables.get(name);
    if (!variable || variable.domain.kind === "projection") return null;
    const age = steps + (older?.steps ?? 0);
    if (variable.role === "parameter" || variable.storage === "shared" || age === 0) return variable.name;
    const copied = `${variable.name}@${age}`;
    this.kept.set(variable, Math.max(age, this.kept.get(variable) ?? 0));
    this.copies.set(copied, { variable, steps: age });
    const modulatory = this.table.modulatory.get(variable.name);
    if (modulatory) this.table.modulatory.set(copied, modulatory);
    return copied;
  }

  /** Declares the copies and says how they begin, move on, and what they hold after an interval without steps. */
  statements(step: number): { readonly initial: Statement[]; readonly step: Statement[]; readonly rest: Statement[] } {
    const result = { initial: [] as Statement[], step: [] as Statement[], rest: [] as Statement[] };
    for (const [variable, steps] of this.kept) {
      const origin = `${variable.name.slice(0, variable.name.lastIndexOf("."))}: past of ${variable.label}`;
      const now = fold.read(variable.name);
      for (let age = steps; age >= 1; age--) {
        const name = `${variable.name}@${age}`;
        const newer = age === 1 ? now : fold.read(`${variable.name}@${age - 1}`);
        const passed = fold.compare("less", fold.read(restEvent.input), fold.constant(age * step));
        result.initial.push({ variable: name, expression: now, origin });
        result.step.push({ variable: name, expression: newer, origin });
        result.rest.push({ variable: name, expression: fold.select(passed, fold.read(name), now), origin });
      }
      for (let age = 1; age <= steps; age++) this.declare(variable, age);
    }
    return result;
  }

  private declare(variable: VariableSymbol, age: number): void {
    const { domain, dimension, place, label } = variable;
    const name = `${variable.name}@${age}`;
    this.declaring.variable({ name, domain, dimension, place, label, derived: true });
  }
}

/** `delayed(expression, time)`: the expression as it was a whole number of steps ago. */
export function lowerDelayed(
  lowering: ExpressionLowering,
  call: Extract<Syntax, { kind: "call" }>,
  frame: Frame,
): Typed | null {
  const [past, time] = call.arguments as [Syntax, Syntax];
  const value = lowering.numeric(past, frame);
  const steps = delaySteps(lowering, time, frame);
  return value && steps !== null ? ago(lowering, value, steps, frame, past.span) : null;
}

/** A delay in steps; what is none is collected. */
export function delaySteps(lowering: ExpressionLowering, syntax: Syntax, frame: Frame): number | null {
  const value = lowering.numeric(syntax, frame);
  if (!value) return null;
  const seconds = fold.constantValue(value.expression);
  const inWords = (time: number) => formatQuantity({ value: Number(time.toPrecision(9)), dimension: timeDimension });
  const whole = `whole steps of ${inWords(lowering.step)}`;
  if (value.dimension !== null && !sameDimension(value.dimension, timeDimension))
    return lowering.error(frame, syntax.span, "dimension", "a delay is a time", {
      expected: `${inWords(lowering.step)} or more`,
      got: unitOf(value),
    });
  if (seconds === null)
    return lowering.error(
      frame,
      syntax.span,
      "usage",
      "a delay must be known beforehand and the same in all subjects",
      {
        expected: `a constant time in ${whole}`,
      },
    );
  const exact = seconds / lowering.step;
  const steps = Math.round(exact);
  const near = [Math.floor(exact), Math.ceil(exact)].filter((count) => count >= 1);
  const nearest = [...new Set(near.length > 0 ? near : [1])].map((count) => inWords(count * lowering.step));
  const got = { got: inWords(seconds) };
  if (steps > longestDelay)
    return lowering.error(frame, syntax.span, "limit", "the delay is too long", {
      expected: `at most ${longestDelay} steps: ${inWords(longestDelay * lowering.step)}`,
      ...got,
    });
  if (steps < 1 || Math.abs(exact - steps) > 1e-6 * steps)
    return lowering.error(frame, syntax.span, "range", "a delay is a whole number of steps, at least one", {
      expected: `${nearest.join(" or ")}: ${whole}`,
      ...got,
    });
  return steps;
}

/**
 * A value as it was some steps ago.
 *
 * @param at - Only what is read there is old: `pre` for a projection's transmission. Default: everything.
 */
export function ago(
  lowering: ExpressionLowering,
  value: Typed,
  steps: number,
  frame: Frame,
  span: Span,
  at: "pre" | null = null,
): Typed | null {
  if (steps === 0) return value;
  let problem: string | null = null;
  const expression = rewritten(value.expression, (part) => {
    if (part.kind === "random" && !at) problem = "a random number has no past: give it to a variable first";
    if (part.kind === "clock" && !at) return fold.binary("subtract", part, fold.constant(steps));
    if (part.kind !== "read" || (at && part.at !== at)) return null;
    const copied = lowering.delays.copy(part.variable, steps);
    if (copied === null) problem = `"${part.variable}" belongs to single synapses, whose past is not kept`;
    return copied === null || copied === part.variable ? null : { ...part, variable: copied };
  });
  if (problem !== null)
    return lowering.error(frame, span, "usage", problem, {
      expected: "quantities of units or with one value a subject",
    });
  return { ...value, expression };
}
