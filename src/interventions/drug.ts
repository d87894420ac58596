/** How strongly a drug binds to one receptor. */
export interface Affinity {
  /** Receptor by its name in model files. */
  readonly receptor: string;
  /** Inhibition constant Ki (half-maximal inhibiting concentration where so noted), text with unit. */
  readonly inhibitionConstant: string;
  /** Citation, with DOI or PubMed number. */
  readonly source: string;
  /** The value was read in the source or in a table that quotes it; false = from memory of the literature. */
  readonly verified: boolean;
  readonly note?: string;
}

/** A receptor antagonist as data. For research and teaching, not for clinical use. */
export interface Drug {
  /** Name used in experiment files. */
  readonly id: string;
  /** Other accepted spellings. */
  readonly aliases: readonly string[];
  readonly label: string;
  readonly doc: string;
  /** Strongest first: the first receptor is the one that a dose in units of Ki refers to. */
  readonly affinities: readonly Affinity[];
}
