import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The usual 5-HT1A antagonist. */
export const way100635: Drug = {
  id: "way-100635",
  aliases: ["way100635"],
  label: "WAY-100635",
  doc: "Selective antagonist of 5-HT1A receptors (agonist of D4 at higher concentrations).",
  affinities: [
    { receptor: "serotonin1A", ...guide({ target: "human 5-HT1A", p: [7.9, 9.2], pubMed: "9760039, 9550290" }) },
    { receptor: "dopamineD4", ...guide({ target: "human D4", p: 7.8, pubMed: "21520940" }), action: "agonist" },
  ],
};
