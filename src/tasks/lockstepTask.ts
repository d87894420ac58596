/** A trial's phase; all subjects of a batch go through a phase together. */
export interface Phase {
  readonly name: string;
  /** Length, s. */
  readonly duration: number;
  /** An action may be taken in it (the first one counts). */
  readonly awaitsAction: boolean;
  /** Perceptible outcome (reward or its absence) in it. */
  readonly givesOutcome: boolean;
}

/** Allowed values, in the manner of Gymnasium. */
export type Space =
  | {
      readonly kind: "box";
      readonly shape: readonly number[];
      readonly low: number;
      readonly high: number;
      readonly doc: string;
    }
  | { readonly kind: "discrete"; readonly count: number; readonly doc: string }
  | { readonly kind: "binary"; readonly count: number; readonly doc: string };

/** A column that the task adds to the trial table. */
export interface TaskColumn {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
}

/** What a task is, for people and programs. */
export interface TaskDescription {
  /** Id with version, `three-armed-reversal-v1`. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Keys of references.bib. */
  readonly sources: readonly string[];
  readonly observationSpace: { readonly stimuli: Space; readonly available: Space };
  readonly actionSpace: { readonly choice: Space; readonly response: Space };
  readonly phases: readonly Phase[];
  readonly trials: number;
  /** Trials in each block (the first trial of every later block follows a change), or null. */
  readonly blockLength: number | null;
  readonly columns: readonly TaskColumn[];
  readonly optionLabels: readonly string[];
}

/** What subjects do in a phase, `[subject]`. */
export interface Actions {
  /** Option taken, or −1 for none. */
  readonly choice: Int32Array;
  /** Time of the choice from the beginning of the phase, s; NaN for none. */
  readonly reactionTime: Float32Array;
  /** Mean graded response during the phase, 0 … 1. */
  readonly response: Float32Array;
}

/** What subjects meet in the phase that now begins. */
export interface TaskStep {
  readonly observation: {
    /** Strength of each stimulus, `[subject, stimulus]`. */
    readonly stimuli: Float32Array;
    /** 1 for each action that can be taken, `[subject, action]`. */
    readonly available: Float32Array;
  };
  /** Reward received in this phase, `[subject]`. */
  readonly reward: Float32Array;
  /** The session ended by its own rules, `[subject]`. */
  readonly terminated: Uint8Array;
  /** The session was cut off by a limit, `[subject]`. */
  readonly truncated: Uint8Array;
  readonly info: {
    readonly phase: Phase;
    /** 0-based number of the trial in the session. */
    readonly trial: number;
    /** This phase is the first of its trial. */
    readonly trialStarts: boolean;
    /** Rows of the trial that ended with the previous phase, one value a subject and column; null otherwise. */
    readonly record: Readonly<Record<string, Float64Array>> | null;
  };
}

/**
 * A task over a batch of subjects. `reset` begins a session; each `step` ends the current phase with what the subjects
 * did in it and begins the next. After the last phase of the last trial `terminated` is 1 and `info.record` holds the
 * last trial. A task sees actions, never the inside of a subject.
 */
export interface Task {
  readonly description: TaskDescription;
  /** @param subjects - Subject numbers; each has its own random stream, whoever else is in the batch. */
  reset(options: { readonly seed: number; readonly subjects: readonly number[] }): TaskStep;
  step(actions: Actions): TaskStep;
}

/** A registered kind of task. */
export interface TaskKind {
  readonly id: string;
  readonly title: string;
  /** Options with defaults and allowed range. */
  readonly options: Readonly<
    Record<string, { readonly default: number; readonly low: number; readonly high: number; readonly doc: string }>
  >;
  /** @throws RangeError naming the option if one is unknown or out of range. */
  make(options?: Readonly<Record<string, number>>): Task;
}
