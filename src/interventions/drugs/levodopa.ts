import type { Drug } from "../drug.ts";
import { chosen } from "../guide.ts";

/** The precursor of dopamine. */
export const levodopa: Drug = {
  id: "l-dopa",
  aliases: ["levodopa", "l-dopa/carbidopa"],
  label: "L-DOPA",
  doc: "The precursor of dopamine: terminals that are left make and release more. One unit of its dose doubles synthesis.",
  affinities: [],
  targets: [
    {
      modulator: "dopamine",
      site: "synthesis",
      ...chosen(
        "1 uM",
        "unit of the dose: the amount that doubles what terminals make; the concentration stands for it and means nothing by itself",
      ),
    },
  ],
  kinetics: {
    subject: "human, by mouth, with a decarboxylase inhibitor",
    timeToPeak: 3600,
    elimination: 1.5 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
