import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A benzamide, the strongest of the D2/D3 antagonists in use. */
export const eticlopride: Drug = {
  id: "eticlopride",
  aliases: [],
  label: "eticlopride",
  doc: "Antagonist of D2 and D3 receptors of high affinity.",
  affinities: [
    { receptor: "dopamineD2", ...guide({ target: "human D2", p: 9.2, pubMed: "7907989, 8301592" }) },
    { receptor: "dopamineD3", ...guide({ target: "human D3", p: 8.8, pubMed: "7907989, 8301592" }) },
    { receptor: "dopamineD4", ...guide({ target: "human D4", p: 7, pubMed: "7475902" }) },
  ],
};
