import type { GroupFile } from "../experiment/groupFile.ts";
import type { SubjectTrials } from "./subjectTrials.ts";

/**
 * A value of each trial, taken from the circuit: a variable between two times from an event, less its mean in a
 * baseline. In s.
 */
export interface TrialWindow {
  /** Variable of the model (mean over its units), or `name[unit]`. */
  readonly variable: string;
  /** `trialStart`, `choice`, a mark of the task (a cue's name), or `phase:` and a phase; the first in the trial. */
  readonly event: string;
  readonly from: number;
  readonly to: number;
  /** From … to after the trial's beginning; the mean there is subtracted. */
  readonly baseline?: readonly [from: number, to: number];
  /**
   * What of the window (default its mean). Times are counted from the event; `timeOfRise` and `timeOfFall` are when the
   * value first stands more than two standard deviations above or below the baseline's mean (missing if never).
   */
  readonly of?: "mean" | "maximum" | "minimum" | "timeOfMinimum" | "timeOfMaximum" | "timeOfRise" | "timeOfFall";
}

/** What one group of virtual subjects does and undergoes. */
export interface SessionArm {
  readonly label: string;
  /** Task, options and schedule, in the form of an experiment file. */
  readonly task: {
    readonly id: string;
    readonly options?: Readonly<Record<string, number>>;
    readonly schedule?: unknown;
  };
  /** Doses, manipulations and conditions, in the form of an experiment file. */
  readonly treatment?: Pick<GroupFile, "doses" | "manipulations" | "conditions">;
  /** Parameters of the model with other values. */
  readonly parameters?: Readonly<Record<string, number | string>>;
  /** Parameters with so many times the model's value (or a candidate's, where it is searched). */
  readonly scaled?: Readonly<Record<string, number>>;
}

/** Whole virtual subjects who do tasks. */
export interface Sessions {
  readonly kind: "sessions";
  /** Subjects an arm, unless the command says otherwise; the same ones in every arm. */
  readonly subjects: number;
  readonly arms: Readonly<Record<string, SessionArm>>;
  /** Columns added to each trial. */
  readonly windows: Readonly<Record<string, TrialWindow>>;
  /** A value a subject, from its trials; NaN where it has none. */
  readonly readings: Readonly<Record<string, (trials: SubjectTrials) => number>>;
}
