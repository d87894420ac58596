import type { ExperimentFile, FigureSection, Issue } from "neohebb";

/** What a form may offer for a brain. */
export interface Offer {
  /** Trials of a session. */
  readonly trials: number;
  readonly tasks: readonly { readonly id: string; readonly title: string }[];
  readonly models: readonly string[];
  readonly drugs: readonly { readonly id: string; readonly label: string; readonly doc: string }[];
  readonly receptors: readonly Named[];
  readonly areas: readonly Named[];
  readonly nuclei: readonly Named[];
  readonly projections: readonly Named[];
}

/** A part of a model. */
export interface Named {
  readonly name: string;
  readonly label: string;
}

/** What an experiment's text amounts to. */
export interface Checked {
  readonly text: string;
  /** Null: the text is no experiment, not even one with errors. */
  readonly data: ExperimentFile | null;
  readonly issues: readonly Issue[];
  /** Null: it cannot be run. */
  readonly plan: {
    /** Hash of everything that decides the data. */
    readonly hash: string;
    readonly title: string;
    readonly subjects: number;
    readonly groups: number;
    /** Sessions that are simulated, those of attribution runs too. */
    readonly sessions: number;
    /** Finished parts that are kept from an earlier run, of so many. */
    readonly kept: number;
    readonly units: number;
  } | null;
  /** Null as long as the model cannot be read. */
  readonly offer: Offer | null;
}

/** An effect of a group beside control, to be put into words. */
export interface ToldEffect {
  readonly group: string;
  readonly measure: string;
  readonly unit: string;
  /** Mean difference from control, in the measure's unit. */
  readonly difference: number;
  readonly dz: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What has come out, of so many subjects in each group. */
export interface Findings {
  readonly subjects: number;
  readonly sections: readonly FigureSection[];
  readonly control: string;
  readonly effects: readonly ToldEffect[];
  readonly table: FindingsTable;
}

/** Means of the measures by group. */
export interface FindingsTable {
  readonly measures: readonly { readonly name: string; readonly label: string; readonly unit: string }[];
  readonly groups: readonly {
    readonly label: string;
    readonly subjects: number;
    /** Mean, 2.5 % and 97.5 % of the subjects, by measure; null where there is none. */
    readonly values: Readonly<Record<string, readonly [number, number, number] | null>>;
  }[];
}

export type ExperimentRequest =
  | { readonly kind: "check"; readonly text: string }
  | { readonly kind: "write"; readonly data: ExperimentFile; readonly deed: string }
  | { readonly kind: "run"; readonly text: string; readonly command: string }
  | { readonly kind: "stop" }
  | { readonly kind: "pack"; readonly text: string; readonly command: string };

export type ExperimentReply =
  | { readonly kind: "checked"; readonly checked: Checked }
  | { readonly kind: "written"; readonly text: string; readonly deed: string }
  | {
      readonly kind: "progress";
      readonly done: number;
      readonly total: number;
      /** s; null: not known yet. */
      readonly secondsLeft: number | null;
      readonly workers: number;
    }
  | { readonly kind: "findings"; readonly findings: Findings }
  /** The parts of the run cannot be kept for later. */
  | { readonly kind: "unkept"; readonly why: "full" | "refused" }
  | {
      readonly kind: "finished";
      readonly resultHash: string;
      readonly hash: string;
      /** s */
      readonly seconds: number;
      readonly findings: Findings;
    }
  | { readonly kind: "stopped" }
  | { readonly kind: "packed"; readonly zip: Uint8Array<ArrayBuffer>; readonly trials: string; readonly name: string }
  | { readonly kind: "failed"; readonly message: string };
