import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A tricyclic inhibitor of norepinephrine uptake. */
export const desipramine: Drug = {
  id: "desipramine",
  aliases: [],
  label: "desipramine",
  doc: "Inhibitor of the norepinephrine transporter, much weaker of serotonin's.",
  affinities: [],
  targets: [
    {
      modulator: "norepinephrine",
      site: "transporter",
      ...guide({ target: "human norepinephrine transporter", p: 8.68, pubMed: "20462211" }),
    },
    {
      modulator: "serotonin",
      site: "transporter",
      ...guide({ target: "human serotonin transporter", p: 6.79, pubMed: "9400006" }),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 5 * 3600,
    elimination: 20 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
