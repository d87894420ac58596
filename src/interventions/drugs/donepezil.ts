import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An inhibitor of acetylcholinesterase against dementia. */
export const donepezil: Drug = {
  id: "donepezil",
  aliases: [],
  label: "donepezil",
  doc: "Inhibitor of acetylcholinesterase, for days.",
  affinities: [],
  targets: [
    {
      modulator: "acetylcholine",
      site: "enzyme",
      ...guide({
        target: "human acetylcholinesterase",
        p: [7.7, 8.3],
        constant: "IC50",
        pubMed: "16570913, 8039548, 1738151",
      }),
      onlyRemoval: true,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 4 * 3600,
    elimination: 70 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
