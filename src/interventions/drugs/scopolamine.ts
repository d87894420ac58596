import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The usual muscarinic antagonist in studies of memory. */
export const scopolamine: Drug = {
  id: "scopolamine",
  aliases: ["hyoscine"],
  label: "scopolamine",
  doc: "Muscarinic antagonist that hardly distinguishes M1 to M5 and enters the brain well.",
  affinities: [
    { receptor: "muscarinicM1", ...guide({ target: "human M1", p: 9.0, pubMed: "12049493" }) },
    { receptor: "muscarinicM4", ...guide({ target: "human M4", p: 9.5, pubMed: "12049493" }) },
    { receptor: "muscarinicM2", ...guide({ target: "human M2", p: 8.7, pubMed: "12049493" }) },
  ],
  kinetics: {
    subject: "human, under the skin",
    timeToPeak: 20 * 60,
    elimination: 5 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
