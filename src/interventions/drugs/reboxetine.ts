import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A selective inhibitor of norepinephrine uptake. */
export const reboxetine: Drug = {
  id: "reboxetine",
  aliases: [],
  label: "reboxetine",
  doc: "Selective inhibitor of the norepinephrine transporter.",
  affinities: [],
  targets: [
    {
      modulator: "norepinephrine",
      site: "transporter",
      ...guide({ target: "human norepinephrine transporter", p: 8, pubMed: "10812041" }),
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
