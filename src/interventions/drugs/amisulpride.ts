import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** A benzamide antipsychotic. */
export const amisulpride: Drug = {
  id: "amisulpride",
  aliases: [],
  label: "amisulpride",
  doc: "Antagonist of D2 and D3 receptors that leaves them quickly; prefers autoreceptors at low doses.",
  affinities: [
    {
      receptor: "dopamineD2",
      ...guide({
        target: "human D2",
        p: [7.9, 8.0],
        pubMed: "1354163, 8099194",
        note: "competitive: benzamides are fast to leave D2 (chosen)",
      }),
      action: "competitor",
    },
    { receptor: "dopamineD3", ...guide({ target: "rat D3", p: 7.4, pubMed: "1975644" }), action: "competitor" },
  ],
  kinetics: {
    subject: "human, by mouth",
    timeToPeak: 3 * 3600,
    elimination: 12 * 3600,
    source: null,
    verified: false,
    note: "half-life and peak as they are usually given; no source was opened",
  },
  occupancies: [
    {
      at: "dopamineD2",
      dose: "319 mg",
      subject: "human, a day for weeks, striatum",
      daily: true,
      source:
        "epidepride SPET, American Journal of Psychiatry 2003, 160:1413, doi 10.1176/appi.ajp.160.8.1413: 56 % at 406 mg a day on average",
      verified: true,
      note: "406 mg · 0.44/0.56; thalamus and temporal cortex reach about 80 % there",
    },
    {
      at: "dopamineD2",
      dose: "44 mg/kg",
      subject: "rat, striatum",
      source:
        "Schoemaker et al. 1997, Journal of Pharmacology and Experimental Therapeutics 280:83: half of raclopride binding inhibited at 44 mg/kg (limbic system 17 mg/kg)",
      verified: true,
    },
  ],
};
