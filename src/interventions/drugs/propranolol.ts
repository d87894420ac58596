import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The first β blocker in the clinic. */
export const propranolol: Drug = {
  id: "propranolol",
  aliases: [],
  label: "propranolol",
  doc: "Antagonist of β1 and β2 adrenoceptors, weaker of 5-HT1A.",
  affinities: [
    {
      receptor: "adrenergicBeta",
      ...guide({
        target: "human β1, (−)-propranolol",
        p: [8.2, 8.9],
        pubMed: "15060759, 10079020, 15655528",
        note: "models have one β receptor, taken as β1; β2 is ten times as strong",
      }),
    },
    { receptor: "serotonin1A", ...guide({ target: "human 5-HT1A, (−)-propranolol", p: 7.5, pubMed: "9205951" }) },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 2 * 3600,
    elimination: 4 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
