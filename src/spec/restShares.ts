import type { Expression, Statement } from "../engine/program.ts";
import { constantValue } from "./fold.ts";
import { readsOf, rewritten } from "./rewriting.ts";

/**
 * Statements with every `1 − exp(−amount)` that several of them need computed once a subject, beforehand.
 *
 * Only amounts of constants, parameters and inputs: nothing that the statements change. Time constants are few and
 * decays are many; each exponential that is written out takes code.
 *
 * @param isFixed - Whether a variable has one value a subject and is no state.
 * @param declare - Makes a variable for the numbered share and gives its name.
 */
export function withShares(
  statements: readonly Statement[],
  isFixed: (variable: string) => boolean,
  declare: (number: number) => string,
): Statement[] {
  const uses = new Map<string, number>();
  for (const { expression } of statements)
    eachShare(expression, isFixed, (part) => {
      const key = JSON.stringify(part);
      uses.set(key, (uses.get(key) ?? 0) + 1);
      return null;
    });
  const shares = new Map<string, Statement>();
  const changed = statements.map((statement) => {
    const expression = eachShare(statement.expression, isFixed, (part) => {
      const key = JSON.stringify(part);
      if ((uses.get(key) ?? 0) < 2) return null;
      const known = shares.get(key) ?? { variable: declare(shares.size + 1), expression: part, origin: "rest: share" };
      shares.set(key, known);
      return { kind: "read", variable: known.variable, at: "own" };
    });
    return expression === statement.expression ? statement : { ...statement, expression };
  });
  return [...shares.values(), ...changed];
}

function eachShare(
  expression: Expression,
  isFixed: (variable: string) => boolean,
  put: (share: Expression) => Expression | null,
): Expression {
  return rewritten(expression, (part) => (isShare(part) && [...readsOf(part)].every(isFixed) ? put(part) : null));
}

function isShare(part: Expression): boolean {
  if (part.kind !== "binary" || part.operator !== "subtract" || part.right.kind !== "unary") return false;
  return constantValue(part.left) === 1 && part.right.operator === "exponential";
}
