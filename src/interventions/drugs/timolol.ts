import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A β blocker that is given into the brain. */
export const timolol: Drug = {
  id: "timolol",
  aliases: [],
  label: "timolol",
  doc: "Antagonist of β adrenoceptors without preference.",
  affinities: [
    {
      receptor: "adrenergicBeta",
      ...guide({ target: "human β2", p: 9.7, pubMed: "15655528", note: "models have one β receptor" }),
    },
  ],
};
