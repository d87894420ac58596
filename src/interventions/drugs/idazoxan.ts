import type { Drug } from "../drug.ts";
import { chosen } from "../guide.ts";

/** A selective α2 antagonist. */
export const idazoxan: Drug = {
  id: "idazoxan",
  aliases: [],
  label: "idazoxan",
  doc: "Selective antagonist of α2 adrenoceptors: raises firing and release of norepinephrine.",
  affinities: [{ receptor: "adrenergicAlpha2", ...chosen("5 nM", "order of magnitude of Ki values at α2A") }],
};
