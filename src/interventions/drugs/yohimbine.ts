import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The classical α2 antagonist. */
export const yohimbine: Drug = {
  id: "yohimbine",
  aliases: [],
  label: "yohimbine",
  doc: "Antagonist of α2 adrenoceptors, weaker of 5-HT1A and others: raises firing and release of norepinephrine.",
  affinities: [
    {
      receptor: "adrenergicAlpha2",
      ...guide({ target: "human α2A", p: [8.4, 9.2], pubMed: "7996470, 1353247, 7908642" }),
    },
    { receptor: "serotonin1A", ...guide({ target: "human 5-HT1A", p: 7.3, pubMed: "10611634" }) },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 45 * 60,
    elimination: 36 * 60,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
