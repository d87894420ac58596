import type { Drug } from "../drug.ts";
import { chosen } from "../guide.ts";

/** A releaser of catecholamines. */
export const amphetamine: Drug = {
  id: "amphetamine",
  aliases: ["d-amphetamine", "dexamphetamine"],
  label: "amphetamine",
  doc: "Drives dopamine and norepinephrine out of terminals without firing and inhibits their uptake. One unit of its dose lets out as much as tonic firing does.",
  affinities: [],
  targets: [
    {
      modulator: "dopamine",
      site: "efflux",
      ...chosen("100 nM", "unit of the dose: the amount that lets out as much as tonic firing releases"),
    },
    { modulator: "norepinephrine", site: "efflux", ...chosen("70 nM", "a little stronger than on dopamine") },
    {
      modulator: "dopamine",
      site: "transporter",
      ...chosen("600 nM", "order of magnitude of Ki values at transporters"),
    },
    {
      modulator: "norepinephrine",
      site: "transporter",
      ...chosen("70 nM", "order of magnitude of Ki values at transporters"),
    },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3 * 3600,
    elimination: 10 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
};
