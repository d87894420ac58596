import { type DescribedGroup, type GroupName, GroupStatistics } from "../analysis/index.ts";
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
}

/** Sums over subjects of one mean trace. */
export interface AlignedSums {
  /** `[signal, bin]`; `counts` is the number of subjects with a value. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly counts: Float64Array;
}

/** One subject's part of a unit. */
export interface SubjectData {
  readonly subject: number;
  /** Trials that had ended at each snapshot of the weights. */
  readonly snapshotTrials: readonly number[];
  /** `[snapshot, projection, statistic]` */
  readonly weights: Float64Array;
  /** Mean absolute change per synapse and trial, `[projection, block, phase]`. */
  readonly change: Float64Array;
  /** Means of the signals, `[signal, block, phase]`; null in attribution runs. */
  readonly blockMeans: Float32Array | null;
  /** Full trace, `[signal, time]`, or null. */
  readonly trace: Float32Array | null;
}

/**
 * What is added up over the subjects of one arm, unit by unit. Its size depends on the model and the task, not on the
 * number of subjects (but for a few numbers of behaviour for each).
 */
export class ArmData {
  readonly shape: ArmShape;
  /** Number of subjects added. */
  subjects = 0;
  /** Sum over subjects, `[signal, trial, phase]`. */
  readonly phaseSums: Float64Array;
  readonly aligned: readonly AlignedSums[];
  /** Sums over subjects of the mean absolute change per synapse and trial: `[projection, phase]`, `[projection, block]`. */
  readonly changeByPhase: Float64Array;
  readonly changeByBlock: Float64Array;
  /** Sum over subjects of the mean change from the first to the last snapshot, `[projection]`. */
  readonly netChange: Float64Array;
  readonly #statistics = new GroupStatistics();
  readonly #blocks: readonly number[];

  constructor(shape: ArmShape) {
    this.shape = shape;
    const { task, signals, projections, bins } = shape;
    this.phaseSums = new Float64Array(signals * task.trials * task.phases.length);
    this.aligned = alignments.map(() => ({
      sums: new Float64Array(signals * bins),
      squares: new Float64Array(signals * bins),
      counts: new Float64Array(signals * bins),
    }));
    this.#blocks = blockEnds(task);
    this.changeByPhase = new Float64Array(projections * task.phases.length);
    this.changeByBlock = new Float64Array(projections * this.#blocks.length);
    this.netChange = new Float64Array(projections);
  }

  /** Behaviour of the subjects. */
  behaviour(name: GroupName): DescribedGroup {
    return this.#statistics.describe(name);
  }

  /** Adds a unit and gives its subjects' parts; units must come in order of subjects. */
  add({ facts, arrays }: UnitResult, trials: Readonly<Record<string, Float64Array>>): SubjectData[] {
    this.#statistics.add(trials);
    return facts.subjects.map((subject, lane) => {
      this.subjects++;
      const weights = lanesOf(arrays.weights as Float64Array, lane);
      const change = this.#changePerTrial(lanesOf(arrays.change as Float64Array, lane));
      this.#addChange(change, weights);
      const blockMeans = arrays.phases ? this.#addPhases(arrays.phases, lane) : null;
      alignments.forEach((_, index) => {
        const means = arrays[`aligned.${index}`];
        if (means) addAligned(this.aligned[index]!, means, lane);
      });
      const trace = (arrays[`trace.${subject}`] as Float32Array | undefined) ?? null;
      return { subject, snapshotTrials: facts.snapshotTrials, weights, change, blockMeans, trace };
    });
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

  #addChange(change: Float64Array, weights: Float64Array): void {
    const { projections, task } = this.shape;
    const phases = task.phases.length;
    const blocks = this.#blocks.length;
    for (let projection = 0; projection < projections; projection++) {
      const at = (block: number, phase: number) => change[(projection * blocks + block) * phases + phase]!;
      for (let phase = 0; phase < phases; phase++) {
        let sum = 0;
        this.#blocks.forEach((end, block) => {
          sum += at(block, phase) * (end - (this.#blocks[block - 1] ?? 0));
        });
        this.changeByPhase[projection * phases + phase]! += sum / task.trials;
      }
      for (let block = 0; block < blocks; block++) {
        let sum = 0;
        for (let phase = 0; phase < phases; phase++) sum += at(block, phase);
        this.changeByBlock[projection * blocks + block]! += sum;
      }
      this.netChange[projection]! += weights[weights.length - 3 * projections + 3 * projection + 2]!;
    }
  }

  #addPhases(means: Float32Array | Float64Array, lane: number): Float32Array {
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
    return blockMeans;
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
