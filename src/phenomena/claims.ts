import type { Claim } from "./claim.ts";
import conditioning from "./conditioningParadigms.json" with { type: "json" };
import phenomena from "./phenomena.json" with { type: "json" };

/** All claims of the board, in order of tier, then of the files. Ids are unique. */
export const claims: readonly Claim[] = [...(phenomena as Claim[]), ...(conditioning as Claim[])].sort(
  (a, b) => a.tier - b.tier,
);

/** A claim by its id. @throws RangeError if there is none. */
export function claimOf(id: string): Claim {
  const found = claims.find((claim) => claim.id === id);
  if (!found) throw new RangeError(`the board has no effect "${id}"`);
  return found;
}
