import { interpret } from "../model/interpret.ts";
import type { BehaviourProgram, Statement, SubjectRows } from "../program.ts";

/** 1 for the trials of a record whose responses count in the likelihood, [trial]. They follow from the data alone. */
export function countedTrials(program: BehaviourProgram, rows: SubjectRows): Uint8Array {
  const counting = { ...program, start: program.start.map(withOnes), trial: program.trial.map(withOnes) };
  const parameters = new Float64Array(program.parameters.length);
  return Uint8Array.from(interpret(counting, rows, parameters), (responses) => (responses > 0 ? 1 : 0));
}

/** The same with 1 for the logarithm of each probability. */
function withOnes(statement: Statement): Statement {
  if (statement.kind === "logLikelihood") return { ...statement, value: { kind: "constant", value: 1 } };
  if (statement.kind === "store") return statement;
  // biome-ignore lint/suspicious/noThenProperty: a statement, not a promise.
  return { ...statement, then: statement.then.map(withOnes), otherwise: statement.otherwise.map(withOnes) };
}
