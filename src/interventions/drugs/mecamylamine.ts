import type { Drug } from "../drug.ts";

/** A blocker of nicotinic receptors. */
export const mecamylamine: Drug = {
  id: "mecamylamine",
  aliases: [],
  label: "mecamylamine",
  doc: "Non-competitive blocker of nicotinic receptors of all neuronal subtypes; enters the brain well.",
  affinities: [
    {
      receptor: "nicotinicAcetylcholine",
      inhibitionConstant: "0.6 uM",
      source:
        "0.58 µM at ferret α4β2 with 2 µM acetylcholine (Molecular Pharmacology, table of antagonist potencies); 0.64 µM at human α3β4 (ChEMBL); compare Papke, Sanberg & Shytle 2001, Journal of Pharmacology and Experimental Therapeutics 297:646",
      verified: true,
      note: "half-maximal inhibition; the block is non-competitive and depends on voltage, here as occupancy",
    },
  ],
};
