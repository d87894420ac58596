import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A selective inhibitor of serotonin uptake. */
export const fluoxetine: Drug = {
  id: "fluoxetine",
  aliases: [],
  label: "fluoxetine",
  doc: "Selective inhibitor of the serotonin transporter; antagonist of 5-HT2C at higher concentrations.",
  affinities: [],
  targets: [
    {
      modulator: "serotonin",
      site: "transporter",
      ...guide({ target: "human serotonin transporter", p: 8.5, pubMed: "9537821" }),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 6 * 3600,
    elimination: 3 * 86400,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
  occupancies: [
    {
      at: "serotonin",
      dose: "5 mg",
      subject: "human, by mouth, a day for weeks, striatum",
      daily: true,
      source:
        "Meyer et al. 2004, American Journal of Psychiatry 161:826, doi 10.1176/appi.ajp.161.5.826: 76–85 % at the least therapeutic dose",
      verified: true,
      note: "20 mg · 0.2/0.8, where 20 mg is the least therapeutic dose",
    },
  ],
};
