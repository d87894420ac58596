import type { Issue, ModelDifference, ModelExplanation } from "neohebb";
import type { ModelEdits } from "../simulator/modelEdits.ts";

/** A drug at a receptor. */
export interface DrugAtReceptor {
  readonly label: string;
  /** Inhibition constant with its unit. */
  readonly inhibitionConstant: string;
  readonly action: string;
  /** Null: chosen. */
  readonly source: string | null;
}

/** A receptor of the model and what acts on it. */
export interface ModelReceptor {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  readonly modulator: string;
  /** Drugs of the library that bind to it. */
  readonly drugs: readonly DrugAtReceptor[];
}

/** A publication. */
export interface Publication {
  readonly title: string;
  readonly doi: string | null;
}

/** Everything that the page shows of a model. */
export interface ModelView {
  readonly explanation: ModelExplanation;
  readonly receptors: readonly ModelReceptor[];
  readonly nuclei: readonly { readonly name: string; readonly modulator: string }[];
  /** Publications that the model's texts name, by key. */
  readonly publications: Readonly<Record<string, Publication>>;
  /** The changed model beside the bundled one. */
  readonly difference: ModelDifference;
}

/** A file of a model as it is bundled. */
export interface ModelText {
  readonly file: string;
  readonly text: string;
}

/** From the page: a bundled model with changes is wanted; the answer bears the same number. */
export interface ModelRequest {
  readonly kind: "open";
  readonly number: number;
  readonly model: string;
  readonly edits: ModelEdits;
}

export type ModelReply =
  | {
      readonly kind: "opened";
      readonly number: number;
      readonly files: readonly ModelText[];
      readonly view: ModelView;
      readonly warnings: readonly Issue[];
    }
  /** With these changes it is no model. */
  | { readonly kind: "wrong"; readonly number: number; readonly issues: readonly Issue[] }
  | { readonly kind: "failed"; readonly message: string };
