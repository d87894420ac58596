import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An inhibitor of norepinephrine uptake. */
export const atomoxetine: Drug = {
  id: "atomoxetine",
  aliases: [],
  label: "atomoxetine",
  doc: "Inhibitor of the norepinephrine transporter, four times weaker of serotonin's.",
  affinities: [],
  targets: [
    {
      modulator: "norepinephrine",
      site: "transporter",
      ...guide({ target: "human norepinephrine transporter", p: 8.69, constant: "Kd", pubMed: "9871604" }),
    },
    {
      modulator: "serotonin",
      site: "transporter",
      ...guide({ target: "human serotonin transporter", p: 8.05, constant: "Kd", pubMed: "9871604" }),
    },
    {
      modulator: "dopamine",
      site: "transporter",
      ...guide({ target: "human dopamine transporter", p: 5.97, constant: "Kd", pubMed: "9871604" }),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 1.5 * 3600,
    elimination: 5 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
