import type { Simulation } from "../engine/simulation.ts";
import type { PhaseMoment, SessionObserver } from "./session.ts";

/** Statistics of a projection's weights in a snapshot. */
export const weightStatistics = ["mean", "standardDeviation", "changeSinceStart"] as const;

/** Follows the plastic weights of one tile: snapshots at the ends of blocks and how much changes in each phase. */
export class WeightRecorder implements SessionObserver {
  /** `[snapshot][projection, statistic, lane]`; the first is before the session. */
  readonly snapshots: Float64Array[] = [];
  /** Trials that had ended at each snapshot. */
  readonly snapshotTrials: number[] = [];
  /** Sum over trials of the mean absolute change per synapse, `[projection, block, phase, lane]`. */
  readonly change: Float64Array;
  readonly #weights: readonly Float32Array[];
  #start: readonly Float32Array[] = [];
  readonly #before: readonly Float32Array[];
  readonly #blocks: readonly number[];
  readonly #phases: number;

  /**
   * @param variables - Program names of the weight variables, one for each plastic projection.
   * @param blocks - Trials that have ended at the end of each block.
   */
  constructor(simulation: Simulation, variables: readonly string[], blocks: readonly number[], phases: number) {
    this.#weights = variables.map((variable) => simulation.view(variable, 0));
    this.#before = this.#weights.map((weights) => new Float32Array(weights.length));
    this.#blocks = blocks;
    this.#phases = phases;
    this.change = new Float64Array(variables.length * blocks.length * phases * 4);
  }

  sessionStart(): void {
    this.#start = this.#weights.map((weights) => weights.slice());
    this.#before.forEach((before, projection) => {
      before.set(this.#weights[projection]!);
    });
    this.#snapshot(0);
  }

  phaseEnd({ trial, phase }: PhaseMoment): void {
    const block = this.#blocks.findIndex((end) => trial < end);
    this.#weights.forEach((weights, projection) => {
      const at = ((projection * this.#blocks.length + block) * this.#phases + phase) * 4;
      addAbsoluteChange(this.change, at, weights, this.#before[projection]!);
    });
  }

  trialEnd(trial: number): void {
    if (this.#blocks.includes(trial + 1)) this.#snapshot(trial + 1);
  }

  #snapshot(trials: number): void {
    const snapshot = new Float64Array(this.#weights.length * 3 * 4);
    this.#weights.forEach((weights, projection) => {
      summarise(snapshot, projection * 12, weights, this.#start[projection]!);
    });
    this.snapshots.push(snapshot);
    this.snapshotTrials.push(trials);
  }
}

/** Adds the mean over synapses of |now − before| for each lane, and takes over the new values. */
function addAbsoluteChange(sums: Float64Array, at: number, now: Float32Array, before: Float32Array): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < now.length; i += 4) {
    a += Math.abs(now[i]! - before[i]!);
    b += Math.abs(now[i + 1]! - before[i + 1]!);
    c += Math.abs(now[i + 2]! - before[i + 2]!);
    d += Math.abs(now[i + 3]! - before[i + 3]!);
  }
  const synapses = now.length / 4;
  sums[at]! += a / synapses;
  sums[at + 1]! += b / synapses;
  sums[at + 2]! += c / synapses;
  sums[at + 3]! += d / synapses;
  before.set(now);
}

function summarise(snapshot: Float64Array, at: number, weights: Float32Array, start: Float32Array): void {
  const synapses = weights.length / 4;
  for (let lane = 0; lane < 4; lane++) {
    let sum = 0;
    let change = 0;
    for (let i = lane; i < weights.length; i += 4) {
      sum += weights[i]!;
      change += weights[i]! - start[i]!;
    }
    const mean = sum / synapses;
    let squares = 0;
    for (let i = lane; i < weights.length; i += 4) squares += (weights[i]! - mean) * (weights[i]! - mean);
    snapshot[at + lane] = mean;
    snapshot[at + 4 + lane] = Math.sqrt(squares / synapses);
    snapshot[at + 8 + lane] = change / synapses;
  }
}
