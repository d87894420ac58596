/** How the elements (units or synapses) of a variable become numbers of a table; `all` keeps each. */
export const reductions = ["mean", "sum", "minimum", "maximum", "standardDeviation", "all"] as const;

export type Reduction = (typeof reductions)[number];

/** A variable that an experiment declares to be recorded. */
export interface VariableRecording {
  /** Program's name. */
  readonly variable: string;
  readonly unit: string;
  readonly reduction: Reduction;
  /** Elements kept: 1 unless the reduction is `all`. */
  readonly elements: number;
  /** Places of the phases that are recorded. */
  readonly phases: readonly number[];
  /** Number of subjects (from 0). */
  readonly subjects: number;
  /** Trials from one that is recorded to the next; the first one is. */
  readonly everyTrials: number;
  /** Steps between samples from the trial's beginning on; null: the mean over each phase. */
  readonly everySteps: number | null;
}

/** What of a run is written, besides the trials. */
export interface RecordingPlan {
  /** Areas and nuclei whose signals and incoming plastic projections have rows; null: all. */
  readonly areas: readonly string[] | null;
  /** Phases with rows of signals; null: all. */
  readonly phases: readonly string[] | null;
  /** Trials from one with rows of signals to the next. */
  readonly everyTrials: number;
  readonly variables: readonly VariableRecording[];
}

/** Reduces the elements of one subject; `values` is element-major with `lanes` lanes. */
export function reduced(reduction: Reduction, values: Float32Array, lane: number, lanes: number): number {
  const count = values.length / lanes;
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = lane; at < values.length; at += lanes) {
    const value = values[at]!;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (reduction === "sum") return sum;
  if (reduction === "minimum") return low;
  if (reduction === "maximum") return high;
  const mean = sum / count;
  if (reduction !== "standardDeviation") return mean;
  let squares = 0;
  for (let at = lane; at < values.length; at += lanes) squares += (values[at]! - mean) ** 2;
  return Math.sqrt(squares / count);
}
