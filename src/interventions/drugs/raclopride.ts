import type { Drug } from "../drug.ts";

/** A substituted benzamide, selective for D2 and D3. */
export const raclopride: Drug = {
  id: "raclopride",
  aliases: [],
  label: "raclopride",
  doc: "Selective antagonist of D2 and D3 dopamine receptors; the usual tracer for imaging them.",
  affinities: [
    {
      receptor: "dopamineD2",
      inhibitionConstant: "1.8 nM",
      source: "Köhler et al. 1985, Biochemical Pharmacology 34:2251 (compound); value as quoted in reference tables",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
    {
      receptor: "dopamineD1",
      inhibitionConstant: "18 uM",
      source: "reference tables of the binding profile of raclopride",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
  ],
};
