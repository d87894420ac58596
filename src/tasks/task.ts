import type { TaskRandom } from "./taskRandom.ts";

/** A sense. */
export type Modality = "visual" | "auditory" | "olfactory" | "tactile" | "gustatory";

/** A quality that objects can have, of one sense ("red": visual, colour). */
export interface Feature {
  readonly name: string;
  readonly modality: Modality;
  /** What the feature is a value of ("colour", "shape", "pitch", "odour"). */
  readonly dimension: string;
}

/** A kind of outcome ("food", "sucrose", "shock", "points"). */
export interface OutcomeKind {
  readonly name: string;
  /** +1 appetitive, −1 aversive. */
  readonly valence: 1 | -1;
}

/** Kinds and numbers of things in a task's world; they become the model's dimensions. */
export interface World {
  /** Places at which objects can be, at least 1; action i acts on what is at place i (press, approach, dig, name). */
  readonly places: number;
  /** A label for each place. */
  readonly placeLabels: readonly string[];
  /** Sensory features, at least 1. */
  readonly features: readonly Feature[];
  /** Kinds of outcome, at least 1. */
  readonly outcomes: readonly OutcomeKind[];
  /** Number of contexts (boxes, rooms), at least 1; 1 if it does not matter. */
  readonly contexts: number;
  /** Length of the code of the own position; 0 if it does not matter. */
  readonly positions: number;
  /** Graded responses that the task reads, such as "approach", "freezing", "estimate". */
  readonly responses: readonly string[];
}

/** A part of a trial (or of what lies between trials), by which signals and plasticity are averaged. */
export interface Phase {
  readonly name: string;
  readonly doc: string;
  /** Usual length, s: the length of every such moment where it is fixed, else what a reader should expect. */
  readonly duration: number;
  /** Actions may be possible in it. */
  readonly awaitsAction?: boolean;
  /** Its moments are rest. */
  readonly rest?: boolean;
}

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
  readonly world: World;
  /** In the order in which they usually come. */
  readonly phases: readonly Phase[];
  /** Trials of every subject's session; null if the number depends on the subject. */
  readonly trials: number | null;
  /** Trials in each block (the first trial of every later block follows a change), or null. */
  readonly blockLength: number | null;
  /** Longest time that a session can take, rest included, s. */
  readonly maximumTime: number;
  /**
   * How rest is passed unless an experiment says otherwise: `closed` (default) at once once fast variables have settled,
   * where the model can do so, or `stepped` as everything else.
   */
  readonly rest?: "closed" | "stepped";
  /** Columns of the trial table, `commonColumns` among them. */
  readonly columns: readonly TaskColumn[];
  /** What a choice means, one label a place. */
  readonly optionLabels: readonly string[];
}

/** A row of the trial table: a value for each column of the description; a column left out is missing. */
export type TrialRow = Readonly<Record<string, number>>;

/**
 * What a subject meets from now on until `duration` has passed or, with `endsOnAction`, it acts. Nothing in it is
 * changed by those who receive it, so that the same arrays can be given again and again.
 */
export interface Moment {
  /** Name of one of the description's phases. */
  readonly phase: string;
  /** s, above 0; a moment lasts a whole number of the model's steps, at least one. */
  readonly duration: number;
  /** The moment ends in the step in which the subject acts; otherwise it goes on to its end (the first action counts). */
  readonly endsOnAction?: boolean;
  /** Strength 0 … 1 of each feature at each place, `[place, feature]`; absent: nothing is shown. */
  readonly objects?: Float32Array;
  /** `[context]`, 0 … 1; absent: as before (at the beginning the first context). */
  readonly context?: Float32Array;
  /** Code of the own position, `[position]`; absent: as before (at the beginning 0). */
  readonly position?: Float32Array;
  /** Amount of each outcome received during the moment, `[outcome]`, at least 0; absent: none. */
  readonly outcome?: Float32Array;
  /** An outcome or its absence is perceived (default: whether `outcome` is there). */
  readonly feedback?: boolean;
  /** 1 where an action is possible, `[place]`; absent: nowhere. */
  readonly available?: Float32Array;
  /** Need of each outcome, `[outcome]`, 1 = usual, 0 = sated; absent: as before (at the beginning 1). */
  readonly drive?: Float32Array;
  /** Nothing is perceived and nothing can be done: intervals, hours offline. It may be passed in closed form. */
  readonly rest?: boolean;
  /** The first moment of a trial. */
  readonly trialStarts?: boolean;
  /** Number of the session (day) that the moment belongs to, from 0; absent: as before (at the beginning 0). */
  readonly session?: number;
  /** "training", "reversal", "test": by which manipulations are timed; absent: as before (at the beginning ""). */
  readonly stage?: string;
  /**
   * Named events at the moment's beginning ("tone", "lever"), to which light and recordings are timed; a model may name
   * such an event. Not a name that sessions use themselves (`reservedMarks`).
   */
  readonly marks?: readonly string[];
  /** Row of the trial that ended with the moment before. */
  readonly record?: TrialRow;
}

/** Names of events and routines that a mark cannot have. */
export const reservedMarks: readonly string[] = [
  "initialise",
  "step",
  "sessionStart",
  "trialStart",
  "choice",
  "outcome",
  "trialEnd",
  "sessionEnd",
  "offline",
  "rest",
];

/** What a subject did in a moment. */
export interface Deed {
  /** Place acted on, −1 for none. */
  readonly choice: number;
  /** Time of the action from the moment's beginning, s; NaN for none. */
  readonly time: number;
  /** How long the moment lasted, s. */
  readonly elapsed: number;
  /** Mean of each graded response over the moment, in the order of `world.responses`. */
  readonly responses: readonly number[];
}

/** One subject's session: gives moments, takes deeds, returns the row of the last trial (null if there is none). */
export type TaskSession = Generator<Moment, TrialRow | null, Deed>;

/** A task. It sees what a subject does, never its inside. */
export interface Task {
  readonly description: TaskDescription;
  /**
   * Begins a subject's session.
   *
   * @param random - The subject's own random numbers, whoever else runs and whatever is done to it. Drawing what every
   *   option would bring in every trial, chosen or not, lets the same subject meet the same world in every group.
   */
  session(random: TaskRandom, subject: number): TaskSession;
}

/** A number that whoever uses a task can set. */
export interface TaskOption {
  readonly default: number;
  readonly low: number;
  readonly high: number;
  readonly doc: string;
}

/** A published form of a task: values of its options and, where the task takes one, its schedule. */
export interface TaskPreset {
  /** What it is, with the source of its numbers. */
  readonly doc: string;
  readonly options?: Readonly<Record<string, number>>;
  /** Plain data as in an experiment file. */
  readonly schedule?: unknown;
}

/** A registered kind of task. */
export interface TaskKind {
  readonly id: string;
  readonly title: string;
  /** Options with defaults and allowed range. */
  readonly options: Readonly<Record<string, TaskOption>>;
  /** Options of a short session, for trying the task out and for checking it; absent if sessions are short anyway. */
  readonly short?: Readonly<Record<string, number>>;
  /** Published forms of the task, by name; absent if there is only one. */
  readonly presets?: Readonly<Record<string, TaskPreset>>;
  /**
   * @param options - Values of options; they stand above those of a preset.
   * @param schedule - Name of a preset, or a schedule as data where the task takes one; absent: the first preset.
   * @throws RangeError naming the option, the preset or the place in the schedule if one is unknown or out of range.
   */
  make(options?: Readonly<Record<string, number>>, schedule?: unknown): Task;
}
