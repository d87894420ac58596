import type { BehaviourProgram, Expression, Statement, StoredArray } from "../program.ts";
import { type Dependence, dependenceOf, parametersOf } from "./dependence.ts";
import { derivativeOfBinary, derivativeOfSelect, derivativeOfUnary, isStep, ZERO } from "./rules.ts";

/** A program that also computes the derivatives of the logarithm of the likelihood. */
export interface DerivativeProgram {
  readonly program: BehaviourProgram;
  /** Array [parameter] that holds, after all trials, the sum of the derivatives of what was added to the logarithm. */
  readonly gradient: number;
  /** Array of the derivatives of an array's elements, by array and parameter. */
  readonly derivatives: readonly ReadonlyMap<number, number>[];
}

/**
 * Forward differentiation: beside each array stand arrays of its elements' derivatives by the parameters on which it
 * depends, and beside each statement those that keep them.
 */
export function differentiate(program: BehaviourProgram): DerivativeProgram {
  return new Differentiation(program).run();
}

class Differentiation {
  readonly #program: BehaviourProgram;
  readonly #dependence: Dependence;
  readonly #arrays: StoredArray[];
  /** Array of derivatives, by array and parameter. */
  readonly #derivatives: readonly ReadonlyMap<number, number>[];
  readonly #gradient: number;
  /** What was derived before, by parameter. */
  readonly #known: readonly Map<Expression, Expression | null>[];

  constructor(program: BehaviourProgram) {
    this.#program = program;
    this.#dependence = dependenceOf(program);
    this.#arrays = [...program.arrays];
    this.#derivatives = program.arrays.map(({ name, size }, array) => {
      const numbers = [...this.#dependence[array]!].sort((a, b) => a - b);
      return new Map(numbers.map((parameter) => [parameter, this.#array(`${name} by ${this.#name(parameter)}`, size)]));
    });
    this.#gradient = this.#array("gradient", program.parameters.length);
    this.#known = program.parameters.map(() => new Map());
  }

  run(): DerivativeProgram {
    const start = this.#statements(this.#program.start);
    const trial = this.#statements(this.#program.trial);
    const program = { ...this.#program, arrays: this.#arrays, start, trial };
    return { program, gradient: this.#gradient, derivatives: this.#derivatives };
  }

  #array(name: string, size: number): number {
    return this.#arrays.push({ name, size }) - 1;
  }

  #name(parameter: number): string {
    return this.#program.parameters[parameter]!;
  }

  #statements(statements: readonly Statement[]): Statement[] {
    return statements.flatMap((statement) => this.#statement(statement));
  }

  /** Derivatives come first: they need the numbers from before the statement. */
  #statement(statement: Statement): readonly Statement[] {
    switch (statement.kind) {
      case "store": {
        const { array, index, value } = statement;
        const stores = [...this.#derivatives[array]!].map(
          ([parameter, derivative]): Statement => ({
            kind: "store",
            array: derivative,
            index,
            value: this.#derivative(value, parameter) ?? ZERO,
          }),
        );
        return [...stores, statement];
      }
      case "logLikelihood": {
        const numbers = [...parametersOf(statement.value, this.#dependence)].sort((a, b) => a - b);
        return [...numbers.flatMap((parameter) => this.#addition(statement.value, parameter)), statement];
      }
      case "when": {
        const { condition, then, otherwise } = statement;
        // biome-ignore lint/suspicious/noThenProperty: a statement, not a promise.
        return [{ kind: "when", condition, then: this.#statements(then), otherwise: this.#statements(otherwise) }];
      }
    }
  }

  #addition(value: Expression, parameter: number): Statement[] {
    const right = this.#derivative(value, parameter);
    if (right === null) return [];
    const left: Expression = { kind: "element", array: this.#gradient, index: parameter };
    return [
      {
        kind: "store",
        array: this.#gradient,
        index: parameter,
        value: { kind: "binary", operator: "add", left, right },
      },
    ];
  }

  #derivative(expression: Expression, parameter: number): Expression | null {
    const known = this.#known[parameter]!;
    let result = known.get(expression);
    if (result === undefined) {
      result = this.#derive(expression, parameter);
      known.set(expression, result);
    }
    return result;
  }

  #derive(expression: Expression, parameter: number): Expression | null {
    switch (expression.kind) {
      case "constant":
      case "column":
      case "present":
        return null;
      case "parameter":
        return expression.parameter === parameter ? { kind: "constant", value: 1 } : null;
      case "element": {
        const array = this.#derivatives[expression.array]!.get(parameter);
        return array === undefined ? null : { kind: "element", array, index: expression.index };
      }
      case "unary": {
        if (isStep(expression.operator)) return null;
        const d = this.#derivative(expression.operand, parameter);
        return d === null ? null : derivativeOfUnary(expression, d);
      }
      case "binary": {
        if (isStep(expression.operator)) return null;
        const left = this.#derivative(expression.left, parameter);
        const right = this.#derivative(expression.right, parameter);
        return left === null && right === null ? null : derivativeOfBinary(expression, left, right);
      }
      case "select":
        return derivativeOfSelect(
          expression,
          this.#derivative(expression.whenTrue, parameter),
          this.#derivative(expression.whenFalse, parameter),
        );
    }
  }
}
