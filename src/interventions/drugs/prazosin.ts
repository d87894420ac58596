import type { Drug } from "../drug.ts";

/** The antagonist by which α1 was told from α2. */
export const prazosin: Drug = {
  id: "prazosin",
  aliases: [],
  label: "prazosin",
  doc: "Selective antagonist of α1 adrenoceptors.",
  affinities: [
    {
      receptor: "adrenergicAlpha1",
      inhibitionConstant: "0.2 nM",
      source: "IUPHAR/BPS Guide to Pharmacology, α1A adrenoceptor (pKi 9.0–9.9)",
      verified: false,
      note: "the range could not be looked up while writing",
    },
  ],
};
