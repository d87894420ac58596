import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An α2 agonist. */
export const clonidine: Drug = {
  id: "clonidine",
  aliases: [],
  label: "clonidine",
  doc: "Partial agonist of α2 adrenoceptors: lowers firing and release of norepinephrine.",
  affinities: [
    {
      receptor: "adrenergicAlpha2",
      ...guide({
        target: "human α2A",
        p: [7.2, 9.2],
        pubMed: "9824686, 9605427, 9760042",
        note: "partial agonist there; the efficacy is chosen",
      }),
      action: "agonist",
      efficacy: 0.6,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 2 * 3600,
    elimination: 12 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
