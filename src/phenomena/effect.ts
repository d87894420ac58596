import type { GroupFile } from "../experiment/groupFile.ts";
import type { Preparation } from "./preparation.ts";
import type { Sessions } from "./sessions.ts";

/**
 * A number that says what came out. Readings are named `arm.reading`, one value a subject, or a row of elements a
 * subject; expressions are those of `evaluateMeasure`.
 */
export interface Measure {
  /** Such as `100 * mean(paired.weight / paired.before - 1)`. */
  readonly expression: string;
  /** "1" for none. */
  readonly unit: string;
  readonly doc: string;
}

/** What must hold: an expression of measures lies within limits (both included; an absent one is no limit). */
export interface Band {
  /** As the criterion says it. */
  readonly text: string;
  /** An expression of the effect's measures, such as `late / core`. */
  readonly value: string;
  readonly low?: number;
  readonly high?: number;
}

/** What of the model is taken away. All that is given applies. */
export interface Change {
  /** Parameters with other values, SI or text with unit. */
  readonly parameters?: Readonly<Record<string, number | string>>;
  /** Parameters with so many times the model's value: in arms that scale them, instead of the arm's factor. */
  readonly scaled?: Readonly<Record<string, number>>;
  /** Modulators whose effects on plasticity are held at rest. */
  readonly frozen?: readonly string[];
  /** Parts of the model that are replaced or removed, in the form of an extending model file. */
  readonly parts?: Readonly<Record<string, unknown>>;
  /** What is done to all arms of sessions besides, in the form of an experiment file (a lesion, say). */
  readonly treatment?: Pick<GroupFile, "doses" | "manipulations" | "conditions">;
}

/** A mechanism that is removed to see whether it carries the effect. */
export interface Ablation {
  readonly id: string;
  readonly mechanism: string;
  /** Whether the effect must go with it. */
  readonly must: "abolish" | "spare";
  readonly change: Change;
  /** The effect is still there if all of these hold (default: the criterion). */
  readonly intact?: readonly Band[];
}

/** A published curve or points beside ours. */
export interface Figure {
  readonly title: string;
  readonly x: { readonly label: string; readonly unit: string; readonly logarithmic?: boolean };
  readonly y: { readonly label: string; readonly unit: string };
  /** Our curves: an expression of readings (or `measure`) for each place on the horizontal axis. */
  readonly curves: readonly { readonly label: string; readonly x: readonly number[]; readonly y: readonly string[] }[];
  /** Published points, as far as they were to be had; `curve` is the place of ours that they belong to. */
  readonly published: readonly {
    readonly label: string;
    readonly curve: number;
    readonly x: readonly number[];
    readonly y: readonly number[];
    /** Standard errors, if published. */
    readonly error?: readonly number[];
    readonly source: string;
  }[];
  /** Names of the places on the horizontal axis, for arms instead of numbers. */
  readonly places?: readonly string[];
}

/** A published effect as it is run here. */
export interface Effect {
  /** An id of the claims. */
  readonly id: string;
  /** An isolated piece of tissue, or whole virtual subjects. */
  readonly protocol: Preparation | Sessions;
  /** What of the protocol is done otherwise than the claim says, and what the rule cannot say; empty if nothing. */
  readonly remarks: readonly string[];
  readonly measures: Readonly<Record<string, Measure>>;
  readonly criterion: readonly Band[];
  /** In order of the claim's side observations, each with the text as given there. */
  readonly sideObservations: readonly { readonly text: string; readonly bands: readonly Band[] }[];
  readonly ablations: readonly Ablation[];
  readonly figure: Figure;
}
