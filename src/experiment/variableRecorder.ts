import type { Simulation } from "../engine/simulation.ts";
import { reduced, type VariableRecording } from "./recording.ts";
import type { LaneMoment, SessionObserver } from "./session.ts";

/** Numbers that say where a recorded row belongs: trial, phase, time from the trial's beginning (s; NaN for a mean). */
export const placeNumbers = 3;

/** Follows the variables that an experiment declares, for one tile; each subject by its own clock. */
export class VariableRecorder implements SessionObserver {
  readonly #followed: readonly FollowedVariable[];

  /** A recorder of those variables that are recorded of some of a simulation's subjects; null if there are none. */
  static of(simulation: Simulation, recordings: readonly VariableRecording[]): VariableRecorder | null {
    const followed = recordings.flatMap((recording, place) =>
      simulation.subjects.flatMap((subject, lane) =>
        subject < recording.subjects ? [new FollowedVariable(simulation, place, recording, lane)] : [],
      ),
    );
    return followed.length > 0 ? new VariableRecorder(followed) : null;
  }

  private constructor(followed: readonly FollowedVariable[]) {
    this.#followed = followed;
  }

  momentStart(moments: readonly LaneMoment[]): void {
    for (const moment of moments) for (const followed of this.#of(moment)) followed.begin(moment);
  }

  step(step: number): void {
    for (const followed of this.#followed) followed.step(step);
  }

  momentEnd(moments: readonly LaneMoment[]): void {
    for (const moment of moments) for (const followed of this.#of(moment)) followed.end(moment);
  }

  /** `recorded.<place>.<lane>`, `[row, element]`, and `recordedAt.<place>.<lane>`, `[row, place number]`. */
  arrays(): Record<string, Float32Array | Float64Array> {
    return Object.fromEntries(this.#followed.flatMap((followed) => followed.arrays()));
  }

  #of({ lane }: LaneMoment): readonly FollowedVariable[] {
    return this.#followed.filter((followed) => followed.lane === lane);
  }
}

/** One variable of one subject. */
class FollowedVariable {
  readonly lane: number;
  readonly #place: number;
  readonly #recording: VariableRecording;
  readonly #view: Float32Array;
  /** Where each element stands in the view; null: in its own order. */
  readonly #elements: Int32Array | null;
  readonly #lanes: number;
  readonly #length: number;
  /** `[element]` */
  readonly #sums: Float64Array;
  #moment: LaneMoment | null = null;
  #trial = -1;
  /** First step of the trial under way. */
  #begin = 0;
  /** `[row, element]`, with room for more rows. */
  #values: Float32Array;
  readonly #places: number[] = [];

  constructor(simulation: Simulation, place: number, recording: VariableRecording, lane: number) {
    this.lane = lane;
    this.#place = place;
    this.#recording = recording;
    this.#view = simulation.view(recording.variable, 0);
    this.#elements = simulation.places(recording.variable);
    this.#lanes = simulation.lanes;
    this.#length = simulation.program.step;
    this.#sums = new Float64Array(recording.elements);
    this.#values = new Float32Array(64 * recording.elements);
  }

  begin(moment: LaneMoment): void {
    const { phases, everyTrials } = this.#recording;
    if (moment.trial !== this.#trial) this.#begin = moment.firstStep;
    this.#trial = moment.trial;
    this.#moment = phases.includes(moment.phase) && moment.trial % everyTrials === 0 ? moment : null;
    this.#sums.fill(0);
  }

  step(step: number): void {
    if (!this.#moment) return;
    const { everySteps } = this.#recording;
    const inTrial = step - this.#begin;
    if (everySteps === null) this.#add();
    else if (inTrial % everySteps === 0) {
      this.#add();
      this.#keep(this.#moment, (inTrial + 1) * this.#length, 1);
    }
  }

  end({ steps }: LaneMoment): void {
    if (this.#moment && this.#recording.everySteps === null) this.#keep(this.#moment, Number.NaN, steps);
    this.#moment = null;
  }

  arrays(): [string, Float32Array | Float64Array][] {
    const rows = this.#places.length / placeNumbers;
    return [
      [`recorded.${this.#place}.${this.lane}`, this.#values.slice(0, rows * this.#sums.length)],
      [`recordedAt.${this.#place}.${this.lane}`, Float64Array.from(this.#places)],
    ];
  }

  #add(): void {
    const { reduction } = this.#recording;
    if (reduction !== "all") {
      this.#sums[0]! += reduced(reduction, this.#view, this.lane, this.#lanes);
      return;
    }
    for (let element = 0; element < this.#sums.length; element++) {
      const place = this.#elements?.[element] ?? element;
      this.#sums[element]! += this.#view[this.#lanes * place + this.lane]!;
    }
  }

  #keep({ trial, phase }: LaneMoment, time: number, steps: number): void {
    const at = (this.#places.length / placeNumbers) * this.#sums.length;
    if (at === this.#values.length) {
      const larger = new Float32Array(2 * at);
      larger.set(this.#values);
      this.#values = larger;
    }
    for (let element = 0; element < this.#sums.length; element++) {
      this.#values[at + element] = this.#sums[element]! / steps;
    }
    this.#places.push(trial, phase, time);
    this.#sums.fill(0);
  }
}
