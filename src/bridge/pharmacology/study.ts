import type { Objective } from "../../fitting/inference/subjectPosterior.ts";

/** Two conditions of a study that are compared. */
export interface Contrast {
  readonly label: string;
  /** What is expected of it, and what not. */
  readonly note: string;
  /** Only records with these values: column → value. */
  readonly where?: Readonly<Record<string, string>>;
  /** Column that tells the conditions apart, and its values. */
  readonly condition: string;
  readonly reference: string;
  readonly changed: string;
  /** Conditions are given to other people (`between`) or to the same ones (`within`). */
  readonly kind: "between" | "within";
}

/** A sum of parameters that a paper speaks of. */
export interface DerivedQuantity {
  readonly name: string;
  readonly symbol: string;
  /** Parameter → factor. Parameters without bounds only, so that their scales agree. */
  readonly terms: Readonly<Record<string, number>>;
}

/** A pharmacological study whose trials can be fitted with a model of the library. */
export interface PharmacologyStudy {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly licence: string;
  /** What the data show without a model, as recomputed from them. */
  readonly known: string;
  /** File below the folder of data, and whether it comes with the program. */
  readonly file: string;
  readonly bundled: boolean;
  /** Model of the library. */
  readonly model: string;
  readonly objective: Objective;
  /** Column of the model → column of the file or formula. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly missing?: Readonly<Record<string, readonly string[]>>;
  /** Columns that split a person's trials into records. */
  readonly splitBy: readonly string[];
  readonly derived?: readonly DerivedQuantity[];
  readonly contrasts: readonly Contrast[];
}
