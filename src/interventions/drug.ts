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

/** How strongly a drug binds to what removes or stores a modulator. */
export interface TargetAffinity extends Omit<Affinity, "receptor"> {
  /** Modulator by its name in model files. */
  readonly modulator: string;
  readonly site: "transporter" | "enzyme" | "depletion";
}

/** First-order kinetics of a drug: half-lives and times in seconds. */
export interface Kinetics {
  readonly elimination: number;
  /** Half-life of absorption; absent (and no time to the peak): at once, as from a vein. */
  readonly absorption?: number;
  /** Time of the highest level, instead of the half-life of absorption. */
  readonly timeToPeak?: number;
  /** Half-life of the balance between plasma and brain; absent: at once. */
  readonly brain?: number;
}

/** Published kinetics. */
export interface DrugKinetics extends Kinetics {
  /** Species and route. */
  readonly subject: string;
  readonly source: string;
  /** As for affinities. */
  readonly verified: boolean;
  readonly note?: string;
}

/** A drug as data: an antagonist at receptors, or an inhibitor of removal or storage. For research and teaching, not for clinical use. */
export interface Drug {
  /** Name used in experiment files. */
  readonly id: string;
  /** Other accepted spellings. */
  readonly aliases: readonly string[];
  readonly label: string;
  readonly doc: string;
  /** Strongest first: the first receptor is the one that a dose in units of Ki refers to. */
  readonly affinities: readonly Affinity[];
  /** What else it binds to; the first of them is what a dose in Ki refers to if there are no affinities to receptors. */
  readonly targets?: readonly TargetAffinity[];
  readonly kinetics?: DrugKinetics;
}
