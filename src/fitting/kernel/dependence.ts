import type { BehaviourProgram, Expression, Statement } from "../program.ts";
import { isStep } from "./rules.ts";

/** By which parameters the numbers of each array have a derivative that may differ from 0. */
export type Dependence = readonly ReadonlySet<number>[];

/** The least sets that hold for all stores of the program, in whatever order they happen. */
export function dependenceOf({ arrays, start, trial }: BehaviourProgram): Dependence {
  const sets = arrays.map(() => new Set<number>());
  const stores: { readonly array: number; readonly value: Expression }[] = [];
  collectStores(start, stores);
  collectStores(trial, stores);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { array, value } of stores) {
      const set = sets[array]!;
      const before = set.size;
      addParameters(value, sets, set);
      grown ||= set.size > before;
    }
  }
  return sets;
}

/** Parameters by which an expression has a derivative that may differ from 0. */
export function parametersOf(expression: Expression, arrays: Dependence): ReadonlySet<number> {
  const found = new Set<number>();
  addParameters(expression, arrays, found);
  return found;
}

function collectStores(
  statements: readonly Statement[],
  stores: { readonly array: number; readonly value: Expression }[],
): void {
  for (const statement of statements) {
    if (statement.kind === "store") stores.push(statement);
    else if (statement.kind === "when") {
      collectStores(statement.then, stores);
      collectStores(statement.otherwise, stores);
    }
  }
}

function addParameters(expression: Expression, arrays: Dependence, found: Set<number>): void {
  switch (expression.kind) {
    case "parameter":
      found.add(expression.parameter);
      break;
    case "element":
      for (const parameter of arrays[expression.array]!) found.add(parameter);
      break;
    case "unary":
      if (!isStep(expression.operator)) addParameters(expression.operand, arrays, found);
      break;
    case "binary":
      if (isStep(expression.operator)) break;
      addParameters(expression.left, arrays, found);
      addParameters(expression.right, arrays, found);
      break;
    case "select":
      addParameters(expression.whenTrue, arrays, found);
      addParameters(expression.whenFalse, arrays, found);
      break;
  }
}
