import type { LoweredModel } from "../spec/lowered.ts";
import type { TaskDescription } from "../tasks/task.ts";
import type { ArmData, SubjectData } from "./armData.ts";
import { blockEnds, blockOf } from "./blocks.ts";
import type { SessionPlan } from "./plan.ts";
import type { TableForm, TableStream } from "./tableStream.ts";
import { placeNumbers } from "./variableRecorder.ts";

const missing = Number.NaN;

/** The columns of `signals`. */
export const signalForm: TableForm = [
  { name: "group", type: "text", optional: false },
  { name: "subject", type: "whole", optional: true },
  { name: "block", type: "whole", optional: true },
  { name: "trial", type: "whole", optional: true },
  { name: "phase", type: "text", optional: true },
  { name: "time", type: "single", optional: true },
  { name: "area", type: "text", optional: false },
  { name: "variable", type: "text", optional: false },
  { name: "value", type: "single", optional: true },
  { name: "unit", type: "text", optional: false },
];

/** Writes the rows of `signals`: modulators, occupancies and activity of one group. */
export class SignalRows {
  readonly #rows: TableStream;
  readonly #plan: SessionPlan;
  readonly #task: TaskDescription;
  readonly #group: string;
  readonly #step: number;
  readonly #blocks: readonly number[];
  /** Places of the wanted signals among all, and what stands in their rows. */
  readonly #signals: readonly number[];
  readonly #areas: Int32Array;
  readonly #variables: Int32Array;
  readonly #units: Int32Array;
  /** Values of one moment, a row a signal. */
  readonly #values: Float64Array;
  /** Phases that are wanted, with their places among all. */
  readonly #phases: readonly { readonly phase: string; readonly index: number }[];

  constructor(rows: TableStream, plan: SessionPlan, task: TaskDescription, group: string, model: LoweredModel) {
    this.#rows = rows;
    this.#plan = plan;
    this.#task = task;
    this.#group = group;
    this.#step = model.program.step;
    this.#blocks = blockEnds(task);
    const { areas, phases } = plan.recording;
    const wanted = model.signals.flatMap((signal, index) =>
      areas === null || areas.includes(signal.area) ? [{ ...signal, index }] : [],
    );
    const codes = (column: "area" | "variable" | "unit") =>
      rows.codesOf(
        column,
        wanted.map((signal) => signal[column]),
      );
    this.#signals = wanted.map(({ index }) => index);
    this.#areas = codes("area");
    this.#variables = codes("variable");
    this.#units = codes("unit");
    this.#values = new Float64Array(wanted.length);
    this.#phases = task.phases.flatMap(({ name: phase }, index) =>
      phases === null || phases.includes(phase) ? [{ phase, index }] : [],
    );
  }

  /** A subject's means in each block and phase, if it has rows of its own, and its full trace, if it has one. */
  addSubject({ subject, blockMeans, trace }: SubjectData): void {
    if (blockMeans && subject < this.#plan.recordedSubjects) this.#addBlocks(subject, blockMeans);
    if (trace) this.#addTrace(subject, trace);
  }

  /** The mean over subjects in each trial and phase, where all subjects have the same number of trials. */
  addMeans({ phaseSums, phaseCounts }: ArmData): void {
    const phases = this.#task.phases.length;
    const trials = this.#task.trials ?? 0;
    for (let trial = 0; trial < trials; trial += this.#plan.recording.everyTrials) {
      const block = blockOf(this.#blocks, trial);
      for (const { phase, index: place } of this.#phases) {
        this.#signals.forEach((signal, row) => {
          const at = (signal * trials + trial) * phases + place;
          this.#values[row] = phaseSums[at]! / phaseCounts[at]!;
        });
        this.#add(missing, block, trial, phase, missing);
      }
    }
  }

  #addBlocks(subject: number, means: Float32Array): void {
    const phases = this.#task.phases.length;
    const blocks = this.#blocks.length;
    for (let block = 0; block < blocks; block++) {
      for (const { phase, index: place } of this.#phases) {
        this.#signals.forEach((signal, row) => {
          this.#values[row] = means[(signal * blocks + block) * phases + place]!;
        });
        this.#add(subject, block, missing, phase, missing);
      }
    }
  }

  #addTrace(subject: number, { values, places }: NonNullable<SubjectData["trace"]>): void {
    const samples = places.length / placeNumbers;
    const wanted = new Set(this.#phases.map(({ index }) => index));
    for (let sample = 0; sample < samples; sample++) {
      const trial = places[sample * placeNumbers]!;
      const phase = places[sample * placeNumbers + 1]!;
      const time = places[sample * placeNumbers + 2]!;
      const block = blockOf(this.#blocks, trial);
      if (block < 0 || trial % this.#plan.recording.everyTrials !== 0 || !wanted.has(phase)) continue;
      this.#signals.forEach((signal, row) => {
        this.#values[row] = values[signal * samples + sample]!;
      });
      this.#add(subject, block, trial, null, time);
    }
  }

  /** Adds the rows of one moment, whose values are `#values`. */
  #add(subject: number, block: number, trial: number, phase: string | null, time: number): void {
    const { length } = this.#values;
    const [areas, variables, values, units] = [this.#areas, this.#variables, this.#values, this.#units];
    this.#rows.addColumns(length, [this.#group, subject, block, trial, phase, time, areas, variables, values, units]);
  }
}
