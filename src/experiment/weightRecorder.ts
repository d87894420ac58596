import type { Simulation } from "../engine/simulation.ts";
import type { EndedTrial, LaneMoment, SessionObserver } from "./session.ts";

/** Statistics of a projection's weights in a snapshot. */
export const weightStatistics = ["mean", "standardDeviation", "changeSinceStart"] as const;

/**
 * Follows the plastic weights of one tile: snapshots at the ends of blocks and how much changes in each phase, each
 * subject by its own clock.
 */
export class WeightRecorder implements SessionObserver {
  /** `[snapshot][projection, statistic, lane]`; the first is before the session. */
  readonly snapshots: readonly Float64Array[];
  /** Trials that had ended at each snapshot (more than a subject had: at the end of its session). */
  readonly snapshotTrials: readonly number[];
  /** Sum over trials of the mean absolute change per synapse, `[projection, block, phase, lane]`. */
  readonly change: Float64Array;
  readonly #weights: readonly Float32Array[];
  /** Places of each projection's weights in order of synapses, so that sums are taken in that order. */
  readonly #places: readonly Int32Array[];
  #start: readonly Float32Array[] = [];
  readonly #before: readonly Float32Array[];
  readonly #blocks: readonly number[];
  readonly #phases: number;
  /** Snapshots that each lane has had. */
  readonly #taken = new Int32Array(4);

  /**
   * @param variables - Program names of the weight variables, one for each plastic projection.
   * @param blocks - Trials that have ended at the end of each block.
   */
  constructor(simulation: Simulation, variables: readonly string[], blocks: readonly number[], phases: number) {
    this.#weights = variables.map((variable) => simulation.view(variable, 0));
    this.#places = variables.map(
      (name) => simulation.places(name) ?? Int32Array.from({ length: simulation.sizeOf(name) }, (_, i) => i),
    );
    this.#before = this.#weights.map((weights) => new Float32Array(weights.length));
    this.#blocks = blocks;
    this.#phases = phases;
    this.change = new Float64Array(variables.length * blocks.length * phases * 4);
    this.snapshotTrials = [0, ...blocks];
    this.snapshots = this.snapshotTrials.map(() => new Float64Array(variables.length * 3 * 4).fill(Number.NaN));
  }

  sessionStart(): void {
    this.#start = this.#weights.map((weights) => weights.slice());
    this.#before.forEach((before, projection) => {
      before.set(this.#weights[projection]!);
    });
    for (let lane = 0; lane < 4; lane++) this.#snapshot(lane);
  }

  momentEnd(moments: readonly LaneMoment[]): void {
    for (const { lane, trial, phase } of moments) {
      const block = this.#blocks.findIndex((end) => trial < end);
      this.#weights.forEach((weights, projection) => {
        const change = takeAbsoluteChange(weights, this.#before[projection]!, this.#places[projection]!, lane);
        if (block < 0) return;
        this.change[((projection * this.#blocks.length + block) * this.#phases + phase) * 4 + lane]! += change;
      });
    }
  }

  trialEnd(trials: readonly EndedTrial[]): void {
    for (const { lane, trial } of trials) if (this.#blocks.includes(trial + 1)) this.#snapshot(lane);
  }

  laneEnd(lane: number): void {
    while (this.#taken[lane]! < this.snapshots.length) this.#snapshot(lane);
  }

  #snapshot(lane: number): void {
    const snapshot = this.snapshots[this.#taken[lane]!]!;
    this.#taken[lane]!++;
    this.#weights.forEach((weights, projection) => {
      const places = this.#places[projection]!;
      summarise(snapshot, projection * 12 + lane, weights, this.#start[projection]!, places, lane);
    });
  }
}

/** The mean over a lane's synapses of |now − before|; takes over the new values. */
function takeAbsoluteChange(now: Float32Array, before: Float32Array, places: Int32Array, lane: number): number {
  let sum = 0;
  for (const place of places) {
    const i = 4 * place + lane;
    sum += Math.abs(now[i]! - before[i]!);
    before[i] = now[i]!;
  }
  return sum / places.length;
}

function summarise(
  snapshot: Float64Array,
  at: number,
  weights: Float32Array,
  start: Float32Array,
  places: Int32Array,
  lane: number,
): void {
  const synapses = places.length;
  let sum = 0;
  let change = 0;
  for (const place of places) {
    const i = 4 * place + lane;
    sum += weights[i]!;
    change += weights[i]! - start[i]!;
  }
  const mean = sum / synapses;
  let squares = 0;
  for (const place of places) {
    const distance = weights[4 * place + lane]! - mean;
    squares += distance * distance;
  }
  snapshot[at] = mean;
  snapshot[at + 4] = Math.sqrt(squares / synapses);
  snapshot[at + 8] = change / synapses;
}
