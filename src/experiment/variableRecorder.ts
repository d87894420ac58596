import type { Simulation } from "../engine/simulation.ts";
import { reduced, type VariableRecording } from "./recording.ts";
import type { PhaseMoment, SessionObserver } from "./session.ts";

/** Numbers that say where a recorded row belongs: trial, phase, time from the trial's beginning (s; NaN for a mean). */
export const placeNumbers = 3;

/** Follows the variables that an experiment declares, for one tile. */
export class VariableRecorder implements SessionObserver {
  readonly #followed: readonly FollowedVariable[];
  #phase: PhaseMoment | null = null;
  /** First step of the trial under way. */
  #begin = 0;

  /** A recorder of those variables that are recorded of some of a simulation's subjects; null if there are none. */
  static of(simulation: Simulation, recordings: readonly VariableRecording[]): VariableRecorder | null {
    const first = Math.min(...simulation.subjects);
    const followed = recordings.flatMap((recording, place) =>
      first < recording.subjects ? [new FollowedVariable(simulation, place, recording)] : [],
    );
    return followed.length > 0 ? new VariableRecorder(followed) : null;
  }

  private constructor(followed: readonly FollowedVariable[]) {
    this.#followed = followed;
  }

  phaseStart(moment: PhaseMoment): void {
    if (moment.trial !== this.#phase?.trial) this.#begin = moment.firstStep;
    this.#phase = moment;
    for (const followed of this.#followed) followed.begin(moment);
  }

  step(step: number): void {
    for (const followed of this.#followed) followed.step(step - this.#begin);
  }

  phaseEnd(moment: PhaseMoment): void {
    for (const followed of this.#followed) followed.end(moment);
  }

  /** `recorded.<place>`, `[row, element, lane]`, and `recordedAt.<place>`, `[row, place number]`. */
  arrays(): Record<string, Float32Array | Float64Array> {
    return Object.fromEntries(this.#followed.flatMap((followed) => followed.arrays()));
  }
}

class FollowedVariable {
  readonly #place: number;
  readonly #recording: VariableRecording;
  readonly #view: Float32Array;
  readonly #lanes: number;
  readonly #length: number;
  /** `[element, lane]` */
  readonly #sums: Float64Array;
  #moment: PhaseMoment | null = null;
  readonly #rows: Float32Array[] = [];
  readonly #places: number[] = [];

  constructor(simulation: Simulation, place: number, recording: VariableRecording) {
    this.#place = place;
    this.#recording = recording;
    this.#view = simulation.view(recording.variable, 0);
    this.#lanes = simulation.lanes;
    this.#length = simulation.program.step;
    this.#sums = new Float64Array(recording.elements * simulation.lanes);
  }

  begin(moment: PhaseMoment): void {
    const { phases, everyTrials } = this.#recording;
    this.#moment = phases.includes(moment.phase) && moment.trial % everyTrials === 0 ? moment : null;
    this.#sums.fill(0);
  }

  /** @param step - From the trial's beginning. */
  step(step: number): void {
    if (!this.#moment) return;
    const { everySteps } = this.#recording;
    if (everySteps === null) this.#add();
    else if (step % everySteps === 0) {
      this.#add();
      this.#keep(this.#moment, (step + 1) * this.#length, 1);
    }
  }

  end({ steps }: PhaseMoment): void {
    if (this.#moment && this.#recording.everySteps === null) this.#keep(this.#moment, Number.NaN, steps);
  }

  arrays(): [string, Float32Array | Float64Array][] {
    const width = this.#sums.length;
    const all = new Float32Array(this.#rows.length * width);
    this.#rows.forEach((row, index) => {
      all.set(row, index * width);
    });
    return [
      [`recorded.${this.#place}`, all],
      [`recordedAt.${this.#place}`, Float64Array.from(this.#places)],
    ];
  }

  #add(): void {
    const { reduction } = this.#recording;
    if (reduction === "all") {
      for (let at = 0; at < this.#sums.length; at++) this.#sums[at]! += this.#view[at]!;
      return;
    }
    for (let lane = 0; lane < this.#lanes; lane++) {
      this.#sums[lane]! += reduced(reduction, this.#view, lane, this.#lanes);
    }
  }

  #keep({ trial, phase }: PhaseMoment, time: number, steps: number): void {
    this.#rows.push(Float32Array.from(this.#sums, (sum) => sum / steps));
    this.#places.push(trial, phase, time);
    this.#sums.fill(0);
  }
}
