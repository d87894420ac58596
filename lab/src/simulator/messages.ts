import type { ModelExplanation, TaskDescription } from "neohebb";
import type { ModelEdits } from "./modelEdits.ts";

/** What a brain is set up with. */
export interface BrainSetting {
  /** Path of the model's main file. */
  readonly model: string;
  /** Id of a task. */
  readonly task: string;
  /** Subject number, from 0. */
  readonly subject: number;
  readonly seed: number;
  /** What somebody changed in the model; none: as it is bundled. */
  readonly edits?: ModelEdits;
}

/** One trial as it happened. */
export interface RecordedTrial {
  /** From 0. */
  readonly trial: number;
  /** The row of the trial table, by column; null for missing. */
  readonly row: Readonly<Record<string, number | null>>;
  /** Time of each sample since the session began, s. */
  readonly time: Float64Array;
  /** Phase of each sample. */
  readonly phase: readonly string[];
  /** `[sample]` by recorded variable (`dorsalStriatum.d1.rate[3]`). */
  readonly values: Readonly<Record<string, Float32Array>>;
}

/** From the page to the worker. */
export type Request =
  | { readonly kind: "start"; readonly setting: BrainSetting }
  /** Another trial is wanted. */
  | { readonly kind: "next" }
  /** Why did a synapse of a projection change in a trial? Without its number: the one that changed most. */
  | {
      readonly kind: "why";
      readonly projection: string;
      readonly trial: number;
      readonly synapse: Synapse | null;
    };

/** A synapse by the numbers of its units. */
export interface Synapse {
  readonly pre: number;
  readonly post: number;
}

/** Something that a change is made of, over a trial. */
export interface Factor {
  readonly kind: "weight" | "pre" | "post" | "trace" | "modulation" | "state";
  /** The variable (`sensoryToD1.modulation.dopamineSignal`). */
  readonly variable: string;
  /** Of a third factor: which effect it has, and by which modulators. */
  readonly effect: { readonly kind: string; readonly modulators: readonly string[] } | null;
  /** `[sample]` */
  readonly values: Float32Array;
}

/** A synapse's change in a trial and what it is made of. */
export interface Explanation {
  readonly projection: string;
  readonly trial: number;
  readonly synapse: Synapse;
  /** Synapses of the projection, as numbers of units. */
  readonly size: Synapse;
  /** Weight before and after the trial. */
  readonly before: number;
  readonly after: number;
  readonly time: Float64Array;
  readonly phase: readonly string[];
  /** The weight first. */
  readonly factors: readonly Factor[];
}

/** A task that can be chosen. */
export interface OfferedTask {
  readonly id: string;
  readonly title: string;
}

/** What the page must know of a model to draw it. */
export interface BrainDescription {
  readonly explanation: ModelExplanation;
  readonly task: TaskDescription;
  /** All tasks of the library. */
  readonly tasks: readonly OfferedTask[];
  /** Length of a step, s. */
  readonly step: number;
  /** Nuclei and what they release. */
  readonly nuclei: readonly { readonly name: string; readonly modulator: string }[];
  /** Recorded variables by what they belong to. */
  readonly recorded: RecordedNames;
}

/** Names of recorded variables. */
export interface RecordedNames {
  /** By population or nucleus: rates, `[unit]`. */
  readonly rates: Readonly<Record<string, readonly string[]>>;
  /** By area, then by modulator: its concentration there. */
  readonly concentrations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By projection that learns: the mean weight. */
  readonly weights: Readonly<Record<string, string>>;
}

/** From the worker to the page. */
export type Reply =
  | { readonly kind: "described"; readonly description: BrainDescription }
  | { readonly kind: "trial"; readonly trial: RecordedTrial }
  | { readonly kind: "why"; readonly explanation: Explanation }
  /** The question cannot be answered; the brain works on. */
  | { readonly kind: "unexplained"; readonly message: string }
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly message: string };
