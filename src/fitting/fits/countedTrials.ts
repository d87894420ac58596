import { logarithm } from "../../math/double.ts";
import { interpret } from "../model/interpret.ts";
import type { LoweredBehaviour } from "../model/lowered.ts";
import type { BehaviourProgram, Statement, SubjectRows } from "../program.ts";

/** 1 for the trials of a record whose responses count in the likelihood, [trial]. They follow from the data alone. */
export function countedTrials(program: BehaviourProgram, rows: SubjectRows): Uint8Array {
  return Uint8Array.from(
    sums(program, rows, () => 1),
    (responses) => (responses > 0 ? 1 : 0),
  );
}

/**
 * Logarithm of the probability of a record's responses under guessing; null for models whose responses are not all
 * choices among options.
 */
export function guessingLogLikelihood({ program, steps }: LoweredBehaviour, rows: SubjectRows): number | null {
  const options = new Map<number, number>();
  for (const step of steps) {
    if (step.kind !== "response") continue;
    if (step.distribution.kind !== "options") return null;
    options.set(step.response, step.distribution.options);
  }
  return sums(program, rows, (response) => -logarithm(options.get(response)!)).reduce((sum, x) => sum + x, 0);
}

/** Sum over each trial's responses of what each is worth, [trial]. */
function sums(program: BehaviourProgram, rows: SubjectRows, worth: (response: number) => number): Float64Array {
  const counting = (statement: Statement): Statement => {
    if (statement.kind === "logLikelihood")
      return { ...statement, value: { kind: "constant", value: worth(statement.response) } };
    if (statement.kind === "store") return statement;
    const { then, otherwise } = statement;
    // biome-ignore lint/suspicious/noThenProperty: a statement, not a promise.
    return { ...statement, then: then.map(counting), otherwise: otherwise.map(counting) };
  };
  const changed = { ...program, start: program.start.map(counting), trial: program.trial.map(counting) };
  return interpret(changed, rows, new Float64Array(program.parameters.length));
}
