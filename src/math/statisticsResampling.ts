import { philox4x32, seedWords } from "./random.ts";
import { quantile } from "./statistics.ts";

/** Random whole numbers below a bound; the same sequence for the same seed on every machine. */
export interface Resampler {
  /** Uniform whole number, 0 … count − 1 (count at most 2³²). */
  below(count: number): number;
}

/**
 * Makes a fast source of random numbers for resampling: xoshiro128**, its state taken from Philox4x32-10.
 *
 * @param seed - Whole number, 0 … 2⁵³ − 1.
 * @see Blackman and Vigna 2021, doi 10.1145/3460772.
 */
export function resampler(seed: number): Resampler {
  let [a, b, c, d] = philox4x32([0, 0, 0, 0x626f6f74], seedWords(seed));
  return {
    below(count) {
      const product = Math.imul(b, 5);
      const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      return Math.floor((word / 2 ** 32) * count);
    },
  };
}

/** Values of several quantities for each subject, `[subject][quantity]`; NaN where missing. */
export type SubjectRows = readonly ArrayLike<number>[];

/** Weighted mean of each quantity over subjects (NaN left out). */
export function weightedMeans(rows: SubjectRows, weights: ArrayLike<number>): Float64Array {
  const width = rows[0]?.length ?? 0;
  const sums = new Float64Array(width);
  const totals = new Float64Array(width);
  for (let subject = 0; subject < rows.length; subject++) {
    const weight = weights[subject]!;
    if (weight === 0) continue;
    const row = rows[subject]!;
    for (let i = 0; i < width; i++) {
      const value = row[i]!;
      if (Number.isNaN(value)) continue;
      sums[i]! += weight * value;
      totals[i]! += weight;
    }
  }
  for (let i = 0; i < width; i++) sums[i]! /= totals[i]!;
  return sums;
}

/** How often each of `count` subjects was drawn. */
export function drawWithReplacement(random: Resampler, count: number, draws: number, into: Uint16Array): void {
  into.fill(0);
  for (let i = 0; i < draws; i++) into[random.below(count)]! += 1;
}

/** Marks `draws` of the subjects in `order` with 1, the others with 0; shuffles `order` on the way. */
export function drawWithoutReplacement(random: Resampler, order: Uint32Array, draws: number, into: Uint16Array): void {
  into.fill(0);
  for (let i = 0; i < draws; i++) {
    const place = i + random.below(order.length - i);
    const subject = order[place]!;
    order[place] = order[i]!;
    order[i] = subject;
    into[subject] = 1;
  }
}

/** A mean with the limits of its interval, one value a quantity. */
export interface MeanIntervals {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * Means over subjects with 95 % percentile bootstrap intervals (subjects drawn with replacement).
 *
 * @param draws - Number of bootstrap samples.
 */
export function bootstrapMeans(rows: SubjectRows, draws: number, seed: number): MeanIntervals {
  const count = rows.length;
  const width = rows[0]?.length ?? 0;
  const weights = new Uint16Array(count);
  const samples = Array.from({ length: width }, () => new Float64Array(draws));
  const random = resampler(seed);
  const complete = isComplete(rows);
  const flat = Float64Array.from({ length: count * width }, (_, i) => rows[Math.floor(i / width)]![i % width]!);
  for (let draw = 0; draw < draws; draw++) {
    drawWithReplacement(random, count, count, weights);
    const means = complete ? completeMeans(flat, width, weights) : weightedMeans(rows, weights);
    for (let i = 0; i < width; i++) samples[i]![draw] = means[i]!;
  }
  const ones = new Uint16Array(count).fill(1);
  const intervals = samples.map((values) => interval95(values));
  return {
    mean: Array.from(weightedMeans(rows, ones)),
    low: intervals.map(([low]) => low),
    high: intervals.map(([, high]) => high),
  };
}

/** 2.5 and 97.5 % quantiles; NaN left out. Sorts the values. */
export function interval95(values: Float64Array): readonly [number, number] {
  values.sort();
  // NaN sorts to the end.
  let end = values.length;
  while (end > 0 && Number.isNaN(values[end - 1]!)) end--;
  const valid = values.subarray(0, end);
  return [quantile(valid, 0.025), quantile(valid, 0.975)];
}

function isComplete(rows: SubjectRows): boolean {
  return rows.every((row) => {
    for (let i = 0; i < row.length; i++) if (Number.isNaN(row[i]!)) return false;
    return true;
  });
}

function completeMeans(flat: Float64Array, width: number, weights: Uint16Array): Float64Array {
  const sums = new Float64Array(width);
  for (let subject = 0; subject < weights.length; subject++) {
    const weight = weights[subject]!;
    if (weight === 0) continue;
    const start = subject * width;
    for (let i = 0; i < width; i++) sums[i]! += weight * flat[start + i]!;
  }
  for (let i = 0; i < width; i++) sums[i]! /= weights.length;
  return sums;
}

/** A standardised mean difference of paired values. */
export interface PairedDifference {
  readonly difference: number;
  /** Subjects with a difference. */
  readonly subjects: number;
  /** Mean difference by the standard deviation of the differences; null if they do not vary or are too few. */
  readonly dz: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Subjects below which a bootstrap over subjects says nothing: too few different samples can be drawn. */
export const fewestForInterval = 5;

/**
 * Cohen's dz of paired differences with its 95 % percentile bootstrap interval over subjects.
 *
 * A bootstrap sample whose differences do not vary counts as dz 0: left out, an effect that one subject alone shows
 * would have an interval without 0, made of the samples with that subject. Fewer than `fewestForInterval` subjects have
 * neither dz nor interval.
 *
 * @param differences - One a subject; NaN left out.
 * @see Lakens 2013, doi 10.3389/fpsyg.2013.00863.
 */
export function pairedDifference(differences: ArrayLike<number>, draws: number, seed: number): PairedDifference {
  const values = Float64Array.from(differences).filter((value) => !Number.isNaN(value));
  const count = values.length;
  const sums = momentsOf(values);
  const difference = sums.mean;
  if (count < fewestForInterval || sums.deviation === 0) {
    return { difference, subjects: count, dz: null, low: null, high: null };
  }
  const random = resampler(seed);
  const samples = new Float64Array(draws);
  const drawn = new Float64Array(count);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < count; i++) drawn[i] = values[random.below(count)]!;
    const moments = momentsOf(drawn);
    samples[draw] = moments.deviation === 0 ? 0 : moments.mean / moments.deviation;
  }
  const [low, high] = interval95(samples);
  return { difference, subjects: count, dz: difference / sums.deviation, low, high };
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const centre = sum / values.length;
  let squares = 0;
  let varies = false;
  for (let i = 0; i < values.length; i++) {
    squares += (values[i]! - centre) * (values[i]! - centre);
    varies ||= values[i] !== values[0];
  }
  return { mean: centre, deviation: varies ? Math.sqrt(squares / (values.length - 1)) : 0 };
}
