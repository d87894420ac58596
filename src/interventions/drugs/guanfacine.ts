import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An agonist that prefers α2A. */
export const guanfacine: Drug = {
  id: "guanfacine",
  aliases: [],
  label: "guanfacine",
  doc: "Partial agonist of α2A adrenoceptors.",
  affinities: [
    {
      receptor: "adrenergicAlpha2",
      ...guide({
        target: "human α2A",
        p: [7.1, 7.3],
        pubMed: "9605427, 9283709",
        note: "partial agonist there; the efficacy is chosen",
      }),
      action: "agonist",
      efficacy: 0.8,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3 * 3600,
    elimination: 17 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
