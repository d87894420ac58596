import type { Index } from "../program.ts";

/** The place if it is the same for all data. */
export function placeOf(index: Index): number | null {
  if (typeof index === "number") return index;
  return index.kind === "constant" ? index.value : null;
}
