import type { Simulation } from "../engine/simulation.ts";
import type { PhaseMoment, SessionObserver } from "./session.ts";

/** Which moment and which trials a mean trace is made of. */
export interface Alignment {
  readonly alignedTo: "cue" | "choice" | "outcome";
  readonly trials: "all" | "rewarded" | "unrewarded";
}

/** The mean traces that are kept of every session. */
export const alignments: readonly Alignment[] = [
  { alignedTo: "cue", trials: "all" },
  { alignedTo: "choice", trials: "all" },
  { alignedTo: "outcome", trials: "all" },
  { alignedTo: "outcome", trials: "rewarded" },
  { alignedTo: "outcome", trials: "unrewarded" },
];

/** Time around a moment that is averaged, in bins of a whole number of steps. */
export interface Window {
  readonly stepsPerBin: number;
  readonly binsBefore: number;
  readonly binsAfter: number;
}

/** The window from 1 s before to 1.5 s after a moment in bins of about 60 ms. */
export function traceWindow(step: number): Window {
  const stepsPerBin = Math.max(1, Math.round(0.06 / step));
  const bin = stepsPerBin * step;
  return { stepsPerBin, binsBefore: Math.ceil(1 / bin - 1e-9), binsAfter: Math.ceil(1.5 / bin - 1e-9) };
}

/** Middles of the window's bins, s from the moment. */
export function windowTimes({ stepsPerBin, binsBefore, binsAfter }: Window, step: number): number[] {
  return Array.from(
    { length: binsBefore + binsAfter },
    (_, bin) => ((bin - binsBefore) * stepsPerBin + stepsPerBin / 2) * step,
  );
}

interface TrialMoments {
  cue: number;
  readonly choice: [number, number, number, number];
  outcome: number;
  readonly perceived: [number, number, number, number];
  readonly reward: [number, number, number, number];
  readonly phases: { first: number; steps: number }[];
}

/** Keeps the recorded variables of one tile at every step of a session, and sums them up afterwards. */
export class SessionTrace implements SessionObserver {
  readonly recorded: readonly string[];
  /** `[step, variable, lane]`. */
  #data: Float32Array;
  readonly #source: Float32Array;
  readonly #width: number;
  readonly #trials: TrialMoments[] = [];
  #steps = 0;

  /** @param steps - Steps of the whole session, if known: saves growing. */
  constructor(simulation: Simulation, steps: number) {
    this.recorded = simulation.recorded;
    this.#source = simulation.recording(0);
    this.#width = this.#source.length;
    this.#data = new Float32Array(steps * this.#width);
  }

  get steps(): number {
    return this.#steps;
  }

  phaseStart(moment: PhaseMoment): void {
    let trial = this.#trials[moment.trial];
    if (!trial) {
      trial = {
        cue: -1,
        choice: [-1, -1, -1, -1],
        outcome: -1,
        perceived: [0, 0, 0, 0],
        reward: [0, 0, 0, 0],
        phases: [],
      };
      this.#trials[moment.trial] = trial;
    }
    trial.phases.push({ first: moment.firstStep, steps: moment.steps });
    if (moment.stimulus && trial.cue < 0) trial.cue = moment.firstStep;
    if (!moment.outcome.includes(1)) return;
    trial.outcome = moment.firstStep;
    moment.reward.forEach((reward, place) => {
      trial.perceived[place] = moment.outcome[place]!;
      trial.reward[place]! += reward;
    });
  }

  step(step: number): void {
    const at = step * this.#width;
    if (at >= this.#data.length) {
      const larger = new Float32Array(Math.max(2 * this.#data.length, 1024 * this.#width));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data.set(this.#source, at);
    this.#steps = step + 1;
  }

  choice(place: number, step: number): void {
    const trial = this.#trials[this.#trials.length - 1]!;
    if (trial.choice[place]! < 0) trial.choice[place] = step;
  }

  /** Value of a recorded variable (by its place in `recorded`) at a step. */
  value(variable: number, step: number, lane: number): number {
    return this.#data[step * this.#width + 4 * variable + lane]!;
  }

  /** One variable of one subject, every `every` steps: `[time]`. */
  series(variable: number, lane: number, every: number): Float32Array {
    const series = new Float32Array(Math.ceil(this.#steps / every));
    for (let i = 0; i < series.length; i++) series[i] = this.value(variable, i * every, lane);
    return series;
  }

  /** Mean of each variable over each phase: `[variable, trial, phase, lane]`. */
  phaseMeans(variables: readonly number[], phases: number): Float32Array {
    const trials = this.#trials.length;
    const means = new Float32Array(variables.length * trials * phases * 4).fill(Number.NaN);
    const sums = new Float64Array(this.#width);
    for (let trial = 0; trial < trials; trial++) {
      this.#trials[trial]!.phases.forEach(({ first, steps }, phase) => {
        this.#sum(sums, first, steps);
        variables.forEach((variable, index) => {
          const at = ((index * trials + trial) * phases + phase) * 4;
          for (let lane = 0; lane < 4; lane++) means[at + lane] = sums[4 * variable + lane]! / steps;
        });
      });
    }
    return means;
  }

  /** Mean of each variable around a moment, `[variable, bin, lane]`, and number of trials, `[lane]`. */
  aligned(
    { alignedTo, trials: which }: Alignment,
    variables: readonly number[],
    { stepsPerBin, binsBefore, binsAfter }: Window,
  ): { means: Float32Array; trials: Float64Array } {
    const bins = binsBefore + binsAfter;
    const sums = new Float64Array(variables.length * bins * 4);
    const counts = new Float64Array(bins * 4);
    const trials = new Float64Array(4);
    for (const trial of this.#trials) {
      for (let lane = 0; lane < 4; lane++) {
        const moment = momentOf(trial, alignedTo, which, lane);
        if (moment < 0) continue;
        trials[lane]!++;
        this.#addWindow(sums, counts, variables, lane, moment - binsBefore * stepsPerBin, bins, stepsPerBin);
      }
    }
    const means = new Float32Array(sums.length);
    for (let index = 0; index < sums.length; index++) {
      const count = counts[index % (bins * 4)]!;
      means[index] = count > 0 ? sums[index]! / count : Number.NaN;
    }
    return { means, trials };
  }

  #addWindow(
    sums: Float64Array,
    counts: Float64Array,
    variables: readonly number[],
    lane: number,
    first: number,
    bins: number,
    stepsPerBin: number,
  ): void {
    for (let bin = 0; bin < bins; bin++) {
      const from = first + bin * stepsPerBin;
      if (from < 0 || from + stepsPerBin > this.#steps) continue;
      counts[4 * bin + lane]!++;
      for (let index = 0; index < variables.length; index++) {
        let at = from * this.#width + 4 * variables[index]! + lane;
        let sum = 0;
        for (let step = 0; step < stepsPerBin; step++, at += this.#width) sum += this.#data[at]!;
        sums[(index * bins + bin) * 4 + lane]! += sum / stepsPerBin;
      }
    }
  }

  #sum(sums: Float64Array, first: number, steps: number): void {
    sums.fill(0);
    let at = first * this.#width;
    for (let step = 0; step < steps; step++) {
      for (let i = 0; i < this.#width; i++, at++) sums[i]! += this.#data[at]!;
    }
  }
}

/** Step of a moment in a trial for a lane, or −1 if the trial does not count. */
function momentOf(
  trial: TrialMoments,
  alignedTo: Alignment["alignedTo"],
  which: Alignment["trials"],
  lane: number,
): number {
  if (which !== "all" && !trial.perceived[lane]) return -1;
  if (which === "rewarded" && !(trial.reward[lane]! > 0)) return -1;
  if (which === "unrewarded" && trial.reward[lane]! > 0) return -1;
  if (alignedTo === "cue") return trial.cue;
  if (alignedTo === "choice") return trial.choice[lane]!;
  return trial.perceived[lane] ? trial.outcome : -1;
}
