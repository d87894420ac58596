import type { Change, Genotype } from "./preset.ts";

/** All bundled polymorphisms and knock-outs. */
export const genotypes: readonly Genotype[] = [
  {
    id: "comt-met-met",
    label: "COMT Met/Met",
    doc: "Catechol-O-methyltransferase with methionine at codon 158, relative to valine: a third of the activity.",
    changes: [
      {
        modulator: "dopamine",
        of: "enzyme",
        factor: 0.3,
        source:
          "three- to fourfold lower activity than Val/Val (Weinshilboum et al. 1999, quoted in Neuropsychopharmacology, doi 10.1038/sj.npp.1300542)",
        verified: true,
        note: "in prefrontal cortex the difference is smaller (Chen et al. 2004, doi 10.1086/425589, not read for its size)",
      },
    ],
  },
  {
    id: "dat-knock-out",
    label: "DAT knock-out",
    doc: "No dopamine transporter; a tenth of the removal is left to diffusion and other transporters.",
    changes: [
      {
        modulator: "dopamine",
        of: "transporter",
        factor: 0.1,
        ...chosen("what is left of removal without transporters"),
      },
    ],
  },
  {
    id: "dat-knock-down",
    label: "DAT knock-down",
    doc: "A tenth of the dopamine transporters, as in the mouse line of that name: a third of the removal is left.",
    changes: [{ modulator: "dopamine", of: "transporter", factor: 0.3, ...chosen("size of the loss of removal") }],
  },
  {
    id: "sert-short",
    label: "5-HTTLPR short",
    doc: "Fewer serotonin transporters by the short allele of their promoter.",
    changes: [{ modulator: "serotonin", of: "transporter", factor: 0.7, ...chosen("imaging studies do not agree") }],
  },
  {
    id: "sert-knock-out",
    label: "SERT knock-out",
    doc: "No serotonin transporter; a tenth of the removal is left.",
    changes: [
      {
        modulator: "serotonin",
        of: "transporter",
        factor: 0.1,
        ...chosen("what is left of removal without transporters"),
      },
    ],
  },
  {
    id: "drd2-a1",
    label: "DRD2/ANKK1 Taq1A A1",
    doc: "Fewer striatal D2 receptors in carriers of the A1 allele.",
    changes: [{ receptor: "dopamineD2", factor: 0.8, ...chosen("imaging studies do not agree on the size") }],
  },
  {
    id: "d1-knock-out",
    label: "D1 knock-out",
    doc: "No D1 receptors.",
    changes: [{ receptor: "dopamineD1", factor: 0, ...chosen("none are left by definition") }],
  },
  {
    id: "d2-knock-out",
    label: "D2 knock-out",
    doc: "No D2 receptors.",
    changes: [{ receptor: "dopamineD2", factor: 0, ...chosen("none are left by definition") }],
  },
];

/** The genotype with this name (capitals do not matter), or null. */
export function findGenotype(name: string): Genotype | null {
  return genotypes.find(({ id }) => id === name.toLowerCase()) ?? null;
}

function chosen(note: string): Pick<Change, "source" | "verified" | "note"> {
  return { source: null, verified: false, note };
}
