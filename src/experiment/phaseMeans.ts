import type { Simulation } from "../engine/simulation.ts";
import { RecordedValues, type RecordedVariable } from "./recordedVariable.ts";
import type { PhaseMoment, SessionObserver } from "./session.ts";

/** Means of recorded variables over the phases of the trial under way, of one tile. */
export class PhaseMeans implements SessionObserver {
  readonly #recorded: readonly RecordedVariable[];
  readonly #values: RecordedValues;
  readonly #lanes: number;
  readonly #phases: number;
  /** `[variable, lane]` */
  readonly #sums: Float64Array;
  /** By variable, `[phase, lane]`. */
  #means: Record<string, Float32Array>;

  constructor(simulation: Simulation, tile: number, recorded: readonly RecordedVariable[], phases: number) {
    this.#recorded = recorded;
    this.#values = new RecordedValues(simulation, tile, recorded);
    this.#lanes = simulation.lanes;
    this.#phases = phases;
    this.#sums = new Float64Array(recorded.length * this.#lanes);
    this.#means = this.#empty();
  }

  phaseStart(): void {
    this.#sums.fill(0);
  }

  step(): void {
    for (let at = 0; at < this.#sums.length; at++) {
      this.#sums[at]! += this.#values.value(Math.floor(at / this.#lanes), at % this.#lanes);
    }
  }

  phaseEnd({ phase, steps }: PhaseMoment): void {
    this.#recorded.forEach(({ column }, variable) => {
      for (let lane = 0; lane < this.#lanes; lane++) {
        this.#means[column]![phase * this.#lanes + lane] = this.#sums[variable * this.#lanes + lane]! / steps;
      }
    });
  }

  /** The means of the trial that has ended; the next trial gets new ones. */
  take(): Readonly<Record<string, Float32Array>> {
    const means = this.#means;
    this.#means = this.#empty();
    return means;
  }

  #empty(): Record<string, Float32Array> {
    const length = this.#phases * this.#lanes;
    return Object.fromEntries(this.#recorded.map(({ column }) => [column, new Float32Array(length)] as const));
  }
}
