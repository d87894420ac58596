import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An inhibitor of acetylcholinesterase against dementia. */
export const galantamine: Drug = {
  id: "galantamine",
  aliases: [],
  label: "galantamine",
  doc: "Inhibitor of acetylcholinesterase; its modulation of nicotinic receptors is not modelled.",
  affinities: [],
  targets: [
    {
      modulator: "acetylcholine",
      site: "enzyme",
      ...guide({ target: "human acetylcholinesterase", p: 6.3, constant: "IC50", pubMed: "12182861" }),
      onlyRemoval: true,
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3600,
    elimination: 7 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
