import type { Simulation } from "../engine/simulation.ts";
import { RecordedValues, type RecordedVariable } from "./recordedVariable.ts";
import type { EndedTrial, LaneMoment, SessionObserver } from "./session.ts";

/** One subject's sums over the phases of its trial under way. */
interface PhaseSums {
  /** `[variable, phase]` */
  readonly sums: Float64Array;
  /** Steps in each phase. */
  readonly steps: Float64Array;
}

/** Means of recorded variables over the phases of each trial, of one tile; a phase that comes twice counts as one. */
export class PhaseMeans implements SessionObserver {
  readonly #recorded: readonly RecordedVariable[];
  readonly #values: RecordedValues;
  readonly #phases: number;
  readonly #lanes: readonly PhaseSums[];
  /** Phase that each lane is in; −1 for none. */
  readonly #now: Int32Array;
  /** Means of ended trials by number and lane, until they are taken. */
  readonly #ended = new Map<string, Float32Array>();

  constructor(simulation: Simulation, tile: number, recorded: readonly RecordedVariable[], phases: number) {
    this.#recorded = recorded;
    this.#values = new RecordedValues(simulation, tile, recorded);
    this.#phases = phases;
    this.#lanes = Array.from({ length: simulation.lanes }, () => ({
      sums: new Float64Array(recorded.length * phases),
      steps: new Float64Array(phases),
    }));
    this.#now = new Int32Array(simulation.lanes).fill(-1);
  }

  momentStart(moments: readonly LaneMoment[]): void {
    for (const { lane, phase } of moments) this.#now[lane] = phase;
  }

  step(): void {
    this.#lanes.forEach(({ sums, steps }, lane) => {
      const phase = this.#now[lane]!;
      if (phase < 0) return;
      steps[phase]!++;
      for (let variable = 0; variable < this.#recorded.length; variable++) {
        sums[variable * this.#phases + phase]! += this.#values.value(variable, lane);
      }
    });
  }

  momentEnd(moments: readonly LaneMoment[]): void {
    for (const { lane } of moments) this.#now[lane] = -1;
  }

  trialEnd(trials: readonly EndedTrial[]): void {
    for (const { lane, trial } of trials) {
      const { sums, steps } = this.#lanes[lane]!;
      this.#ended.set(
        key(trial, lane),
        Float32Array.from(sums, (sum, at) => sum / steps[at % this.#phases]!),
      );
      sums.fill(0);
      steps.fill(0);
    }
  }

  /** Means of a lane's trial, a column `[phase]` for each variable (NaN for a phase that did not come), once. */
  take(trial: number, lane: number): Readonly<Record<string, Float32Array>> {
    const means = this.#ended.get(key(trial, lane));
    if (!means) throw new RangeError(`lane ${lane} has not ended a trial ${trial}, or its means have been taken`);
    this.#ended.delete(key(trial, lane));
    return Object.fromEntries(
      this.#recorded.map(({ column }, variable) => [
        column,
        means.subarray(variable * this.#phases, (variable + 1) * this.#phases),
      ]),
    );
  }
}

function key(trial: number, lane: number): string {
  return `${trial}/${lane}`;
}
