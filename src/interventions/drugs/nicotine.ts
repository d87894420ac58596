import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The agonist that nicotinic receptors are named after. */
export const nicotine: Drug = {
  id: "nicotine",
  aliases: [],
  label: "nicotine",
  doc: "Agonist of nicotinic receptors; what prolonged exposure does to them (desensitisation) is not modelled.",
  affinities: [
    {
      receptor: "nicotinicAcetylcholine",
      ...guide({
        target: "human α4 with other subunits",
        p: 8.66,
        pubMed: "32026697",
        note: "of the high-affinity state",
      }),
      action: "agonist",
    },
  ],
  kinetics: {
    subject: "human, smoked",
    brain: 2 * 60,
    elimination: 2 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
