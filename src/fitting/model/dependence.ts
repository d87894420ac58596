import type { Expression, Statement } from "../program.ts";
import { walk } from "./expressions.ts";

/** Names of the parameters by which each stored array can vary. */
export type Dependence = readonly ReadonlySet<number>[];

/** By which parameters the numbers in each array can vary, whatever the data. */
export function dependenceOf(arrays: number, ...routines: readonly (readonly Statement[])[]): Dependence {
  const found = Array.from({ length: arrays }, () => new Set<number>());
  const stores: { array: number; value: Expression }[] = [];
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "store") stores.push({ array: statement.array, value: statement.value });
      else if (statement.kind === "when") {
        visit(statement.then);
        visit(statement.otherwise);
      }
    }
  };
  for (const routine of routines) visit(routine);
  const sources = stores.map(({ array, value }) => {
    const reads = new Set<number>();
    walk(value, (part) => {
      if (part.kind === "parameter") found[array]!.add(part.parameter);
      else if (part.kind === "element") reads.add(part.array);
    });
    return { array, reads };
  });
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const { array, reads } of sources) {
      const before = found[array]!.size;
      for (const read of reads) for (const parameter of found[read]!) found[array]!.add(parameter);
      isChanged ||= found[array]!.size > before;
    }
  }
  return found;
}

/** Parameters by which an expression can vary. */
export function parametersOf(expression: Expression, dependence: Dependence): ReadonlySet<number> {
  const found = new Set<number>();
  walk(expression, (part) => {
    if (part.kind === "parameter") found.add(part.parameter);
    else if (part.kind === "element") for (const parameter of dependence[part.array]!) found.add(parameter);
  });
  return found;
}
