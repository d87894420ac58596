import type { Simulation } from "../engine/simulation.ts";
import type { Table } from "../math/table.ts";
import type { LowerOptions } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { type CompiledModel, checkSeed, type SubjectOptions, subjectNumbers, type TaskReference } from "./compile.ts";
import { drivenRun, type Inputs } from "./drivenRun.ts";
import type { ExperimentFile } from "./experimentFile.ts";
import type { RestRules } from "./rest.ts";
import { taskRun } from "./taskRun.ts";

/** What every simulation is told. */
interface RunOptions<Recorded extends string> extends SubjectOptions {
  /** Ends the run with `Interrupted` once it is aborted. */
  readonly signal?: AbortSignal;
  /**
   * Variables of the model that are recorded, by their names in the program (`striatum.dopamine`,
   * `cortexToD1.weight`): of units and synapses the mean over all, or one of them (`cortexToD1.weight[3]`).
   */
  readonly record?: readonly Recorded[];
}

/** What is done to a group of subjects. */
export interface SimulatedGroup {
  /** Doses, as in an experiment file: `{receptor | modulator | drug, dose, trials, …}`. */
  readonly doses?: NonNullable<ExperimentFile["groups"][string]["doses"]>;
  /** What is done to cells, terminals and receptors, as in an experiment file. */
  readonly manipulations?: NonNullable<ExperimentFile["groups"][string]["manipulations"]>;
  /** Conditions that take turns over sessions, as in an experiment file. */
  readonly conditions?: NonNullable<ExperimentFile["groups"][string]["conditions"]>;
  /** Values of parameters that differ in this group. */
  readonly parameters?: NonNullable<LowerOptions["parameters"]>;
  /** Modulators whose effects on plasticity are held at rest. */
  readonly frozen?: NonNullable<LowerOptions["frozen"]>;
}

/** A simulation of subjects that do a task. */
export interface TaskRunOptions<Recorded extends string = string> extends RunOptions<Recorded> {
  readonly task: TaskReference;
  /** How rest is passed (default: the task's way, settling for 3 s). */
  readonly rest?: RestRules;
  /**
   * Time between samples of the recorded variables within trials, text with unit (`"20 ms"`) or s, rounded to whole
   * steps; without it no samples are taken, and the recorded variables are given as means over phases alone.
   */
  readonly every?: string | number;
  /** The same subjects in several groups; without it there is one group, `control`. */
  readonly groups?: Readonly<Record<string, SimulatedGroup>>;
  /** Called after each trial of each group (`total` is the number of groups where that of trials depends on the subject). */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly group: string }) => void;
}

/** A simulation whose inputs are written by the caller. */
export interface DrivenRunOptions<Recorded extends string = string> extends RunOptions<Recorded> {
  /** Length: text with unit (`"10 s"`) or s; rounded to whole steps. */
  readonly duration: string | number;
  /** Called before each step; inputs keep their values until they are set again. */
  readonly drive: (inputs: Inputs, moment: { readonly step: number; readonly time: number }) => void;
  /** Time between recorded samples, text with unit or s (default: every step). */
  readonly every?: string | number;
  /** Called after each sample, with steps. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Rows of trials; columns that the task adds stand beside these. */
export interface TrialTable extends Table {
  readonly group: readonly string[];
  readonly subject: Int32Array;
  /** Number of the session (day), from 0. */
  readonly session: Int32Array;
  /** From 0. */
  readonly trial: Float64Array;
  readonly block: Float64Array;
  readonly trialInBlock: Float64Array;
  /** From 0; NaN for none. */
  readonly choice: Float64Array;
  /** 1 if the best option was taken; NaN for none. */
  readonly correct: Float64Array;
  readonly outcome: Float64Array;
  /** s; NaN for none. */
  readonly reactionTime: Float64Array;
}

/** A column for each recorded variable whose name is known to the compiler. */
type RecordedColumns<Recorded extends string> = string extends Recorded
  ? unknown
  : Readonly<Record<Recorded, Float32Array>>;

/** Means over phases: a row for each group, subject, trial and phase, a `Float32Array` for each recorded variable. */
export interface PhaseTable extends Table {
  readonly group: readonly string[];
  readonly subject: Int32Array;
  readonly trial: Int32Array;
  readonly phase: readonly string[];
}

/** Samples in time: a row for each subject and sample, a `Float32Array` for each recorded variable. */
export interface SampleTable extends Table {
  readonly subject: Int32Array;
  /** Steps made. */
  readonly step: Int32Array;
  /** s, after the step. */
  readonly time: Float64Array;
}

/** Samples within trials: a row for each group, subject, trial and sample; none without `every`. */
export interface TrialSampleTable extends Table {
  readonly group: readonly string[];
  readonly subject: Int32Array;
  readonly trial: Int32Array;
  readonly phase: readonly string[];
  /** Steps that the subject had made since its session began. */
  readonly step: Int32Array;
  /** The same in s; hours of rest that are passed without steps are not in it. */
  readonly time: Float64Array;
}

/**
 * The trials with one number of a group's subjects, given once all have ended theirs. Subjects whose session had fewer
 * trials are missing. Where subjects set the pace, they end the trial at different times.
 */
export interface Trial<Recorded extends string = never> {
  readonly group: string;
  /** From 0. */
  readonly trial: number;
  /** A row for each subject. */
  readonly table: TrialTable;
  /** A row for each subject and phase. */
  readonly signals: PhaseTable & RecordedColumns<Recorded>;
  /** A row for each subject and sample. */
  readonly samples: TrialSampleTable & RecordedColumns<Recorded>;
  /**
   * Values of any variable at the end of a subject's trial, `[element]`, by the subject's number; to be asked for before
   * the next trial is taken. @throws RangeError for unknown names, or if the subject had no such trial.
   */
  read(variable: string, subject: number): Float32Array;
}

/** Everything that a run over a task gives; rows in order of groups (by name), subjects, trials. */
export interface TaskResult<Recorded extends string = never> {
  readonly trials: TrialTable;
  readonly signals: PhaseTable & RecordedColumns<Recorded>;
  readonly samples: TrialSampleTable & RecordedColumns<Recorded>;
  /** Each group's subjects, each as it was at the end of its session. */
  readonly simulations: Readonly<Record<string, Simulation>>;
}

/** Subjects that do a task; nothing happens until it is asked for, and each time it begins anew with the same bits. */
export interface TaskRun<Recorded extends string = never> {
  readonly task: TaskDescription;
  /**
   * Simulates trial by trial, group after group. Leaving the loop ends the run.
   *
   * @throws Interrupted after the signal was aborted, NumericalError if a state stops being finite.
   */
  trials(): AsyncGenerator<Trial<Recorded>, void, void>;
  /** Simulates everything. Throws as `trials` does. */
  result(): Promise<TaskResult<Recorded>>;
}

/** Recorded values after a step. */
export interface Sample<Recorded extends string = never> {
  readonly step: number;
  /** s. */
  readonly time: number;
  /** By recorded variable, `[subject]`. */
  readonly values: Readonly<Record<Recorded, Float32Array>>;
  /** Values of any variable now, `[element]`, by the subject's number. */
  read(variable: string, subject: number): Float32Array;
}

/** Everything that a driven run gives. */
export interface DrivenResult<Recorded extends string = never> {
  readonly signals: SampleTable & RecordedColumns<Recorded>;
  /** The subjects after the last step. */
  readonly simulation: Simulation;
}

/** Subjects whose inputs the caller writes; begins anew each time it is asked for something. */
export interface DrivenRun<Recorded extends string = never> {
  readonly steps: number;
  /** Simulates sample by sample. @throws Interrupted, or UnstableRunError if a state stops being finite. */
  samples(): AsyncGenerator<Sample<Recorded>, void, void>;
  /** Simulates everything. Throws as `samples` does. */
  result(): Promise<DrivenResult<Recorded>>;
}

/**
 * Simulates subjects that do a task (`task`), or whose inputs the caller writes (`drive`). The result depends on model,
 * task or drive, seed and subject numbers alone, not on the machine or on who else is simulated.
 *
 * @throws RangeError for wrong options; SpecificationError if the model does not fit the task.
 */
export function simulate<const Recorded extends string = never>(
  compiled: CompiledModel,
  options: TaskRunOptions<Recorded>,
): TaskRun<Recorded>;
export function simulate<const Recorded extends string = never>(
  compiled: CompiledModel,
  options: DrivenRunOptions<Recorded>,
): DrivenRun<Recorded>;
export function simulate(compiled: CompiledModel, options: TaskRunOptions | DrivenRunOptions): unknown {
  checkSeed(options.seed);
  const subjects = subjectNumbers(options.subjects);
  const driven = "drive" in options;
  if (driven === "task" in options) {
    throw new RangeError("simulate needs either a task, or a duration and a function that drives the inputs");
  }
  return driven ? drivenRun(compiled, subjects, options) : taskRun(compiled, subjects, options as TaskRunOptions);
}
