import type { Estimate, FittedModelParameter, GroupQuantity } from "../../fitting/fitSummary.ts";
import { widestRatio } from "./limits.ts";

/**
 * Where a quantity's logarithmic scale begins: a parameter's only end, 0 for a spread. Null on every other scale: next
 * to an end of a closed range an interval over many orders of magnitude still says where the value lies.
 */
export type Origin = number | null;

export function originOf({ lower, upper }: FittedModelParameter): Origin {
  return upper === null ? lower : null;
}

export function originOfQuantity(
  { kind, parameter }: GroupQuantity,
  parameters: readonly FittedModelParameter[],
): Origin {
  if (kind === "spread") return 0;
  const own = kind === "level" ? parameters.find(({ name }) => name === parameter) : undefined;
  return own ? originOf(own) : null;
}

/** Whether an interval says anything; false for one whose ends, from the origin, are orders of magnitude apart. */
export function isDetermined({ lower, upper }: Estimate, origin: Origin): boolean {
  if (origin === null || lower === null || upper === null) return true;
  return upper - origin <= widestRatio * (lower - origin);
}

/** An estimate whose interval, if it says nothing, is left out. */
export function shownInterval(estimate: Estimate, origin: Origin): Estimate {
  return isDetermined(estimate, origin) ? estimate : { ...estimate, lower: null, upper: null };
}
