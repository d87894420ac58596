import type { Drug } from "../drug.ts";

/** The most selective 5-HT2A antagonist in use. */
export const volinanserin: Drug = {
  id: "volinanserin",
  aliases: ["mdl-100907", "mdl100907", "m100907"],
  label: "volinanserin (MDL-100907)",
  doc: "Highly selective antagonist of 5-HT2A receptors.",
  affinities: [
    {
      receptor: "serotonin2A",
      inhibitionConstant: "0.56 nM",
      source: "Johnson et al. 1996, Life Sciences ([3H]MDL 100,907 in rat cortex, KD), PubMed 8857599",
      verified: true,
      note: "dissociation constant; Ki values from 0.36 to 0.85 nM are quoted elsewhere",
    },
  ],
};
