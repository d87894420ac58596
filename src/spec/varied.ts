import type { BinaryOperator, CompareOperator, Expression, UnaryOperator } from "../engine/program.ts";

/**
 * How a constant follows from parameters that differ between subjects: the operations of the model's own text, in double
 * precision. A comparison gives 1 or 0.
 */
export type Formula =
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Formula }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator | CompareOperator;
      readonly left: Formula;
      readonly right: Formula;
    };

/** Something that the program's form was decided by: it must come out the same for every subject. */
export interface Guard {
  readonly formula: Formula;
  readonly expected: number;
}

/** What a constant that differs between subjects is made of. */
export class Varied {
  readonly formula: Formula;
  /** The guards of the whole model: one list for all its varied constants. */
  readonly guards: Guard[];

  constructor(formula: Formula, guards: Guard[]) {
    this.formula = formula;
    this.guards = guards;
  }

  /** A constant that follows from this one. */
  made(value: number, formula: Formula): Expression {
    return variedConstant(value, new Varied(formula, this.guards));
  }

  /** Notes that the program's form depends on a formula's value. */
  decide(formula: Formula, expected: number): void {
    this.guards.push({ formula, expected });
  }

  toJSON(): unknown {
    return this.formula;
  }
}

/** A constant with a value of its own for each subject; `value` is the one of the model's text. */
export type VariedConstant = Extract<Expression, { readonly kind: "constant" }> & { readonly varied: Varied };

/** A constant that differs between subjects. */
export function variedConstant(value: number, varied: Varied): VariedConstant {
  return { kind: "constant", value, varied };
}

/** What makes a constant differ between subjects; null if it does not, or is none. */
export function variedOf(expression: Expression): Varied | null {
  return expression.kind === "constant" && "varied" in expression ? (expression as VariedConstant).varied : null;
}

/** The formula of any constant. */
export function formulaOf(expression: Extract<Expression, { readonly kind: "constant" }>): Formula {
  return variedOf(expression)?.formula ?? { kind: "number", value: expression.value };
}
