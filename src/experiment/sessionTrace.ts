import type { Simulation } from "../engine/simulation.ts";
import { AlignedTrace, type Window } from "./alignedTrace.ts";
import type { EndedTrial, LaneMoment, SessionObserver } from "./session.ts";

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

/**
 * Sums up the recorded variables of one tile while its session runs: means over phases, mean traces around cue, choice
 * and outcome, and full traces of a few subjects, each subject by its own clock. It keeps the steps of the last trials
 * only, so that memory does not grow with the session's length.
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
  readonly #lanes: readonly LaneSums[];
  /** Rows of the steps from `#base` on, `[step, variable, lane]`. */
  #rows: Float32Array;
  #base = 0;
  #steps = 0;
  /** `[trial][signal, phase, lane]` */
  readonly #phaseMeans: Float32Array[] = [];
  /** `[sample][signal, lane]` */
  readonly #samples: Float32Array[] = [];
  readonly #stepLength: number;

  constructor(simulation: Simulation, options: TraceOptions) {
    this.#options = options;
    this.#stepLength = simulation.program.step;
    this.#source = simulation.recording(0);
    this.#width = this.#source.length;
    this.#places = Int32Array.from(options.signals, (signal) => 4 * placeOf(simulation, signal));
    this.#rows = new Float32Array(512 * this.#width);
    this.#lanes = Array.from({ length: 4 }, () => new LaneSums(options.signals.length, options.phases));
    const aligned = () => new AlignedTrace(this.#places, options.window);
    this.cue = aligned();
    this.choiceMade = aligned();
    this.rewarded = aligned();
    this.unrewarded = aligned();
  }

  momentStart(moments: readonly LaneMoment[]): void {
    for (const { lane, trial, phase, trialStarts, stimulus, firstStep, outcome, reward } of moments) {
      const sums = this.#lanes[lane]!;
      sums.phase = phase;
      if (trial !== sums.trial) sums.begin = firstStep;
      sums.trial = trial;
      if (trialStarts) {
        sums.chose = false;
        sums.cueSeen = false;
      }
      if (stimulus && !sums.cueSeen) {
        sums.cueSeen = true;
        this.cue.expect(firstStep, lane);
      }
      if (outcome) (reward > 0 ? this.rewarded : this.unrewarded).expect(firstStep, lane);
    }
  }

  choice(lane: number, step: number): void {
    if (this.#lanes[lane]!.chose) return;
    this.#lanes[lane]!.chose = true;
    this.choiceMade.expect(step, lane);
  }

  step(step: number): void {
    const at = (step - this.#base) * this.#width;
    if (at >= this.#rows.length) this.#makeRoom();
    this.#rows.set(this.#source, (step - this.#base) * this.#width);
    this.#steps = step + 1;
    this.#lanes.forEach((sums, lane) => {
      sums.add(this.#source, this.#places, lane);
    });
    if (this.#options.lanes.length > 0 && step % this.#options.every === 0) this.#sample(step);
  }

  momentEnd(moments: readonly LaneMoment[]): void {
    for (const { lane } of moments) this.#lanes[lane]!.phase = -1;
  }

  trialEnd(trials: readonly EndedTrial[]): void {
    const { phases } = this.#options;
    for (const { lane, trial } of trials) {
      this.#phaseMeans[trial] ??= new Float32Array(this.#places.length * phases * 4).fill(Number.NaN);
      this.#lanes[lane]!.take(this.#phaseMeans[trial]!, lane);
    }
    this.#takeWindows(null);
    this.#forget();
  }

  laneEnd(lane: number, steps: number): void {
    this.#takeWindows(lane);
    this.#lanes[lane]!.samples = Math.ceil(steps / this.#options.every);
  }

  /** Mean of each signal over each phase: `[signal, trial, phase, lane]`; NaN for trials that a subject did not have. */
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
    const samples = Math.min(this.#lanes[lane]!.samples, this.#samples.length);
    const series = new Float32Array(this.#places.length * samples);
    for (let sample = 0; sample < samples; sample++) {
      for (let signal = 0; signal < this.#places.length; signal++) {
        series[signal * samples + sample] = this.#samples[sample]![4 * signal + lane]!;
      }
    }
    return series;
  }

  /** Where the samples of a lane's full trace belong: trial, phase, s from the trial's beginning; `[sample, 3]`. */
  places(lane: number): Float64Array {
    const { samples, sampled } = this.#lanes[lane]!;
    return Float64Array.from(sampled.slice(0, 3 * Math.min(samples, this.#samples.length)));
  }

  #sample(step: number): void {
    this.#samples.push(this.#signalsNow());
    for (const { trial, phase, begin, sampled } of this.#lanes) {
      sampled.push(trial, phase, (step - begin + 1) * this.#stepLength);
    }
  }

  #signalsNow(): Float32Array {
    const values = new Float32Array(this.#places.length * 4);
    this.#places.forEach((from, signal) => {
      for (let lane = 0; lane < 4; lane++) values[4 * signal + lane] = this.#source[from + lane]!;
    });
    return values;
  }

  #takeWindows(finished: number | null): void {
    const rows = { data: this.#rows, width: this.#width, base: this.#base, steps: this.#steps };
    for (const trace of [this.cue, this.choiceMade, this.rewarded, this.unrewarded]) trace.take(rows, finished);
  }

  /** Makes room for the next row: forgets what no window needs and, if that is not enough, takes more memory. */
  #makeRoom(): void {
    this.#takeWindows(null);
    this.#forget();
    if (2 * (this.#steps - this.#base) * this.#width <= this.#rows.length) return;
    const larger = new Float32Array(2 * this.#rows.length);
    larger.set(this.#rows);
    this.#rows = larger;
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
}

/** One subject's sums over the phases of its trial under way; a phase that comes twice counts as one. */
class LaneSums {
  /** Phase under way; −1 for none. */
  phase = -1;
  /** Number of the trial under way, and its first step. */
  trial = -1;
  begin = 0;
  /** Trial, phase and time of each sample of the full trace. */
  readonly sampled: number[] = [];
  /** What has happened in the trial. */
  chose = false;
  cueSeen = false;
  /** Samples of the full trace that belong to the subject. */
  samples = Number.POSITIVE_INFINITY;
  /** `[signal, phase]` */
  readonly #sums: Float64Array;
  /** Steps in each phase. */
  readonly #steps: Float64Array;

  constructor(signals: number, phases: number) {
    this.#sums = new Float64Array(signals * phases);
    this.#steps = new Float64Array(phases);
  }

  add(row: Float32Array, places: Int32Array, lane: number): void {
    if (this.phase < 0) return;
    const phases = this.#steps.length;
    this.#steps[this.phase]!++;
    for (let signal = 0, at = this.phase; signal < places.length; signal++, at += phases) {
      this.#sums[at]! += row[places[signal]! + lane]!;
    }
  }

  /** Writes the means into `[signal, phase, lane]` and begins anew. */
  take(means: Float32Array, lane: number): void {
    const phases = this.#steps.length;
    for (let at = 0; at < this.#sums.length; at++) means[4 * at + lane] = this.#sums[at]! / this.#steps[at % phases]!;
    this.#sums.fill(0);
    this.#steps.fill(0);
  }
}

/** Keeps a few recorded variables of one tile at every step, to be replayed into another simulation. */
export class VariableTrace implements SessionObserver {
  readonly #source: Float32Array;
  readonly #places: readonly number[];
  readonly #values: Float32Array[] = [];
  /** Steps of each lane's session. */
  readonly #lengths: number[] = [];

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

  laneEnd(lane: number, steps: number): void {
    this.#lengths[lane] = steps;
  }

  /**
   * Value of the variable with this place in the constructor's list; after the end of the lane's session it begins
   * anew.
   */
  value(variable: number, step: number, lane: number): number {
    return this.#values[step % this.#lengths[lane]!]![4 * variable + lane]!;
  }
}

function placeOf(simulation: Simulation, variable: string): number {
  const place = simulation.recorded.indexOf(variable);
  if (place < 0) throw new Error(`${variable} is not among the recorded variables of ${simulation.program.name}`);
  return place;
}
