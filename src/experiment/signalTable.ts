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
  /** Signals and phases that are wanted, with their places among all. */
  readonly #signals: readonly { readonly signal: LoweredModel["signals"][number]; readonly index: number }[];
  readonly #phases: readonly { readonly phase: string; readonly index: number }[];

  constructor(rows: TableStream, plan: SessionPlan, task: TaskDescription, group: string, model: LoweredModel) {
    this.#rows = rows;
    this.#plan = plan;
    this.#task = task;
    this.#group = group;
    this.#step = model.program.step;
    this.#blocks = blockEnds(task);
    const { areas, phases } = plan.recording;
    this.#signals = model.signals.flatMap((signal, index) =>
      areas === null || areas.includes(signal.area) ? [{ signal, index }] : [],
    );
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
        for (const { signal, index } of this.#signals) {
          const at = (index * trials + trial) * phases + place;
          this.#add(missing, block, trial, phase, missing, signal, phaseSums[at]! / phaseCounts[at]!);
        }
      }
    }
  }

  #addBlocks(subject: number, means: Float32Array): void {
    const phases = this.#task.phases.length;
    const blocks = this.#blocks.length;
    for (let block = 0; block < blocks; block++) {
      for (const { phase, index: place } of this.#phases) {
        for (const { signal, index } of this.#signals) {
          const value = means[(index * blocks + block) * phases + place]!;
          this.#add(subject, block, missing, phase, missing, signal, value);
        }
      }
    }
  }

  #addTrace(subject: number, { values, places }: NonNullable<SubjectData["trace"]>): void {
    const samples = places.length / placeNumbers;
    for (let sample = 0; sample < samples; sample++) {
      const [trial, phase, time] = places.subarray(
        sample * placeNumbers,
        (sample + 1) * placeNumbers,
      ) as ArrayLike<number> as [number, number, number];
      const block = blockOf(this.#blocks, trial);
      if (block < 0 || trial % this.#plan.recording.everyTrials !== 0) continue;
      if (!this.#phases.some(({ index }) => index === phase)) continue;
      for (const { signal, index } of this.#signals) {
        this.#add(subject, block, trial, null, time, signal, values[index * samples + sample]!);
      }
    }
  }

  #add(
    subject: number,
    block: number,
    trial: number,
    phase: string | null,
    time: number,
    { area, variable, unit }: LoweredModel["signals"][number],
    value: number,
  ): void {
    this.#rows.add([this.#group, subject, block, trial, phase, time, area, variable, value, unit]);
  }
}
