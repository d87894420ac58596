import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The usual 5-HT1A agonist. */
export const hydroxyDpat: Drug = {
  id: "8-oh-dpat",
  aliases: ["8-ohdpat"],
  label: "8-OH-DPAT",
  doc: "Full agonist of 5-HT1A receptors, weaker of 5-HT7: at low doses it silences the raphe.",
  affinities: [
    {
      receptor: "serotonin1A",
      ...guide({ target: "human 5-HT1A", p: [8.4, 9.4], pubMed: "1386736, 9760039, 9550290" }),
      action: "agonist",
    },
    {
      receptor: "serotonin7",
      ...guide({ target: "human 5-HT7", p: [6.3, 7.6], pubMed: "11414657, 9298538" }),
      action: "agonist",
    },
  ],
};
