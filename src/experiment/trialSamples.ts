import type { Simulation } from "../engine/simulation.ts";
import { RecordedValues, type RecordedVariable } from "./recordedVariable.ts";
import type { EndedTrial, LaneMoment, SessionObserver } from "./session.ts";

/** Samples of recorded variables within one subject's trial. */
export interface SampledTrial {
  /** Steps made since the session began, `[sample]`. */
  readonly steps: readonly number[];
  /** Place of the phase in the task's list, `[sample]`. */
  readonly phases: readonly number[];
  /** Values `[variable, sample]`. */
  readonly values: readonly (readonly number[])[];
}

/** Samples of recorded variables at even times within each trial, of one tile. */
export class TrialSamples implements SessionObserver {
  readonly #values: RecordedValues;
  readonly #variables: number;
  readonly #every: number;
  /** Phase that each lane is in; −1 for none. */
  readonly #now: Int32Array;
  /** What each lane's trial under way has given so far. */
  readonly #open: { steps: number[]; phases: number[]; values: number[][] }[];
  /** Ended trials by number and lane, until they are taken. */
  readonly #ended = new Map<string, SampledTrial>();

  /** @param every - Steps from one sample to the next, counted from the beginning of the session. */
  constructor(simulation: Simulation, tile: number, recorded: readonly RecordedVariable[], every: number) {
    this.#values = new RecordedValues(simulation, tile, recorded);
    this.#variables = recorded.length;
    this.#every = every;
    this.#now = new Int32Array(simulation.lanes).fill(-1);
    this.#open = Array.from({ length: simulation.lanes }, () => this.#empty());
  }

  momentStart(moments: readonly LaneMoment[]): void {
    for (const { lane, phase } of moments) this.#now[lane] = phase;
  }

  step(step: number): void {
    if ((step + 1) % this.#every !== 0) return;
    this.#open.forEach(({ steps, phases, values }, lane) => {
      const phase = this.#now[lane]!;
      if (phase < 0) return;
      steps.push(step + 1);
      phases.push(phase);
      for (let variable = 0; variable < this.#variables; variable++) {
        values[variable]!.push(this.#values.value(variable, lane));
      }
    });
  }

  momentEnd(moments: readonly LaneMoment[]): void {
    for (const { lane } of moments) this.#now[lane] = -1;
  }

  trialEnd(trials: readonly EndedTrial[]): void {
    for (const { lane, trial } of trials) {
      this.#ended.set(`${trial}/${lane}`, this.#open[lane]!);
      this.#open[lane] = this.#empty();
    }
  }

  /** Samples of a lane's trial, once. @throws RangeError if it has not ended or has been taken. */
  take(trial: number, lane: number): SampledTrial {
    const key = `${trial}/${lane}`;
    const found = this.#ended.get(key);
    if (!found) throw new RangeError(`lane ${lane} has not ended a trial ${trial}, or its samples have been taken`);
    this.#ended.delete(key);
    return found;
  }

  #empty(): { steps: number[]; phases: number[]; values: number[][] } {
    return { steps: [], phases: [], values: Array.from({ length: this.#variables }, () => []) };
  }
}
