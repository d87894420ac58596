import { philox4x32, seedWords } from "./random.ts";
import { quantileOfUnsorted } from "./statistics.ts";

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

/** The subjects of bootstrap samples, `[sample, place]`: the same for every statistic of as many subjects. */
interface Samples {
  readonly seed: number;
  readonly count: number;
  readonly draws: number;
  readonly subjects: Uint16Array | Uint32Array;
}

let lastSamples: Samples = { seed: Number.NaN, count: 0, draws: 0, subjects: new Uint16Array(0) };

/** Draws samples, unless they are those drawn last: a report has many statistics of the same subjects. */
function samplesOf(count: number, draws: number, seed: number): Samples["subjects"] {
  const last = lastSamples;
  if (last.seed === seed && last.count === count && last.draws >= draws) return last.subjects;
  const random = resampler(seed);
  const subjects = count <= 0x1_0000 ? new Uint16Array(draws * count) : new Uint32Array(draws * count);
  for (let i = 0; i < subjects.length; i++) subjects[i] = random.below(count);
  lastSamples = { seed, count, draws, subjects };
  return subjects;
}

/**
 * Means over subjects with 95 % percentile bootstrap intervals (subjects drawn with replacement).
 *
 * @param draws - Number of bootstrap samples.
 */
export function bootstrapMeans(rows: SubjectRows, draws: number, seed: number): MeanIntervals {
  const count = rows.length;
  const width = rows[0]?.length ?? 0;
  const means = new WeightedMeans(rows);
  const drawn = samplesOf(count, draws, seed);
  const weights = new Uint32Array(count);
  const samples = new Float64Array(width * draws);
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0);
    for (let i = draw * count; i < (draw + 1) * count; i++) weights[drawn[i]!]! += 1;
    means.write(weights, samples, draw, draws);
  }
  const intervals = Array.from({ length: width }, (_, i) => interval95(samples.subarray(i * draws, (i + 1) * draws)));
  return {
    mean: Array.from(weightedMeans(rows, new Uint16Array(count).fill(1))),
    low: intervals.map(([low]) => low),
    high: intervals.map(([, high]) => high),
  };
}

/**
 * Computes the same numbers as `weightedMeans`, for the same rows again and again: four quantities at a time, whose sums
 * stay in registers.
 */
class WeightedMeans {
  readonly #subjects: number;
  readonly #width: number;
  /** `[quantity / 4, subject, quantity mod 4]`, 0 where missing. */
  readonly #values: Float64Array;
  /** 1 where there is a value; null if all are there. */
  readonly #present: Float64Array | null;
  /** The drawn subjects, times four, and how often each was drawn. */
  readonly #drawn: Uint32Array;
  readonly #weights: Float64Array;

  constructor(rows: SubjectRows) {
    this.#subjects = rows.length;
    this.#width = rows[0]?.length ?? 0;
    this.#values = new Float64Array(4 * Math.ceil(this.#width / 4) * rows.length);
    const present = new Float64Array(this.#values.length).fill(1);
    rows.forEach((row, subject) => {
      for (let i = 0; i < this.#width; i++) {
        const at = 4 * ((i >> 2) * rows.length + subject) + (i & 3);
        if (Number.isNaN(row[i]!)) present[at] = 0;
        else this.#values[at] = row[i]!;
      }
    });
    this.#present = present.includes(0) ? present : null;
    this.#drawn = new Uint32Array(rows.length);
    this.#weights = new Float64Array(rows.length);
  }

  /** Writes the mean of quantity i to `into[i × stride + place]`. */
  write(weights: Uint32Array, into: Float64Array, place: number, stride: number): void {
    let drawn = 0;
    let total = 0;
    for (let subject = 0; subject < this.#subjects; subject++) {
      const weight = weights[subject]!;
      if (weight === 0) continue;
      this.#drawn[drawn] = 4 * subject;
      this.#weights[drawn++] = weight;
      total += weight;
    }
    const totals = [total, total, total, total];
    for (let i = 0; i < this.#width; i += 4) {
      const sums = this.#sumFour(this.#values, drawn, i);
      const counts = this.#present ? this.#sumFour(this.#present, drawn, i) : totals;
      const last = Math.min(4, this.#width - i);
      for (let j = 0; j < last; j++) into[(i + j) * stride + place] = sums[j]! / counts[j]!;
    }
  }

  /** Weighted sums of four quantities over the drawn subjects. */
  #sumFour(values: Float64Array, drawn: number, i: number): readonly number[] {
    const subjects = this.#drawn;
    const weights = this.#weights;
    const start = i * this.#subjects;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < drawn; k++) {
      const from = start + subjects[k]!;
      const weight = weights[k]!;
      a += weight * values[from]!;
      b += weight * values[from + 1]!;
      c += weight * values[from + 2]!;
      d += weight * values[from + 3]!;
    }
    return [a, b, c, d];
  }
}

/** 2.5 and 97.5 % quantiles; NaN left out. Changes the order of the values. */
export function interval95(values: Float64Array): readonly [number, number] {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    values[i] = values[count]!;
    values[count] = value;
    if (!Number.isNaN(value)) count++;
  }
  const valid = values.subarray(0, count);
  return [quantileOfUnsorted(valid, 0.025), quantileOfUnsorted(valid, 0.975)];
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
  const subjects = samplesOf(count, draws, seed);
  const samples = new Float64Array(draws);
  const drawn = new Float64Array(count);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < count; i++) drawn[i] = values[subjects[draw * count + i]!]!;
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
