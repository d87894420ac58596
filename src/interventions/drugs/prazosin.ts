import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The antagonist by which α1 was told from α2. */
export const prazosin: Drug = {
  id: "prazosin",
  aliases: [],
  label: "prazosin",
  doc: "Selective antagonist of α1 adrenoceptors, weaker of α2B and α2C.",
  affinities: [
    {
      receptor: "adrenergicAlpha1",
      ...guide({ target: "human α1A", p: [9.0, 9.9], pubMed: "9249248, 7651358, 9490024" }),
    },
    {
      receptor: "adrenergicAlpha2",
      ...guide({ target: "human α2A", p: [5.3, 6.5], pubMed: "7996470, 1353247, 7908642" }),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 2.5 * 3600,
    elimination: 2.5 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
