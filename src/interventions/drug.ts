/** Where a value comes from. */
export interface Evidence {
  /** Citation, with DOI or PubMed number; null: the value is chosen, and `note` says why. */
  readonly source: string | null;
  /** The value was read in the source or in a table that quotes it; false = chosen. */
  readonly verified: boolean;
  readonly note?: string;
}

/** What a drug does at a receptor. */
export type ReceptorAction =
  /** Insurmountable: it leaves the receptor slowly compared with a trial, or closes its channel. */
  | "antagonist"
  /** Surmountable: a burst of transmitter drives it off. */
  | "competitor"
  | "agonist";

/** How strongly a drug binds to one receptor, and what it does there. */
export interface Affinity extends Evidence {
  /** Receptor by its name in model files. */
  readonly receptor: string;
  /** Inhibition constant Ki (half-maximal concentration where so noted), text with unit. */
  readonly inhibitionConstant: string;
  /** Default: an insurmountable antagonist. */
  readonly action?: ReceptorAction;
  /** Of an agonist: 1 full (default), below it partial. */
  readonly efficacy?: number;
}

/** Where a drug acts on a modulator besides its receptors. */
export type TargetSite =
  /** Inhibits what removes it. */
  | "transporter"
  | "enzyme"
  /** Empties its vesicles. */
  | "depletion"
  /** Is its precursor: raises synthesis in the terminals that are left. */
  | "synthesis"
  /** Drives it out of terminals without firing. */
  | "efflux";

/** How strongly a drug acts on what removes, stores or makes a modulator. */
export interface TargetAffinity extends Evidence {
  /** Modulator by its name in model files. */
  readonly modulator: string;
  readonly site: TargetSite;
  /** Concentration that inhibits half, doubles synthesis, or lets out as much as tonic firing does; text with unit. */
  readonly inhibitionConstant: string;
  /** The enzyme is all that removes the modulator: it stands for `uptake` in models without an enzyme. */
  readonly onlyRemoval?: boolean;
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
export interface DrugKinetics extends Kinetics, Evidence {
  /** Species and route. */
  readonly subject: string;
}

/** The dose that occupies (or inhibits) half of a place of action, from imaging or from binding in the living brain. */
export interface HalfOccupancy extends Evidence {
  /** Receptor, or modulator whose transporter or enzyme is meant, by its name in model files; one that the drug binds to. */
  readonly at: string;
  /** "0.25 mg/kg" or "2 mg". */
  readonly dose: string;
  /** Species and route. */
  readonly subject: string;
  /** Measured under a dose a day for weeks: a single dose reaches less, as the kinetics say. */
  readonly daily?: boolean;
}

/** A drug as data. For research and teaching, not for clinical use. */
export interface Drug {
  /** Name used in experiment files. */
  readonly id: string;
  /** Other accepted spellings. */
  readonly aliases: readonly string[];
  readonly label: string;
  readonly doc: string;
  /** The main place of action first: a dose in units of Ki refers to it. */
  readonly affinities: readonly Affinity[];
  /** What else it acts on; the first of them is what a dose in Ki refers to if there are no affinities to receptors. */
  readonly targets?: readonly TargetAffinity[];
  readonly kinetics?: DrugKinetics;
  readonly occupancies?: readonly HalfOccupancy[];
}
