import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A benzamide, often given as a single dose to people. */
export const sulpiride: Drug = {
  id: "sulpiride",
  aliases: [],
  label: "sulpiride",
  doc: "Antagonist of D2 and D3 receptors that leaves them quickly; enters the brain poorly.",
  affinities: [
    {
      receptor: "dopamineD2",
      ...guide({
        target: "human D2",
        p: [7.2, 7.9],
        pubMed: "7576010",
        note: "competitive: benzamides are fast to leave D2 (chosen)",
      }),
      action: "competitor",
    },
    {
      receptor: "dopamineD3",
      ...guide({ target: "human D3", p: [6.8, 7.8], pubMed: "7576010" }),
      action: "competitor",
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3 * 3600,
    elimination: 8 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
