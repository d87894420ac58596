import type { Drug } from "../drug.ts";

/** The first β blocker in the clinic. */
export const propranolol: Drug = {
  id: "propranolol",
  aliases: [],
  label: "propranolol",
  doc: "Antagonist of β1 and β2 adrenoceptors (8.3 times stronger at β2).",
  affinities: [
    {
      receptor: "adrenergicBeta",
      inhibitionConstant: "6.9 nM",
      source: "Baker 2005, British Journal of Pharmacology 144:317, doi 10.1038/sj.bjp.0706048 (β1, log KD −8.16)",
      verified: false,
      note: "the ratio of 8.3 between β1 and β2 was read there, the absolute value could not be; the model has one β receptor, taken as β1",
    },
  ],
};
