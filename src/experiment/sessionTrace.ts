import type { Simulation } from "../engine/simulation.ts";
import { AlignedTrace, type Window } from "./alignedTrace.ts";
import type { PhaseMoment, SessionObserver } from "./session.ts";

/** What is kept of the recorded variables. */
export interface TraceOptions {
  /** Program names of the signals, all of them recorded variables. */
  readonly signals: readonly string[];
  /** Phases of a trial. */
  readonly phases: number;
  readonly window: Window;
  /** Lanes whose full traces are kept, and the steps between samples. */
  readonly lanes: readonly number[];
  readonly every: number;
}

/** What has happened in the trial under way. */
interface TrialState {
  readonly chose: boolean[];
  cueSeen: boolean;
}

/**
 * Sums up the recorded variables of one tile while its session runs: means over phases, mean traces around cue, choice
 * and outcome, and full traces of a few subjects. It keeps the steps of the last trials only, so that memory does not
 * grow with the session's length.
 */
export class SessionTrace implements SessionObserver {
  readonly cue: AlignedTrace;
  readonly choiceMade: AlignedTrace;
  readonly rewarded: AlignedTrace;
  readonly unrewarded: AlignedTrace;
  readonly #options: TraceOptions;
  readonly #source: Float32Array;
  readonly #width: number;
  /** Place of each signal's first lane in a row. */
  readonly #places: Int32Array;
  readonly #sums: Float64Array;
  /** Rows of the steps from `#base` on, `[step, variable, lane]`. */
  #rows: Float32Array;
  #base = 0;
  #steps = 0;
  #trial: TrialState = newTrial();
  /** `[trial][signal, phase, lane]` */
  readonly #phaseMeans: Float32Array[] = [];
  /** `[sample][signal, lane]` */
  readonly #samples: Float32Array[] = [];

  constructor(simulation: Simulation, options: TraceOptions) {
    this.#options = options;
    this.#source = simulation.recording(0);
    this.#width = this.#source.length;
    this.#places = Int32Array.from(options.signals, (signal) => 4 * placeOf(simulation, signal));
    this.#sums = new Float64Array(this.#width);
    this.#rows = new Float32Array(512 * this.#width);
    const aligned = () => new AlignedTrace(this.#places, options.window);
    this.cue = aligned();
    this.choiceMade = aligned();
    this.rewarded = aligned();
    this.unrewarded = aligned();
  }

  phaseStart(moment: PhaseMoment): void {
    if (moment.phase === 0) this.#trial = newTrial();
    if (moment.stimulus && !this.#trial.cueSeen) {
      this.#trial.cueSeen = true;
      for (let lane = 0; lane < 4; lane++) this.cue.expect(moment.firstStep, lane);
    }
    moment.reward.forEach((reward, lane) => {
      if (!moment.outcome[lane]) return;
      (reward > 0 ? this.rewarded : this.unrewarded).expect(moment.firstStep, lane);
    });
  }

  choice(place: number, step: number): void {
    if (this.#trial.chose[place]) return;
    this.#trial.chose[place] = true;
    this.choiceMade.expect(step, place);
  }

  step(step: number): void {
    const at = (step - this.#base) * this.#width;
    if (at >= this.#rows.length) {
      const larger = new Float32Array(2 * this.#rows.length);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows.set(this.#source, at);
    this.#steps = step + 1;
    if (this.#options.lanes.length > 0 && step % this.#options.every === 0) this.#samples.push(this.#signalsNow());
  }

  phaseEnd({ trial, phase, firstStep, steps }: PhaseMoment): void {
    const { phases } = this.#options;
    let means = this.#phaseMeans[trial];
    if (!means) {
      means = new Float32Array(this.#places.length * phases * 4).fill(Number.NaN);
      this.#phaseMeans[trial] = means;
    }
    this.#sum(firstStep - this.#base, steps);
    for (let signal = 0; signal < this.#places.length; signal++) {
      const from = this.#places[signal]!;
      const to = (signal * phases + phase) * 4;
      for (let lane = 0; lane < 4; lane++) means[to + lane] = this.#sums[from + lane]! / steps;
    }
  }

  trialEnd(): void {
    this.#takeWindows(false);
    this.#forget();
  }

  sessionEnd(): void {
    this.#takeWindows(true);
  }

  /** Mean of each signal over each phase: `[signal, trial, phase, lane]`. */
  phaseMeans(): Float32Array {
    const trials = this.#phaseMeans.length;
    const block = this.#options.phases * 4;
    const all = new Float32Array(this.#places.length * trials * block);
    this.#phaseMeans.forEach((means, trial) => {
      for (let signal = 0; signal < this.#places.length; signal++) {
        all.set(means.subarray(signal * block, (signal + 1) * block), (signal * trials + trial) * block);
      }
    });
    return all;
  }

  /** Full trace of a lane, `[signal, sample]`. */
  series(lane: number): Float32Array {
    const samples = this.#samples.length;
    const series = new Float32Array(this.#places.length * samples);
    this.#samples.forEach((values, sample) => {
      for (let signal = 0; signal < this.#places.length; signal++) {
        series[signal * samples + sample] = values[4 * signal + lane]!;
      }
    });
    return series;
  }

  #signalsNow(): Float32Array {
    const values = new Float32Array(this.#places.length * 4);
    this.#places.forEach((from, signal) => {
      for (let lane = 0; lane < 4; lane++) values[4 * signal + lane] = this.#source[from + lane]!;
    });
    return values;
  }

  #takeWindows(all: boolean): void {
    const rows = { data: this.#rows, width: this.#width, base: this.#base, steps: this.#steps };
    for (const trace of [this.cue, this.choiceMade, this.rewarded, this.unrewarded]) trace.take(rows, all);
  }

  /** Drops the rows that no window can need any more. */
  #forget(): void {
    const before = this.#options.window.binsBefore * this.#options.window.stepsPerBin;
    let first = this.#steps - before;
    for (const trace of [this.cue, this.choiceMade, this.rewarded, this.unrewarded]) {
      first = Math.min(first, trace.earliest - before);
    }
    if (first <= this.#base) return;
    this.#rows.copyWithin(0, (first - this.#base) * this.#width, (this.#steps - this.#base) * this.#width);
    this.#base = first;
  }

  #sum(row: number, steps: number): void {
    const sums = this.#sums.fill(0);
    let at = row * this.#width;
    for (let step = 0; step < steps; step++) {
      for (let i = 0; i < sums.length; i++, at++) sums[i]! += this.#rows[at]!;
    }
  }
}

/** Keeps a few recorded variables of one tile at every step, to be replayed into another simulation. */
export class VariableTrace implements SessionObserver {
  readonly #source: Float32Array;
  readonly #places: readonly number[];
  readonly #values: Float32Array[] = [];

  constructor(simulation: Simulation, variables: readonly string[]) {
    this.#source = simulation.recording(0);
    this.#places = variables.map((variable) => 4 * placeOf(simulation, variable));
  }

  step(): void {
    const values = new Float32Array(this.#places.length * 4);
    this.#places.forEach((from, index) => {
      for (let lane = 0; lane < 4; lane++) values[4 * index + lane] = this.#source[from + lane]!;
    });
    this.#values.push(values);
  }

  /** Value of the variable with this place in the constructor's list. */
  value(variable: number, step: number, lane: number): number {
    return this.#values[step]![4 * variable + lane]!;
  }
}

function placeOf(simulation: Simulation, variable: string): number {
  const place = simulation.recorded.indexOf(variable);
  if (place < 0) throw new Error(`${variable} is not among the recorded variables of ${simulation.program.name}`);
  return place;
}

function newTrial(): TrialState {
  return { chose: [false, false, false, false], cueSeen: false };
}
