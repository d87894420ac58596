import { exponential, exponentialMinusOne, logarithmOfNormalCumulative, sine } from "../../math/double.ts";

/** A Wiener process between two boundaries, noise 1. */
export interface FirstPassage {
  /** Of evidence towards the upper boundary, per second. */
  readonly drift: number;
  /** Distance between the boundaries. */
  readonly threshold: number;
  /** Start as a share of the threshold, 0 … 1. */
  readonly bias: number;
}

/** Normalised time t / a² from which the distribution is taken as a series in sines, below it in images. */
const crossover = 0.5;

/** Probability that the lower boundary is reached first. */
export function lowerProbability({ drift, threshold, bias }: FirstPassage): number {
  const x = 2 * drift * threshold;
  if (Math.abs(x) < 1e-12) return 1 - bias;
  // (1 − e^(−x (1 − w))) / (e^(x w) − e^(−x (1 − w))), arranged so that nothing overflows.
  if (x > 0) return (exponential(-x * bias) * -exponentialMinusOne(-x * (1 - bias))) / -exponentialMinusOne(-x);
  return -exponentialMinusOne(x * (1 - bias)) / -exponentialMinusOne(x);
}

/**
 * Probability that the lower boundary is reached first, and within a time.
 *
 * In images for short times (each term the inverse Gaussian distribution of one image), in sines for long ones (Ratcliff
 * 1978, doi:10.1037/0033-295X.85.2.59).
 *
 * @param time - Seconds from the start.
 */
export function lowerCumulative(process: FirstPassage, time: number): number {
  const { threshold } = process;
  if (!(time > 0)) return 0;
  return time / (threshold * threshold) < crossover ? inImages(process, time) : inSines(process, time);
}

function inImages({ drift: v, threshold: a, bias: w }: FirstPassage, time: number): number {
  const root = Math.sqrt(time);
  let sum = 0;
  for (let k = -7; k <= 7; k++) {
    const distance = (w + 2 * k) * a;
    const size = Math.abs(distance);
    // e^(−vr) Φ((vt − r) / √t) + e^(vr) Φ(−(vt + r) / √t), under the common factor e^(−vaw)
    const away = exponential(-v * a * w - v * size + logarithmOfNormalCumulative((v * time - size) / root));
    const back = exponential(-v * a * w + v * size + logarithmOfNormalCumulative(-(v * time + size) / root));
    sum += Math.sign(distance) * (away + back);
  }
  return Math.max(0, sum);
}

function inSines(process: FirstPassage, time: number): number {
  const { drift: v, threshold: a, bias: w } = process;
  const rest = (Math.PI / (a * a)) * exponential(-v * a * w - (v * v * time) / 2);
  let sum = 0;
  for (let k = 1; k <= 5; k++) {
    const frequency = (k * Math.PI) / a;
    const rate = (v * v + frequency * frequency) / 2;
    sum += (k * sine(k * Math.PI * w) * exponential((-frequency * frequency * time) / 2)) / rate;
  }
  return Math.max(0, lowerProbability(process) - rest * sum);
}

/**
 * One response of a Wiener process, exactly: its distribution is inverted.
 *
 * @param uniform - A random number in [0, 1); decides boundary and time.
 * @returns 1 for the upper boundary, 0 for the lower, and seconds from the start.
 */
export function sampleFirstPassage(process: FirstPassage, uniform: number): { boundary: 0 | 1; time: number } {
  const lower = lowerProbability(process);
  if (uniform < lower) return { boundary: 0, time: timeOf(process, uniform) };
  const mirrored = { drift: -process.drift, threshold: process.threshold, bias: 1 - process.bias };
  return { boundary: 1, time: timeOf(mirrored, 1 - uniform) };
}

/** The time until which the lower boundary was reached first with a probability. */
function timeOf(process: FirstPassage, probability: number): number {
  const { threshold } = process;
  let low = 0;
  let high = threshold * threshold;
  for (let doubling = 0; doubling < 60 && lowerCumulative(process, high) < probability; doubling++) {
    low = high;
    high *= 2;
  }
  for (let halving = 0; halving < 60 && high - low > 1e-12 * high; halving++) {
    const middle = (low + high) / 2;
    if (lowerCumulative(process, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
