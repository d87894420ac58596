import { dependenceOf, parametersOf } from "../model/dependence.ts";
import type { BehaviourProgram, Expression, Statement } from "../program.ts";
import { operandsOf } from "./operandsOf.ts";
import { placeOf } from "./placeOf.ts";

/**
 * Checks that the data alone decide conditions and indices, which the lanes of a kernel share.
 *
 * @throws RangeError with what varies, and by which parameters
 */
export function checkDataOnly(program: BehaviourProgram): void {
  const dependence = dependenceOf(program.arrays.length, program.start, program.trial);
  const check = (what: string, expression: Expression) => {
    const [first, ...more] = parametersOf(expression, dependence);
    if (first === undefined) return;
    const names = [first, ...more].map((parameter) => program.parameters[parameter]).join(", ");
    throw new RangeError(`${program.id}: ${what} varies with ${names}; only what the data decide can stand there`);
  };
  const indices = (expression: Expression): void => {
    if (expression.kind === "element" && placeOf(expression.index) === null) {
      check(`an index of ${program.arrays[expression.array]!.name}`, expression.index as Expression);
      indices(expression.index as Expression);
    }
    operandsOf(expression).forEach(indices);
  };
  const visit = (statement: Statement): void => {
    if (statement.kind === "when") {
      check("a condition", statement.condition);
      indices(statement.condition);
      [...statement.then, ...statement.otherwise].forEach(visit);
      return;
    }
    if (statement.kind === "store") indices({ kind: "element", array: statement.array, index: statement.index });
    indices(statement.value);
  };
  [...program.start, ...program.trial].forEach(visit);
}
