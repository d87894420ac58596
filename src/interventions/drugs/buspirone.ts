import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A partial 5-HT1A agonist against anxiety. */
export const buspirone: Drug = {
  id: "buspirone",
  aliases: [],
  label: "buspirone",
  doc: "Partial agonist of 5-HT1A receptors.",
  affinities: [
    {
      receptor: "serotonin1A",
      ...guide({
        target: "human 5-HT1A",
        p: [7.7, 8.0],
        pubMed: "1386736, 9760039, 9550290",
        note: "partial agonist there; the efficacy is chosen",
      }),
      action: "agonist",
      efficacy: 0.5,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3600,
    elimination: 2.5 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
