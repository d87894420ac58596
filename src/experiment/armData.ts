import type { TaskDescription } from "../tasks/lockstepTask.ts";
import { alignments } from "./alignedTrace.ts";
import { blockEnds } from "./blocks.ts";
import type { UnitResult } from "./unitResult.ts";

/** What is known of a plan's data before any of it is there. */
export interface ArmShape {
  readonly task: TaskDescription;
  /** Number of recorded signals. */
  readonly signals: number;
  /** Number of plastic projections. */
  readonly projections: number;
  /** Bins of an aligned trace. */
  readonly bins: number;
  /** Subjects (from 0) whose means over blocks are kept. */
  readonly recordedSubjects: number;
}

/** Sums over subjects of one mean trace. */
export interface AlignedSums {
  /** `[signal, bin]`; `counts` is the number of subjects with a value. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly counts: Float64Array;
}

/** All data of one arm, put together from its units in order of subjects. */
export class ArmData {
  readonly shape: ArmShape;
  readonly subjects: number[] = [];
  trials = 0;
  snapshotTrials: readonly number[] = [];
  readonly #columns: Record<string, (Float32Array | Float64Array)[]> = {};
  /** Mean over subjects, `[signal, trial, phase]`. */
  readonly phaseSums: Float64Array;
  /** `[subject][signal, block, phase]`. */
  readonly blockMeans: Float32Array[] = [];
  readonly aligned: readonly AlignedSums[];
  /** Full traces by subject, `[signal, time]`. */
  readonly traces = new Map<number, Float32Array>();
  /** `[subject][snapshot, projection, statistic]`. */
  readonly weights: Float64Array[] = [];
  /** Mean absolute change per synapse and trial, `[subject][projection, block, phase]`. */
  readonly change: Float64Array[] = [];
  readonly #blocks: readonly number[];

  constructor(shape: ArmShape) {
    this.shape = shape;
    const { task, signals, bins } = shape;
    for (const { name } of task.columns) this.#columns[name] = [];
    this.phaseSums = new Float64Array(signals * task.trials * task.phases.length);
    this.aligned = alignments.map(() => ({
      sums: new Float64Array(signals * bins),
      squares: new Float64Array(signals * bins),
      counts: new Float64Array(signals * bins),
    }));
    this.#blocks = blockEnds(task);
  }

  /** Adds a unit; units must come in order of subjects. */
  add({ facts, arrays }: UnitResult): void {
    this.trials = facts.trials;
    this.snapshotTrials = facts.snapshotTrials;
    for (const [name, parts] of Object.entries(this.#columns)) parts.push(arrays[`trials.${name}`]!);
    facts.subjects.forEach((subject, lane) => {
      this.subjects.push(subject);
      this.weights.push(lanesOf(arrays.weights as Float64Array, lane));
      this.change.push(this.#changePerTrial(lanesOf(arrays.change as Float64Array, lane)));
      if (arrays.phases) this.#addPhases(arrays.phases, lane, subject < this.shape.recordedSubjects);
      alignments.forEach((_, index) => {
        const means = arrays[`aligned.${index}`];
        if (means) addAligned(this.aligned[index]!, means, lane);
      });
      const trace = arrays[`trace.${subject}`];
      if (trace) this.traces.set(subject, trace as Float32Array);
    });
  }

  /** A column of the trial table, a row per subject and trial. */
  column(name: string): Float64Array {
    const parts = this.#columns[name]!;
    const column = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      column.set(part, at);
      at += part.length;
    }
    return column;
  }

  #changePerTrial(change: Float64Array): Float64Array {
    const { projections, task } = this.shape;
    const phases = task.phases.length;
    const perTrial = new Float64Array(change.length);
    for (let projection = 0; projection < projections; projection++) {
      this.#blocks.forEach((end, block) => {
        const trials = end - (this.#blocks[block - 1] ?? 0);
        for (let phase = 0; phase < phases; phase++) {
          const at = (projection * this.#blocks.length + block) * phases + phase;
          perTrial[at] = change[at]! / trials;
        }
      });
    }
    return perTrial;
  }

  #addPhases(means: Float32Array | Float64Array, lane: number, recorded: boolean): void {
    const { signals, task } = this.shape;
    const phases = task.phases.length;
    const blocks = this.#blocks;
    const blockMeans = new Float32Array(signals * blocks.length * phases);
    for (let signal = 0; signal < signals; signal++) {
      for (let phase = 0; phase < phases; phase++) {
        blocks.forEach((end, block) => {
          const first = blocks[block - 1] ?? 0;
          let sum = 0;
          for (let trial = first; trial < end; trial++) {
            const at = (signal * task.trials + trial) * phases + phase;
            const value = means[4 * at + lane]!;
            this.phaseSums[at]! += value;
            sum += value;
          }
          blockMeans[(signal * blocks.length + block) * phases + phase] = sum / (end - first);
        });
      }
    }
    if (recorded) this.blockMeans.push(blockMeans);
  }
}

/** One lane's values of an array whose last axis is the lane. */
function lanesOf(values: Float64Array, lane: number): Float64Array {
  const own = new Float64Array(values.length / 4);
  for (let i = 0; i < own.length; i++) own[i] = values[4 * i + lane]!;
  return own;
}

function addAligned({ sums, squares, counts }: AlignedSums, means: ArrayLike<number>, lane: number): void {
  for (let i = 0; i < sums.length; i++) {
    const value = means[4 * i + lane]!;
    if (Number.isNaN(value)) continue;
    sums[i]! += value;
    squares[i]! += value * value;
    counts[i]!++;
  }
}
