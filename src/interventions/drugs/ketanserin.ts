import type { Drug } from "../drug.ts";

/** The first selective antagonist of 5-HT2 receptors. */
export const ketanserin: Drug = {
  id: "ketanserin",
  aliases: [],
  label: "ketanserin",
  doc: "Antagonist of 5-HT2A receptors with a weaker effect on α1 adrenoceptors, D1 and D2.",
  affinities: [
    {
      receptor: "serotonin2A",
      inhibitionConstant: "2.5 nM",
      source: "2–3 nM in reference tables (PDSP Ki database)",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
    {
      receptor: "adrenergicAlpha1",
      inhibitionConstant: "40 nM",
      source: "reference tables (PDSP Ki database)",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
    {
      receptor: "dopamineD1",
      inhibitionConstant: "300 nM",
      source: "reference tables (PDSP Ki database)",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
    {
      receptor: "dopamineD2",
      inhibitionConstant: "500 nM",
      source: "reference tables (PDSP Ki database)",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
  ],
};
