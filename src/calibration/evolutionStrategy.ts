import { exponential, power } from "../math/double.ts";
import { boxMuller, RandomSequence, seedWords } from "../math/random.ts";
import { eigenOf } from "./eigen.ts";
import { defaultPopulation, strategyConstants } from "./strategyConstants.ts";

/**
 * State of a covariance matrix adaptation evolution strategy (CMA-ES), as plain data: written to a file and read again,
 * it goes on with the same numbers.
 *
 * @see Hansen 2016, arXiv:1604.00772
 */
export interface StrategyState {
  /** Whole number of at least 0; with `restart` and `generation` it decides all random numbers. */
  readonly seed: number;
  readonly restart: number;
  /** Generations since the last restart. */
  readonly generation: number;
  /** Points a generation. */
  readonly population: number;
  /** `[dimension]` */
  readonly mean: readonly number[];
  /** Step size σ. */
  readonly deviation: number;
  /** `[row, column]`, row after row. */
  readonly covariance: readonly number[];
  /** Evolution paths of the step size and of the covariance. */
  readonly stepPath: readonly number[];
  readonly path: readonly number[];
  /** Best value of each generation since the last restart, and range of its values. */
  readonly history: readonly number[];
  readonly spread: number;
  readonly initialDeviation: number;
}

/** How a strategy begins. */
export interface StrategyOptions {
  readonly start: readonly number[];
  /** Step size at the beginning, in the units of the space. */
  readonly deviation: number;
  /** Default 4 + ⌊3 ln n⌋. */
  readonly population?: number;
  readonly seed: number;
}

/** When a strategy is at its end. */
export interface Tolerances {
  /** All standard deviations are below this share of the first. */
  readonly point: number;
  /** Values of the last generations differ by less. */
  readonly value: number;
}

/** Stands for the value of a point that has none: unlike ∞ it can be written to a file. */
const noValue = Number.MAX_VALUE;

/** Begins a search. @throws RangeError for an empty space, a step size that is not positive, a population below 2 */
export function beginStrategy({ start, deviation, population, seed }: StrategyOptions): StrategyState {
  const n = start.length;
  if (n === 0) throw new RangeError("there is nothing to search: the space has no dimension");
  if (!(deviation > 0)) throw new RangeError(`the first step size is ${deviation}; it must be above 0`);
  const points = population ?? defaultPopulation(n);
  if (!(Number.isInteger(points) && points >= 2))
    throw new RangeError(`the population is ${points}; a whole number of at least 2 is needed`);
  return fresh(start, deviation, points, seed, 0);
}

/** Restarts that double the population; later ones keep it, since every point costs a whole evaluation. */
const doublings = 3;

/**
 * Begins again, the first times with twice the population (IPOP).
 *
 * @see Auger and Hansen 2005, doi 10.1109/CEC.2005.1554902
 */
export function restartStrategy(state: StrategyState, start: readonly number[]): StrategyState {
  const { initialDeviation, population, seed, restart } = state;
  return fresh(start, initialDeviation, restart < doublings ? 2 * population : population, seed, restart + 1);
}

function fresh(
  mean: readonly number[],
  deviation: number,
  population: number,
  seed: number,
  restart: number,
): StrategyState {
  const n = mean.length;
  return {
    ...{ seed, restart, population, mean, deviation, initialDeviation: deviation },
    generation: 0,
    covariance: Array.from({ length: n * n }, (_, place) => (place % (n + 1) === 0 ? 1 : 0)),
    stepPath: mean.map(() => 0),
    path: mean.map(() => 0),
    history: [],
    spread: noValue,
  };
}

/** Standard normal numbers that depend on seed, restart and generation only. */
export function normalsOf(seed: number, purpose: string, index: number, count: number): number[] {
  const sequence = new RandomSequence(seedWords(seed), index, purpose);
  const numbers: number[] = [];
  while (numbers.length < count) numbers.push(...boxMuller(sequence.word(), sequence.word()));
  return numbers.slice(0, count);
}

/** The points to be evaluated next, `[point][dimension]`; asked again it gives the same. */
export function askStrategy(state: StrategyState): number[][] {
  const { mean, deviation, population, seed, restart, generation } = state;
  const n = mean.length;
  const { vectors, lengths } = axes(state);
  const draws = normalsOf(seed, `evolutionStrategy/${restart}`, generation, population * n);
  return Array.from({ length: population }, (_, point) => {
    const scaled = lengths.map((length, j) => length * draws[point * n + j]!);
    return mean.map((middle, i) => middle + deviation * dot(vectors, i * n, scaled));
  });
}

/** Directions and standard deviations of the covariance's ellipsoid. */
function axes({ covariance, mean }: StrategyState): { vectors: Float64Array; lengths: number[] } {
  const { values, vectors } = eigenOf(covariance, mean.length);
  const largest = Math.max(...values);
  return { vectors, lengths: Array.from(values, (value) => Math.sqrt(Math.max(value, largest * 1e-20))) };
}

function dot(matrix: Float64Array, from: number, vector: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += matrix[from + j]! * vector[j]!;
  return sum;
}

/**
 * Goes on by one generation.
 *
 * @param points - What `askStrategy` gave for this state.
 * @param values - What is to be small, one a point; a point that has no value (NaN, ∞) comes last.
 */
export function tellStrategy(
  state: StrategyState,
  points: readonly (readonly number[])[],
  values: readonly number[],
): StrategyState {
  const { mean, deviation, population, generation } = state;
  if (points.length !== population || values.length !== population)
    throw new RangeError(`${values.length} values of ${points.length} points; ${population} are needed`);
  const n = mean.length;
  const constants = strategyConstants(n, population);
  const { weights, parents, effective, stepRate, pathRate, expectedLength } = constants;
  const rank = (value: number) => (Number.isFinite(value) ? value : noValue);
  const order = [...values.keys()].sort((a, b) => rank(values[a]!) - rank(values[b]!) || a - b);
  const steps = order.map((place) => points[place]!.map((x, i) => (x - mean[i]!) / deviation));
  const step = mean.map((_, i) => steps.slice(0, parents).reduce((sum, y, k) => sum + weights[k]! * y[i]!, 0));
  const whiten = whitening(state);
  const whitened = whiten(step);
  const stepGain = Math.sqrt(stepRate * (2 - stepRate) * effective);
  const stepPath = state.stepPath.map((old, i) => (1 - stepRate) * old + stepGain * whitened[i]!);
  const length = norm(stepPath);
  const settled = Math.sqrt(1 - power(1 - stepRate, 2 * (generation + 1)));
  const moves = length / settled < (1.4 + 2 / (n + 1)) * expectedLength;
  const pathGain = moves ? Math.sqrt(pathRate * (2 - pathRate) * effective) : 0;
  const path = state.path.map((old, i) => (1 - pathRate) * old + pathGain * step[i]!);
  const finite = values.filter(Number.isFinite);
  return {
    ...state,
    generation: generation + 1,
    mean: mean.map((middle, i) => middle + deviation * step[i]!),
    deviation: deviation * exponential(Math.min(1, (stepRate / constants.stepDamping) * (length / expectedLength - 1))),
    covariance: adapted(state, { constants, steps, path, moves, whiten }),
    stepPath,
    path,
    history: [...state.history, Math.min(...values.map(rank))],
    spread: finite.length === 0 ? noValue : Math.max(...finite) - Math.min(...finite),
  };
}

type Whitening = (vector: readonly number[]) => number[];

/** Multiplies with the inverse square root of the covariance. */
function whitening(state: StrategyState): Whitening {
  const { vectors, lengths } = axes(state);
  const n = lengths.length;
  return (vector) => {
    const along = lengths.map((length, j) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += vectors[i * n + j]! * vector[i]!;
      return sum / length;
    });
    return vector.map((_, i) => dot(vectors, i * n, along));
  };
}

interface Adaptation {
  readonly constants: ReturnType<typeof strategyConstants>;
  readonly steps: readonly (readonly number[])[];
  readonly path: readonly number[];
  readonly moves: boolean;
  readonly whiten: Whitening;
}

/** Rank-one and rank-µ update with negative weights. @see Hansen 2016, arXiv:1604.00772, equation 47 */
function adapted({ covariance, mean }: StrategyState, { constants, steps, path, moves, whiten }: Adaptation): number[] {
  const n = mean.length;
  const { weights, rankOne, rankMany, pathRate } = constants;
  const own = steps.map((y, k) => {
    const weight = weights[k]!;
    return weight >= 0 ? weight : (weight * n) / Math.max(squaredNorm(whiten(y)), Number.MIN_VALUE);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const stalled = moves ? 0 : rankOne * pathRate * (2 - pathRate);
  const keep = 1 + stalled - rankOne - rankMany * total;
  const next = new Array<number>(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let many = 0;
      for (let k = 0; k < steps.length; k++) many += own[k]! * steps[k]![i]! * steps[k]![j]!;
      const value = keep * covariance[i * n + j]! + rankOne * path[i]! * path[j]! + rankMany * many;
      next[i * n + j] = value;
      next[j * n + i] = value;
    }
  return next;
}

function norm(vector: readonly number[]): number {
  return Math.sqrt(squaredNorm(vector));
}

/** Why a search is at its end and should begin again, or null. */
export function endOfStrategy(state: StrategyState, tolerances: Tolerances): string | null {
  const { history, mean, population, deviation, covariance, initialDeviation, spread } = state;
  const n = mean.length;
  const widest = Math.sqrt(Math.max(...mean.map((_, i) => covariance[i * (n + 1)]!)));
  if (deviation * widest < tolerances.point * initialDeviation) return "the points hardly differ any more";
  const window = 10 + Math.ceil((30 * n) / population);
  const recent = history.slice(-window);
  const flat = Math.max(...recent) - Math.min(...recent) < tolerances.value;
  if (recent.length === window && flat && spread < tolerances.value) return "the values hardly differ any more";
  const { values } = eigenOf(covariance, n);
  if (Math.max(...values) > 1e14 * Math.max(Math.min(...values), Number.MIN_VALUE))
    return "the covariance is degenerate";
  return null;
}

function squaredNorm(vector: readonly number[]): number {
  return vector.reduce((sum, x) => sum + x * x, 0);
}
