import { type DescribedGroup, type GroupName, GroupStatistics, type MeasuredGroup } from "../analysis/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
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
  /** Full trace, `[signal, sample]`, and where its samples belong (trial, phase, time in the trial), or null. */
  readonly trace: { readonly values: Float32Array; readonly places: Float64Array } | null;
}

/**
 * What is added up over the subjects of one arm, unit by unit. Its size depends on the model and the task, not on the
 * number of subjects (but for a few numbers of behaviour for each).
 */
export class ArmData {
  readonly shape: ArmShape;
  /** Number of subjects added. */
  subjects = 0;
  /** The most trials that one of them had. */
  mostTrials = 0;
  /** Sum over subjects and number of those who had the phase, `[signal, trial, phase]`; none if trials differ in number. */
  readonly phaseSums: Float64Array;
  readonly phaseCounts: Float64Array;
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
    this.phaseSums = new Float64Array(signals * (task.trials ?? 0) * task.phases.length);
    this.phaseCounts = new Float64Array(this.phaseSums.length);
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

  /** Measures of the subjects' behaviour, without a description. */
  measures(id: string): MeasuredGroup {
    return this.#statistics.measure(id);
  }

  /** Adds a unit and gives its subjects' parts; units must come in order of subjects. */
  add({ facts, arrays }: UnitResult, trials: Readonly<Record<string, Float64Array>>): SubjectData[] {
    this.#statistics.add(trials);
    this.mostTrials = Math.max(this.mostTrials, facts.trials);
    return facts.subjects.map((subject, lane) => {
      this.subjects++;
      const weights = lanesOf(arrays.weights as Float64Array, lane);
      const own = facts.trialsOf[lane]!;
      const change = this.#changePerTrial(lanesOf(arrays.change as Float64Array, lane), own);
      this.#addChange(change, weights, own);
      const blockMeans = arrays.phases ? this.#addPhases(arrays.phases, lane, facts.trials) : null;
      alignments.forEach((_, index) => {
        const means = arrays[`aligned.${index}`];
        if (means) addAligned(this.aligned[index]!, means, lane);
      });
      const values = arrays[`trace.${subject}`] as Float32Array | undefined;
      const places = arrays[`traceAt.${subject}`] as Float64Array | undefined;
      const trace = values && places ? { values, places } : null;
      const snapshotTrials = facts.snapshotTrials.map((trials) => Math.min(trials, own));
      return { subject, snapshotTrials, weights, change, blockMeans, trace };
    });
  }

  /** @param own - Trials that the subject had. */
  #changePerTrial(change: Float64Array, own: number): Float64Array {
    const { projections, task } = this.shape;
    const phases = task.phases.length;
    const perTrial = new Float64Array(change.length);
    for (let projection = 0; projection < projections; projection++) {
      this.#blocks.forEach((_, block) => {
        const trials = this.#trialsIn(block, own);
        for (let phase = 0; phase < phases; phase++) {
          const at = (projection * this.#blocks.length + block) * phases + phase;
          perTrial[at] = change[at]! / trials;
        }
      });
    }
    return perTrial;
  }

  /** Number of a block's trials among those that a subject had. */
  #trialsIn(block: number, own: number): number {
    return Math.max(0, Math.min(own, this.#blocks[block]!) - (this.#blocks[block - 1] ?? 0));
  }

  #addChange(change: Float64Array, weights: Float64Array, own: number): void {
    const { projections, task } = this.shape;
    const phases = task.phases.length;
    const blocks = this.#blocks.length;
    for (let projection = 0; projection < projections; projection++) {
      const at = (block: number, phase: number) => change[(projection * blocks + block) * phases + phase]!;
      for (let phase = 0; phase < phases; phase++) {
        let sum = 0;
        this.#blocks.forEach((_, block) => {
          const trials = this.#trialsIn(block, own);
          if (trials > 0) sum += at(block, phase) * trials;
        });
        this.changeByPhase[projection * phases + phase]! += own > 0 ? sum / own : 0;
      }
      for (let block = 0; block < blocks; block++) {
        let sum = 0;
        for (let phase = 0; phase < phases; phase++) sum += this.#trialsIn(block, own) > 0 ? at(block, phase) : 0;
        this.changeByBlock[projection * blocks + block]! += sum;
      }
      this.netChange[projection]! += weights[weights.length - 3 * projections + 3 * projection + 2]!;
    }
  }

  /** @param trials - Trials of the unit's means. */
  #addPhases(means: Float32Array | Float64Array, lane: number, trials: number): Float32Array {
    const { signals, task } = this.shape;
    const phases = task.phases.length;
    const blocks = this.#blocks;
    const blockMeans = new Float32Array(signals * blocks.length * phases);
    for (let signal = 0; signal < signals; signal++) {
      for (let phase = 0; phase < phases; phase++) {
        blocks.forEach((end, block) => {
          let sum = 0;
          let count = 0;
          for (let trial = blocks[block - 1] ?? 0; trial < Math.min(end, trials); trial++) {
            const value = means[4 * ((signal * trials + trial) * phases + phase) + lane]!;
            if (Number.isNaN(value)) continue;
            this.#addPhase((signal * (task.trials ?? 0) + trial) * phases + phase, value);
            sum += value;
            count++;
          }
          blockMeans[(signal * blocks.length + block) * phases + phase] = sum / count;
        });
      }
    }
    return blockMeans;
  }

  #addPhase(at: number, value: number): void {
    if (this.shape.task.trials === null) return;
    this.phaseSums[at]! += value;
    this.phaseCounts[at]!++;
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
