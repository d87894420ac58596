import type { Drug } from "../drug.ts";
import { chosen, guide } from "../guide.ts";

/** A stimulant that blocks uptake. */
export const cocaine: Drug = {
  id: "cocaine",
  aliases: [],
  label: "cocaine",
  doc: "Inhibitor of the transporters of dopamine, norepinephrine and serotonin.",
  affinities: [],
  targets: [
    {
      modulator: "dopamine",
      site: "transporter",
      ...guide({ target: "rat dopamine transporter", p: 7.05, constant: "IC50", pubMed: "15566309" }),
    },
    {
      modulator: "serotonin",
      site: "transporter",
      ...chosen("300 nM", "order of magnitude of Ki values at transporters"),
    },
    {
      modulator: "norepinephrine",
      site: "transporter",
      ...chosen("300 nM", "order of magnitude of Ki values at transporters"),
    },
  ],
  kinetics: {
    subject: "human, into a vein",
    brain: 2 * 60,
    elimination: 1.0 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
  occupancies: [
    {
      at: "dopamine",
      dose: "0.25 mg/kg",
      subject: "mouse, into a vein",
      source:
        "Gatley et al. 1999, Psychopharmacology 146:93, doi 10.1007/s002130051093: about half at 0.25 mg/kg, 80 % at 1 mg/kg, as in people",
      verified: true,
    },
  ],
};
