import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A selective inhibitor of serotonin uptake. */
export const citalopram: Drug = {
  id: "citalopram",
  aliases: [],
  label: "citalopram",
  doc: "Selective inhibitor of the serotonin transporter.",
  affinities: [],
  targets: [
    {
      modulator: "serotonin",
      site: "transporter",
      ...guide({ target: "human serotonin transporter", p: 8.36, pubMed: "18487050" }),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3 * 3600,
    elimination: 35 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
  occupancies: [
    {
      at: "serotonin",
      dose: "6 mg",
      subject: "human, by mouth, a day for weeks, striatum",
      daily: true,
      source:
        "Meyer et al. 2001, American Journal of Psychiatry 158:1843, doi 10.1176/appi.ajp.158.11.1843: 77 % at 20 mg a day",
      verified: true,
      note: "20 mg · 0.23/0.77",
    },
  ],
};
