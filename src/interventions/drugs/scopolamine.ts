import type { Drug } from "../drug.ts";

/** A muscarinic antagonist without preference for a subtype. */
export const scopolamine: Drug = {
  id: "scopolamine",
  aliases: ["hyoscine"],
  label: "scopolamine",
  doc: "Muscarinic antagonist that hardly distinguishes M1 to M5.",
  affinities: [
    {
      receptor: "muscarinicM1",
      inhibitionConstant: "1.1 nM",
      source: "Bolden, Cusack & Richelson 1992, Journal of Pharmacology and Experimental Therapeutics 260:576",
      verified: false,
      note: "the paper was found, its table could not be read",
    },
  ],
};
