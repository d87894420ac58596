import type { Drug } from "../drug.ts";
import { chosen } from "../guide.ts";

/** Not a drug but a diet. */
export const tryptophanDepletion: Drug = {
  id: "tryptophan-depletion",
  aliases: ["atd"],
  label: "tryptophan depletion",
  doc: "A drink of amino acids without tryptophan: serotonin's synthesis, and with it release, falls for some hours. One unit of the dose halves it.",
  affinities: [],
  targets: [
    {
      modulator: "serotonin",
      site: "depletion",
      ...chosen(
        "1 uM",
        "unit of the dose: the depletion that halves what terminals hold; the concentration stands for it and means nothing by itself",
      ),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 5 * 3600,
    elimination: 5 * 3600,
    source: null,
    verified: false,
    note: "synthesis is lowest about five hours after the drink; chosen",
  },
};
