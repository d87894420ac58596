import type { Curve, Deed, Distribution, TaskDescription, TrialRow } from "neohebb";

/** What a person meets now. */
export interface Stage {
  readonly phase: string;
  /** s */
  readonly duration: number;
  /** Options that can be chosen now. */
  readonly available: readonly boolean[];
  /** Something is received, or its absence is noticed. */
  readonly feedback: boolean;
  /** What is received: amount × valence, summed. */
  readonly outcome: number;
  /** Trials that have ended. */
  readonly trial: number;
}

/** Somebody's behaviour beside others'. */
export interface ComparedGroup {
  readonly id: "you" | "virtual" | "people";
  readonly subjects: number;
  /** By measure. */
  readonly measures: Readonly<Record<string, Distribution>>;
  /** Accuracy around reversals; null if there is no reversal. */
  readonly curve: Curve | null;
}

/** A measure as tables name it. */
export interface ComparedMeasure {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly doc: string;
}

export type PlayRequest =
  | { readonly kind: "begin"; readonly task: string; readonly seed: number; readonly subject: number }
  | { readonly kind: "act"; readonly deed: Deed }
  /** The person's trials beside virtual subjects and, where there are any, real people. */
  | { readonly kind: "compare"; readonly rows: readonly PlayedTrial[] };

/** A row of the task's table, with the person's own reaction time. */
export type PlayedTrial = TrialRow;

export type PlayReply =
  | { readonly kind: "begun"; readonly task: TaskDescription }
  | { readonly kind: "stage"; readonly stage: Stage | null; readonly row: TrialRow | null }
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | {
      readonly kind: "compared";
      readonly groups: readonly ComparedGroup[];
      readonly measures: readonly ComparedMeasure[];
    }
  | { readonly kind: "failed"; readonly message: string };
