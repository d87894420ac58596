import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An antagonist that prefers M1, used in people. */
export const biperiden: Drug = {
  id: "biperiden",
  aliases: [],
  label: "biperiden",
  doc: "Muscarinic antagonist that prefers M1.",
  affinities: [
    { receptor: "muscarinicM1", ...guide({ target: "human M1", p: 9.32, constant: "Kd", pubMed: "1346637" }) },
    { receptor: "muscarinicM4", ...guide({ target: "human M4", p: 8.62, constant: "Kd", pubMed: "1346637" }) },
    { receptor: "muscarinicM2", ...guide({ target: "human M2", p: 8.2, constant: "Kd", pubMed: "1346637" }) },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 1.5 * 3600,
    elimination: 18 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
