import type { LoweredModel } from "../spec/lowered.ts";
import type { TaskDescription } from "../tasks/lockstepTask.ts";
import type { ArmData, SubjectData } from "./armData.ts";
import { blockEnds } from "./blocks.ts";
import type { SessionPlan } from "./plan.ts";
import type { TableForm, TableStream } from "./tableStream.ts";

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

  /** The mean over subjects in each trial and phase. */
  addMeans({ phaseSums, subjects }: ArmData): void {
    const phases = this.#task.phases.length;
    for (let trial = 0; trial < this.#task.trials; trial += this.#plan.recording.everyTrials) {
      const block = this.#blockOf(trial);
      for (const { phase, index: place } of this.#phases) {
        for (const { signal, index } of this.#signals) {
          const sum = phaseSums[(index * this.#task.trials + trial) * phases + place]!;
          this.#add(missing, block, trial, phase, missing, signal, sum / subjects);
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

  /** Time from the beginning of the trial. */
  #addTrace(subject: number, trace: Float32Array): void {
    const step = this.#step;
    const all = this.#plan.models[this.#plan.arms[this.#plan.control]!.model]!.signals.length;
    const samples = trace.length / all;
    const ends = this.#phaseEnds();
    const perTrial = ends.at(-1)!;
    for (let sample = 0; sample < samples; sample++) {
      const now = sample * this.#plan.traces.every;
      const trial = Math.floor(now / perTrial);
      const inTrial = now - trial * perTrial;
      if (trial % this.#plan.recording.everyTrials !== 0 || !this.#isWanted(ends, inTrial)) continue;
      const time = (inTrial + 1) * step;
      for (const { signal, index } of this.#signals) {
        this.#add(subject, this.#blockOf(trial), trial, null, time, signal, trace[index * samples + sample]!);
      }
    }
  }

  /** Steps of a trial at the end of each phase. */
  #phaseEnds(): number[] {
    let end = 0;
    return this.#task.phases.map(({ duration }) => {
      end += Math.max(1, Math.round(duration / this.#step));
      return end;
    });
  }

  #isWanted(ends: readonly number[], step: number): boolean {
    const place = ends.findIndex((end) => step < end);
    return this.#phases.some(({ index }) => index === place);
  }

  #blockOf(trial: number): number {
    return this.#blocks.findIndex((end) => trial < end);
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
