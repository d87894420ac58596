import type { Expression, Slice, Statement, Variable } from "../engine/program.ts";
import * as fold from "./fold.ts";
import type { RestDescription } from "./lowered.ts";
import { readsOf, rewritten } from "./rewriting.ts";

/** Routine that carries a model over an interval without steps, and the input that gives the interval's length (s). */
export const restEvent = { event: "rest", input: "elapsed" } as const;

const elapsed = fold.read(restEvent.input);
const zero = fold.constant(0);
const one = fold.constant(1);

/**
 * A differential equation as rest sees it: `dx/dt = free − decay·x`, free and decay without x.
 *
 * `towards` and `timeConstant` are those of `(towards − x)/timeConstant` where it is written so: no digit is lost then.
 */
export interface Relaxation {
  /** Null is 0. */
  readonly free: Expression | null;
  /** Null is 0. */
  readonly decay: Expression | null;
  readonly exact: { readonly towards: Expression; readonly timeConstant: Expression } | null;
}

/**
 * The relaxation that `dx/dt = expression` is, or null if it is none.
 *
 * It is one if x stands in it as itself, times or divided by what is free of x, always with a minus before it: a
 * decay as its author wrote it. Random terms are replaced by their means.
 */
export function relaxationIn(expression: Expression, variable: string): Relaxation | null {
  const parts = decompose(withMeans(expression), variable, 1);
  return parts && { ...parts, exact: null };
}

interface Parts {
  readonly free: Expression | null;
  readonly decay: Expression | null;
}

function decompose(expression: Expression, x: string, sign: 1 | -1): Parts | null {
  if (!readsOf(expression).has(x))
    return { free: sign === 1 ? expression : fold.unary("negate", expression), decay: null };
  if (expression.kind === "read") return expression.at === "own" && sign === -1 ? { free: null, decay: one } : null;
  if (expression.kind === "unary")
    return expression.operator === "negate" ? decompose(expression.operand, x, sign === 1 ? -1 : 1) : null;
  if (expression.kind !== "binary") return null;
  const { operator, left, right } = expression;
  if (operator === "add" || operator === "subtract") {
    const first = decompose(left, x, sign);
    const second = decompose(right, x, operator === "add" ? sign : sign === 1 ? -1 : 1);
    return first && second && { free: sum(first.free, second.free), decay: sum(first.decay, second.decay) };
  }
  if (operator === "multiply" && !readsOf(left).has(x))
    return scaled(right, left, (part) => fold.binary("multiply", left, part), x, sign);
  if (operator === "multiply" && !readsOf(right).has(x))
    return scaled(left, right, (part) => fold.binary("multiply", part, right), x, sign);
  if (operator === "divide" && !readsOf(right).has(x))
    return scaled(left, right, (part) => fold.binary("divide", part, right), x, sign);
  return null;
}

/** A part times or divided by a factor without x; a negative constant turns the sign. */
function scaled(
  part: Expression,
  factor: Expression,
  scale: (part: Expression) => Expression,
  x: string,
  sign: 1 | -1,
): Parts | null {
  const turned = fold.isNegative(factor);
  const parts = decompose(part, x, turned ? (sign === 1 ? -1 : 1) : sign);
  if (!parts) return null;
  const put = (one: Expression | null) => one && (turned ? fold.unary("negate", scale(one)) : scale(one));
  return { free: put(parts.free), decay: put(parts.decay) };
}

function sum(left: Expression | null, right: Expression | null): Expression | null {
  return left && right ? fold.binary("add", left, right) : (left ?? right);
}

/** An expression with random terms replaced by their means. */
export function withMeans(expression: Expression): Expression {
  return rewritten(expression, (part) => {
    if (part.kind === "random") return fold.constant(part.distribution === "normal" ? 0 : 0.5);
    if (part.kind === "unary") return fold.unary(part.operator, part.operand);
    return part.kind === "binary" ? fold.binary(part.operator, part.left, part.right) : null;
  });
}

/** `1 − exp(−amount)`. */
export function covered(amount: Expression): Expression {
  return fold.binary("subtract", one, fold.unary("exponential", fold.unary("negate", amount)));
}

/** `x + (towards − x)·share`. */
export function moved(x: Expression, towards: Expression, share: Expression): Expression {
  return fold.binary("add", x, fold.binary("multiply", fold.binary("subtract", towards, x), share));
}

/** What a variable is after rest if its decay is positive, else what it was. */
function afterRest(variable: string, relaxations: readonly Relaxation[]): Expression | null {
  const x = fold.read(variable);
  const [first] = relaxations;
  if (first?.exact && relaxations.length === 1) {
    const { towards, timeConstant } = first.exact;
    const result = moved(x, withMeans(towards), covered(fold.binary("divide", elapsed, timeConstant)));
    return whilePositive(timeConstant, result, x);
  }
  const free = relaxations.reduce<Expression | null>((total, one) => sum(total, one.free), null);
  const decay = relaxations.reduce<Expression | null>((total, one) => sum(total, one.decay), null);
  if (!decay) return null;
  const towards = free ? fold.binary("divide", free, decay) : zero;
  return whilePositive(decay, moved(x, towards, covered(fold.binary("multiply", decay, elapsed))), x);
}

function whilePositive(value: Expression, result: Expression, otherwise: Expression): Expression | null {
  const chosen = fold.select(fold.compare("less", zero, value), result, otherwise);
  return chosen === otherwise ? null : chosen;
}

/** Gathers what happens over an interval without steps, in the order of a step. */
export class Rest {
  private readonly entries: (
    | { readonly statement: Statement }
    | { readonly variable: string; readonly slice?: Slice }
  )[] = [];
  private readonly relaxations = new Map<string, (Relaxation | null)[]>();

  /** Takes a differential equation; null is one that is no relaxation. */
  relax(variable: string, relaxation: Relaxation | null, slice?: Slice): void {
    const known = this.relaxations.get(variable);
    if (known) known.push(relaxation);
    else {
      this.relaxations.set(variable, [relaxation]);
      this.entries.push({ variable, ...(slice ? { slice } : {}) });
    }
  }

  /** Takes statements as they are, such as those of the chemistry. */
  add(statements: readonly Statement[]): void {
    for (const statement of statements) this.entries.push({ statement });
  }

  /**
   * The routine's statements, and what becomes of each variable.
   *
   * @param step - Statements of a step.
   * @param authored - Variables that the model's own `on: offline` assigns: these are left to it.
   * @param variables - All variables of the program.
   */
  routine(
    step: readonly Statement[],
    authored: ReadonlySet<string>,
    variables: readonly Pick<Variable, "name" | "role">[],
  ): { readonly statements: Statement[]; readonly description: RestDescription } {
    const anew = new Set(
      step.filter(({ variable, expression }) => !readsOf(expression).has(variable)).map(({ variable }) => variable),
    );
    const statements = this.entries.flatMap((entry): Statement[] => {
      if ("statement" in entry) return [entry.statement];
      const { variable, slice } = entry;
      if (authored.has(variable) || anew.has(variable)) return [];
      const relaxations = this.relaxations.get(variable)!;
      const expression = relaxations.every((one) => one !== null) ? afterRest(variable, relaxations) : null;
      return expression
        ? [{ variable, ...(slice ? { slice } : {}), expression, origin: `${ownerPart(variable)}: rest` }]
        : [];
    });
    const closed = new Set(statements.map(({ variable }) => variable).filter((variable) => !anew.has(variable)));
    const held = variables.filter(
      ({ name, role }) => role === "state" && !closed.has(name) && !anew.has(name) && !authored.has(name),
    );
    return {
      statements,
      description: {
        ...restEvent,
        closed: [...closed],
        held: held.map(({ name }) => name),
        authored: [...authored],
      },
    };
  }
}

function ownerPart(variable: string): string {
  return variable.slice(0, variable.lastIndexOf("."));
}
