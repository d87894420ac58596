import type { Drug } from "../drug.ts";

/** The first selective D1-like antagonist. */
export const sch23390: Drug = {
  id: "sch-23390",
  aliases: ["sch23390"],
  label: "SCH-23390",
  doc: "Selective antagonist of D1-like dopamine receptors; binds to 5-HT2 receptors at much higher concentrations.",
  affinities: [
    {
      receptor: "dopamineD1",
      inhibitionConstant: "0.2 nM",
      source: "Bourne 2001, CNS Drug Reviews 7:399, doi 10.1111/j.1527-3458.2001.tb00207.x",
      verified: true,
    },
    {
      receptor: "serotonin2A",
      inhibitionConstant: "112 nM",
      source: "European Journal of Pharmacology 1984, doi 10.1016/0014-2999(84)90628-9",
      verified: true,
      note: "half-maximal inhibition of spiperone binding in rat cortex, not a Ki",
    },
  ],
};
