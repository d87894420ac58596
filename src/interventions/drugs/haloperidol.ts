import type { Drug } from "../drug.ts";

const antipsychoticTable =
  "equilibrium dissociation constants at human brain receptors, quoted in Expert Opinion on Pharmacotherapy 2010, 11:2107, doi 10.1517/14656566.2010.506188";

/** A butyrophenone antipsychotic. */
export const haloperidol: Drug = {
  id: "haloperidol",
  aliases: [],
  label: "haloperidol",
  doc: "Antipsychotic: mainly D2, at higher concentrations α1, 5-HT2A and D1.",
  affinities: [
    { receptor: "dopamineD2", inhibitionConstant: "2.6 nM", source: antipsychoticTable, verified: true },
    { receptor: "adrenergicAlpha1", inhibitionConstant: "17 nM", source: antipsychoticTable, verified: true },
    { receptor: "serotonin2A", inhibitionConstant: "61 nM", source: antipsychoticTable, verified: true },
    {
      receptor: "dopamineD1",
      inhibitionConstant: "100 nM",
      source:
        "pKi 7.0: Meltzer et al. 1989, Journal of Pharmacology and Experimental Therapeutics, as tabulated there later",
      verified: true,
      note: "read in a table that quotes it, not in the original paper",
    },
  ],
  kinetics: {
    subject: "human, into a muscle",
    timeToPeak: 20 * 60,
    elimination: 20.7 * 3600,
    source:
      "Kudo and Ishizaki 1999, Clinical Pharmacokinetics 37:435, doi 10.2165/00003088-199937060-00001: highest plasma level after 20 minutes, half-life 20.7 hours",
    verified: true,
    note: "read in a text that quotes it; plasma, the way into the brain is not known",
  },
  occupancies: [
    {
      at: "dopamineD2",
      dose: "1.15 mg",
      subject: "human, by mouth, a day for two weeks",
      daily: true,
      source:
        "Kapur et al. 1996, American Journal of Psychiatry 153:948, doi 10.1176/ajp.153.7.948: 53–74 % at 2 mg a day",
      verified: true,
      note: "2 mg · 0.365/0.635, from the middle of the range",
    },
  ],
};
