import type { Drug } from "../drug.ts";

/** The antagonist by which M1 was defined. */
export const pirenzepine: Drug = {
  id: "pirenzepine",
  aliases: [],
  label: "pirenzepine",
  doc: "Antagonist that prefers M1 among the muscarinic receptors; enters the brain poorly, so it is given locally.",
  affinities: [
    {
      receptor: "muscarinicM1",
      inhibitionConstant: "11 nM",
      source: "human M1 (BindingDB 11.5 nM); range 6–16 nM in Eglen et al. 1996, Pharmacological Reviews 48:531",
      verified: true,
      note: "read in tables that quote them",
    },
  ],
};
