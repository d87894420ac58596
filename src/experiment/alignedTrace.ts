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

/** Recorded steps, `[step, variable, lane]`; row 0 is the step `base` of the session. */
export interface RecordedRows {
  readonly data: Float32Array;
  readonly width: number;
  readonly base: number;
  /** Steps of the session so far. */
  readonly steps: number;
}

/** Sums of signals in a window around moments, for each lane of a tile. */
export class AlignedTrace {
  readonly #places: Int32Array;
  readonly #window: Window;
  /** `[bin, signal, lane]` */
  readonly #sums: Float64Array;
  /** `[bin, lane]`: moments whose window has the bin. */
  readonly #counts: Float64Array;
  #waiting: { readonly step: number; readonly lane: number }[] = [];

  /** @param places - Place of each signal's first lane in a row. */
  constructor(places: Int32Array, window: Window) {
    this.#places = places;
    this.#window = window;
    const bins = window.binsBefore + window.binsAfter;
    this.#sums = new Float64Array(bins * places.length * 4);
    this.#counts = new Float64Array(bins * 4);
  }

  /** A moment around which to average, once enough steps are there. */
  expect(step: number, lane: number): void {
    this.#waiting.push({ step, lane });
  }

  /** Step of the earliest moment that still waits; infinite if none does. */
  get earliest(): number {
    return this.#waiting[0]?.step ?? Number.POSITIVE_INFINITY;
  }

  /** Adds the windows that are complete and, of a lane whose session is over, all of them as far as they go. */
  take(rows: RecordedRows, finished: number | null): void {
    const after = this.#window.binsAfter * this.#window.stepsPerBin;
    const waiting: { readonly step: number; readonly lane: number }[] = [];
    for (const moment of this.#waiting) {
      if (moment.lane === finished || moment.step + after <= rows.steps) this.#add(rows, moment.step, moment.lane);
      else waiting.push(moment);
    }
    this.#waiting = waiting;
  }

  /** Means over moments, `[signal, bin, lane]`; NaN where there is none. */
  means(others: readonly AlignedTrace[] = []): Float32Array {
    const signals = this.#places.length;
    const bins = this.#counts.length / 4;
    const means = new Float32Array(this.#sums.length);
    for (let bin = 0; bin < bins; bin++) {
      for (let lane = 0; lane < 4; lane++) {
        const count = others.reduce(
          (sum, other) => sum + other.#counts[4 * bin + lane]!,
          this.#counts[4 * bin + lane]!,
        );
        for (let signal = 0; signal < signals; signal++) {
          const at = (bin * signals + signal) * 4 + lane;
          const sum = others.reduce((total, other) => total + other.#sums[at]!, this.#sums[at]!);
          means[(signal * bins + bin) * 4 + lane] = count > 0 ? sum / (count * this.#window.stepsPerBin) : Number.NaN;
        }
      }
    }
    return means;
  }

  #add({ data, width, base, steps }: RecordedRows, moment: number, lane: number): void {
    const { stepsPerBin, binsBefore, binsAfter } = this.#window;
    const signals = this.#places.length;
    for (let bin = 0; bin < binsBefore + binsAfter; bin++) {
      const first = moment + (bin - binsBefore) * stepsPerBin;
      if (first < base || first + stepsPerBin > steps) continue;
      this.#counts[4 * bin + lane]!++;
      for (let step = 0; step < stepsPerBin; step++) {
        const row = (first + step - base) * width + lane;
        let to = bin * signals * 4 + lane;
        for (let signal = 0; signal < signals; signal++, to += 4) this.#sums[to]! += data[row + this.#places[signal]!]!;
      }
    }
  }
}
