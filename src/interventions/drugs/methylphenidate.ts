import type { Drug } from "../drug.ts";

const transporters = "Ki at the human transporter, from a secondary text that does not name the measurement";

/** A stimulant that blocks the removal of dopamine and norepinephrine. */
export const methylphenidate: Drug = {
  id: "methylphenidate",
  aliases: ["ritalin"],
  label: "methylphenidate",
  doc: "Inhibitor of the dopamine transporter (Ki 34 nM) and, ten times weaker, of the norepinephrine transporter.",
  affinities: [],
  targets: [
    {
      modulator: "dopamine",
      site: "transporter",
      inhibitionConstant: "34 nM",
      source: transporters,
      verified: false,
    },
    {
      modulator: "norepinephrine",
      site: "transporter",
      inhibitionConstant: "339 nM",
      source: transporters,
      verified: false,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 60 * 60,
    elimination: 2.5 * 3600,
    source:
      "peak in the brain after 60 minutes: Volkow et al. 1998, American Journal of Psychiatry 155:1325, doi 10.1176/ajp.155.10.1325; elimination half-life 2 to 3 hours",
    verified: false,
    note: "the time to the peak was read in the abstract, the half-life is from memory",
  },
};
