import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A depletor of monoamines. */
export const reserpine: Drug = {
  id: "reserpine",
  aliases: [],
  label: "reserpine",
  doc: "Empties the vesicles of dopamine, norepinephrine and serotonin by blocking their monoamine transporter, for days.",
  affinities: [],
  targets: [
    {
      modulator: "dopamine",
      site: "depletion",
      ...guide({ target: "human vesicular monoamine transporter 2", p: 7.9, pubMed: "8643547" }),
    },
    {
      modulator: "norepinephrine",
      site: "depletion",
      ...guide({ target: "human vesicular monoamine transporter 2", p: 7.9, pubMed: "8643547" }),
    },
    {
      modulator: "serotonin",
      site: "depletion",
      ...guide({ target: "human vesicular monoamine transporter 2", p: 7.9, pubMed: "8643547" }),
    },
  ],
  kinetics: {
    subject: "rat, into a muscle or vein",
    elimination: 3 * 86400,
    source: null,
    verified: false,
    note: "of the effect, which outlasts the drug; chosen",
  },
};
