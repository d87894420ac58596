import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A psychedelic. */
export const psilocybin: Drug = {
  id: "psilocybin",
  aliases: ["psilocin"],
  label: "psilocybin",
  doc: "Partial agonist of 5-HT2A receptors by its metabolite psilocin.",
  affinities: [
    {
      receptor: "serotonin2A",
      ...guide({
        target: "human 5-HT2A, psilocin",
        p: 7.62,
        constant: "EC50",
        pubMed: "16061378",
        note: "the efficacy is chosen",
      }),
      action: "agonist",
      efficacy: 0.5,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 1.8 * 3600,
    elimination: 2.5 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
