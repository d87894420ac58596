import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The oldest muscarinic antagonist. */
export const atropine: Drug = {
  id: "atropine",
  aliases: [],
  label: "atropine",
  doc: "Muscarinic antagonist that hardly distinguishes M1 to M5.",
  affinities: [
    { receptor: "muscarinicM1", ...guide({ target: "human M1", p: [8.5, 9.6], pubMed: "3443095, 9614217, 12049493" }) },
    { receptor: "muscarinicM4", ...guide({ target: "human M4", p: [8.7, 9.5], pubMed: "3443095, 12049493" }) },
    { receptor: "muscarinicM2", ...guide({ target: "human M2", p: [7.8, 9.2], pubMed: "3443095, 12049493" }) },
  ],
};
