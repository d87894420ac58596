import type { BehaviourProgram, Expression, Statement } from "../program.ts";
import { operandsOf } from "./operandsOf.ts";
import { placeOf } from "./placeOf.ts";

/** Elements that have been written in a trial for sure, by array and place. */
type Written = Set<string>;

/** Arrays of which a trial may read what an earlier one left; the others hold what is needed within a trial. */
export function carriedArrays({ start, trial }: BehaviourProgram): ReadonlySet<number> {
  const carried = new Set<number>();
  const read = (expression: Expression, written: Written): void => {
    if (expression.kind === "element") {
      const { array, index } = expression;
      const place = placeOf(index);
      if (place === null) read(index as Expression, written);
      if (place === null || !written.has(`${array} ${place}`)) carried.add(array);
    }
    for (const operand of operandsOf(expression)) read(operand, written);
  };
  const run = (statements: readonly Statement[], written: Written): Written => {
    for (const statement of statements) {
      if (statement.kind === "when") {
        read(statement.condition, written);
        const [yes, no] = [statement.then, statement.otherwise].map((side) => run(side, new Set(written)));
        for (const element of yes!) if (no!.has(element)) written.add(element);
        continue;
      }
      read(statement.value, written);
      if (statement.kind !== "store") continue;
      const place = placeOf(statement.index);
      if (place === null) read(statement.index as Expression, written);
      else written.add(`${statement.array} ${place}`);
    }
    return written;
  };
  // Not every trial begins with it, so that nothing is written for sure by it.
  run(start, new Set());
  run(trial, new Set());
  return carried;
}
