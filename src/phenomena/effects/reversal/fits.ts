import { average, type SubjectTrials } from "../../subjectTrials.ts";
import { total } from "./parts.ts";

/** A trial for a delta rule. */
export interface LearnedTrial {
  /** Option taken, 0 or 1; NaN for none, which is learned from but not predicted. */
  readonly choice: number;
  /** What is learned about each option; NaN where nothing is seen. */
  readonly outcomes: readonly [number, number];
  /** What an option's value is multiplied by when it is chosen between (default 1). */
  readonly stakes?: readonly [number, number];
  /** Which learning rate applies (default 0). */
  readonly kind?: number;
  /** Whether the choice counts for the likelihood (default true). */
  readonly counts?: boolean;
}

/** Fitted learning rates, one a kind of trial, and inverse temperature. */
export interface DeltaRule {
  readonly rates: readonly number[];
  readonly inverseTemperature: number;
}

const rateGrid = [0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99];
const temperatureGrid = [0.5, 1, 2, 3, 4, 6, 8, 12, 20];

/**
 * Delta rule and softmax fitted by maximum likelihood: the best point of a grid, then refined by ever smaller steps of
 * one parameter after the other. Values begin at 0.5; rates lie in 0.01 to 0.99, the inverse temperature in 0.1 to 30.
 *
 * @param kinds - Number of learning rates.
 */
export function fitDeltaRule(trials: readonly LearnedTrial[], kinds = 1): DeltaRule {
  let best = { point: Array.from({ length: kinds + 1 }, () => 0.5), loss: Number.POSITIVE_INFINITY };
  const attempt = (point: readonly number[]): void => {
    const loss = negativeLogLikelihood(trials, point);
    if (loss < best.loss) best = { point: [...point], loss };
  };
  for (const rate of rateGrid) {
    for (const temperature of temperatureGrid) attempt([...Array.from({ length: kinds }, () => rate), temperature]);
  }
  for (let size = 0.8; size > 0.02; size /= 1.6) {
    for (let parameter = 0; parameter <= kinds; parameter++) {
      for (const sign of [-1, 1]) {
        attempt(
          best.point.map((value, place) => (place === parameter ? moved(value, sign * size, place < kinds) : value)),
        );
      }
    }
  }
  return { rates: best.point.slice(0, kinds), inverseTemperature: best.point[kinds]! };
}

/** A rate is moved on the scale of its log odds, an inverse temperature on a logarithmic one. */
function moved(value: number, step: number, rate: boolean): number {
  if (!rate) return Math.min(30, Math.max(0.1, value * Math.exp(step)));
  return Math.min(0.99, Math.max(0.01, 1 / (1 + Math.exp(-(Math.log(value / (1 - value)) + step)))));
}

function negativeLogLikelihood(trials: readonly LearnedTrial[], point: readonly number[]): number {
  const temperature = point.at(-1)!;
  const values = [0.5, 0.5];
  let loss = 0;
  for (const { choice, outcomes, stakes = [1, 1], kind = 0, counts = true } of trials) {
    if (counts && !Number.isNaN(choice)) {
      const difference = values[1]! * stakes[1] - values[0]! * stakes[0];
      loss += Math.log1p(Math.exp(temperature * (choice === 1 ? -difference : difference)));
    }
    for (const [option, outcome] of outcomes.entries()) {
      if (!Number.isNaN(outcome)) values[option]! += point[kind]! * (outcome - values[option]!);
    }
  }
  return loss;
}

/** Prediction errors of a delta rule at the chosen option, trial by trial; NaN without a choice. */
export function predictionErrors(choices: readonly number[], outcomes: readonly number[], rate: number): number[] {
  const values = [0.5, 0.5];
  return choices.map((choice, trial) => {
    if (Number.isNaN(choice)) return Number.NaN;
    const error = outcomes[trial]! - values[choice]!;
    values[choice]! += rate * error;
    return error;
  });
}

/** By how much option 1 is valued above option 0 by a delta rule before each trial; values begin at 0.5. */
export function valueDifferences(choices: readonly number[], outcomes: readonly number[], rate: number): number[] {
  const values = [0.5, 0.5];
  return choices.map((choice, trial) => {
    const difference = values[1]! - values[0]!;
    if (!Number.isNaN(choice)) values[choice]! += rate * (outcomes[trial]! - values[choice]!);
    return difference;
  });
}

/** The choices of a bandit, and what each brought, for `fitDeltaRule`. */
export function banditTrials(trials: SubjectTrials): LearnedTrial[] {
  const outcomes = trials.column("outcome");
  return trials.column("choice").map((choice, place) => ({
    choice,
    outcomes: [choice === 0 ? outcomes[place]! : Number.NaN, choice === 1 ? outcomes[place]! : Number.NaN],
  }));
}

/** Coefficients of an ordinary least-squares regression of y on rows of x (the constant must be one of them). */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): number[] {
  const width = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (__, j) => total(rows.map((row) => row[i]! * row[j]!)) + (i === j ? 1e-6 : 0)),
    total(rows.map((row, place) => row[i]! * y[place]!)),
  ]);
  for (let pivot = 0; pivot < width; pivot++) {
    for (let row = pivot + 1; row < width; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      for (let column = pivot; column <= width; column++) matrix[row]![column]! -= factor * matrix[pivot]![column]!;
    }
  }
  const found = new Array<number>(width).fill(0);
  for (let row = width - 1; row >= 0; row--) {
    let rest = matrix[row]![width]!;
    for (let column = row + 1; column < width; column++) rest -= matrix[row]![column]! * found[column]!;
    found[row] = rest / matrix[row]![row]!;
  }
  return found;
}

/** Weights of past trials on a choice. */
export interface HistoryKernels {
  /** Of rewards, 1, 2, … trials back. */
  readonly rewards: readonly number[];
  /** Of choices. */
  readonly choices: readonly number[];
}

/**
 * Linear regression of choices (−1, 1) on the sides of past rewards and of past choices.
 *
 * @param counts - Which choices are explained (default all).
 */
export function historyKernels(
  trials: SubjectTrials,
  lags: number,
  counts: (place: number) => boolean = () => true,
): HistoryKernels {
  const sides = trials.column("choice").map((choice) => (Number.isNaN(choice) ? 0 : 2 * choice - 1));
  const rewards = trials.column("outcome").map((outcome, place) => (outcome > 0 ? sides[place]! : 0));
  const rows: number[][] = [];
  const chosen: number[] = [];
  for (let place = lags; place < sides.length; place++) {
    if (sides[place] === 0 || !counts(place)) continue;
    const back = (values: readonly number[]) => Array.from({ length: lags }, (_, lag) => values[place - 1 - lag]!);
    rows.push([1, ...back(rewards), ...back(sides)]);
    chosen.push(sides[place]!);
  }
  const found = leastSquares(rows, chosen);
  return { rewards: found.slice(1, lags + 1), choices: found.slice(lags + 1) };
}

/** Correlation of two columns of values, without what both share with a third; NaN values are left out. */
export function partialCorrelation(x: readonly number[], y: readonly number[], shared: readonly number[]): number {
  const there = [...x.keys()].filter((place) => ![x, y, shared].some((values) => Number.isNaN(values[place])));
  const of = (values: readonly number[]) => there.map((place) => values[place]!);
  const [xy, xs, ys] = [correlation(of(x), of(y)), correlation(of(x), of(shared)), correlation(of(y), of(shared))];
  return (xy - xs * ys) / Math.sqrt((1 - xs * xs) * (1 - ys * ys));
}

/** Pearson's correlation; 0 if one of the two does not vary. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [average(x), average(y)];
  const squares = (values: readonly number[], middle: number) => total(values.map((value) => (value - middle) ** 2));
  const spread = Math.sqrt(squares(x, meanX) * squares(y, meanY));
  return spread > 0 ? total(x.map((value, place) => (value - meanX) * (y[place]! - meanY))) / spread : 0;
}
