import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** An inhibitor of acetylcholinesterase. */
export const physostigmine: Drug = {
  id: "physostigmine",
  aliases: ["eserine"],
  label: "physostigmine",
  doc: "Inhibitor of acetylcholinesterase that enters the brain and acts briefly.",
  affinities: [],
  targets: [
    {
      modulator: "acetylcholine",
      site: "enzyme",
      ...guide({ target: "human acetylcholinesterase", p: [7.6, 7.8], constant: "IC50", pubMed: "16570913" }),
      onlyRemoval: true,
    },
  ],
  kinetics: {
    subject: "human, into a vein",
    elimination: 20 * 60,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
