import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A selective 5-HT2C antagonist. */
export const sb242084: Drug = {
  id: "sb-242084",
  aliases: ["sb242084"],
  label: "SB-242084",
  doc: "Selective antagonist of 5-HT2C receptors.",
  affinities: [
    { receptor: "serotonin2C", ...guide({ target: "human 5-HT2C", p: [8.2, 9.0], pubMed: "15322733, 9225286" }) },
    { receptor: "serotonin2A", ...guide({ target: "human 5-HT2A", p: [6.1, 6.8], pubMed: "15322733, 9225286" }) },
  ],
};
