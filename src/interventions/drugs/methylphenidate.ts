import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A stimulant that blocks the removal of dopamine and norepinephrine. */
export const methylphenidate: Drug = {
  id: "methylphenidate",
  aliases: ["ritalin"],
  label: "methylphenidate",
  doc: "Inhibitor of the transporters of dopamine and norepinephrine.",
  affinities: [],
  targets: [
    {
      modulator: "dopamine",
      site: "transporter",
      ...guide({ target: "human dopamine transporter", p: 7.1, constant: "IC50", pubMed: "17228864" }),
    },
    {
      modulator: "norepinephrine",
      site: "transporter",
      ...guide({ target: "human norepinephrine transporter", p: 7.21, constant: "IC50" }),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 60 * 60,
    elimination: 2.5 * 3600,
    source:
      "peak in the brain after 60 minutes: Volkow et al. 1998, American Journal of Psychiatry 155:1325, doi 10.1176/ajp.155.10.1325",
    verified: true,
    note: "the half-life (2 to 3 hours) is chosen",
  },
  occupancies: [
    {
      at: "dopamine",
      dose: "0.25 mg/kg",
      subject: "human, by mouth",
      source: "Volkow et al. 1998, American Journal of Psychiatry 155:1325, doi 10.1176/ajp.155.10.1325",
      verified: true,
    },
    {
      at: "dopamine",
      dose: "17 mg",
      subject: "human, by mouth",
      source: "Volkow et al. 1998, American Journal of Psychiatry 155:1325, doi 10.1176/ajp.155.10.1325: 54 % at 20 mg",
      verified: true,
      note: "20 mg · 0.46/0.54",
    },
  ],
};
