import type { BoardEntry, EffectFigure, Table } from "neohebb";
import type { AreaGroup, Modulator } from "./subjects.ts";

/** How an effect fared when the board was last recorded; `open`: programmed, but nothing is recorded. */
export type Verdict = "pass" | "fail" | "open" | "waiting";

/** A mechanism that can be taken away from an effect. */
export interface Removal {
  readonly id: string;
  readonly mechanism: string;
  /** What must become of the effect. */
  readonly must: "abolish" | "spare";
}

/** What is needed to run an effect. */
export interface EffectProgram {
  /** Tissue in a dish, or whole virtual subjects. */
  readonly kind: "preparation" | "sessions";
  /** Subjects an arm with which it is judged. */
  readonly subjects: number;
  readonly arms: readonly { readonly name: string; readonly label: string }[];
  readonly removals: readonly Removal[];
  /** Where the protocol differs from the claim's. */
  readonly remarks: readonly string[];
  /** By name, in order. */
  readonly measures: Readonly<Record<string, { readonly unit: string; readonly doc: string }>>;
  /** The published points in their axes, without curves of ours. */
  readonly figure: EffectFigure;
}

/** A published effect as the gallery shows it. */
export interface GalleryEffect {
  readonly id: string;
  readonly tier: 1 | 2 | 3;
  readonly name: string;
  readonly covers: string;
  readonly citation: string;
  /** Empty if it was not confirmed. */
  readonly doi: string;
  /** How far the source was seen, and what was found there. */
  readonly verified: string;
  readonly checked: string;
  readonly published: string;
  readonly protocol: string;
  readonly manipulation: string;
  readonly criterion: string;
  readonly criterionBasis: string;
  readonly sideObservations: readonly string[];
  readonly areas: readonly AreaGroup[];
  readonly modulators: readonly Modulator[];
  readonly verdict: Verdict;
  /** Why it was not run; null if it was, or if it only has not been recorded. */
  readonly reason: string | null;
  /** What is recorded of it: on the whole board, or in a run with few subjects. */
  readonly recorded: { readonly entry: BoardEntry; readonly reduced: boolean } | null;
  /** Null: it cannot be run yet. */
  readonly program: EffectProgram | null;
}

/** A piece of a run: arms of an effect, with or without a mechanism. */
export interface EffectJob {
  readonly id: string;
  readonly arms: readonly string[];
  readonly seed: number;
  readonly subjects: number;
  /** Id of what is taken away, or null. */
  readonly removal: string | null;
}

/** What came of a run, judged as the command judges it. */
export interface JudgedRun {
  readonly entry: BoardEntry;
  readonly figure: EffectFigure;
  /** By removal: our curves without it. */
  readonly broken: Readonly<Record<string, EffectFigure>>;
}

export type PhenomenaRequest =
  | { readonly kind: "gallery" }
  /** How long do all arms take with so many subjects? */
  | { readonly kind: "estimate"; readonly id: string; readonly subjects: number; readonly seed: number }
  | { readonly kind: "run"; readonly job: EffectJob }
  | {
      readonly kind: "judge";
      readonly id: string;
      readonly seed: number;
      readonly subjects: number;
      /** Readings in parts, in order of the arms. */
      readonly intact: readonly Table[];
      readonly broken: Readonly<Record<string, readonly Table[]>>;
    };

export type PhenomenaReply =
  | { readonly kind: "gallery"; readonly effects: readonly GalleryEffect[] }
  /** About so many seconds in one thread. */
  | { readonly kind: "estimate"; readonly id: string; readonly subjects: number; readonly seconds: number }
  /** From 0 to 1. */
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "ran"; readonly readings: Table }
  | { readonly kind: "judged"; readonly run: JudgedRun }
  | { readonly kind: "failed"; readonly message: string };
