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

const rootTwoPi = 2.5066282746310002;

/** Normalised time t / a² from which the distribution is taken as a series in sines, below it in images. */
const crossover = 0.25;

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

/** Calls `visit` with the signed distances of the images that matter within a time. */
function forImages({ threshold: a, bias: w }: FirstPassage, time: number, visit: (distance: number) => void): void {
  for (let k = -2; k <= 2; k++) {
    const distance = (w + 2 * k) * a;
    const exponent = (distance * distance - w * w * a * a) / (2 * time);
    if (exponent < 40) visit(distance);
  }
}

function inImages(process: FirstPassage, time: number): number {
  const { drift: v, threshold: a, bias: w } = process;
  const root = Math.sqrt(time);
  let sum = 0;
  forImages(process, time, (distance) => {
    const size = Math.abs(distance);
    // e^(−vr) Φ((vt − r) / √t) + e^(vr) Φ(−(vt + r) / √t), under the common factor e^(−vaw)
    const away = exponential(-v * a * w - v * size + logarithmOfNormalCumulative((v * time - size) / root));
    const back = exponential(-v * a * w + v * size + logarithmOfNormalCumulative(-(v * time + size) / root));
    sum += Math.sign(distance) * (away + back);
  });
  return Math.max(0, sum);
}

/** Density of reaching the lower boundary first at a time: the derivative of `lowerCumulative`. */
export function lowerDensity(process: FirstPassage, time: number): number {
  const { drift: v, threshold: a, bias: w } = process;
  if (!(time > 0)) return 0;
  const common = -v * a * w - (v * v * time) / 2;
  let sum = 0;
  if (time / (a * a) < crossover) {
    forImages(process, time, (distance) => {
      sum += distance * exponential(common - (distance * distance) / (2 * time));
    });
    return Math.max(0, sum / (rootTwoPi * time * Math.sqrt(time)));
  }
  for (let k = 1; k <= 6; k++) {
    const frequency = (k * Math.PI) / a;
    sum += k * sine(k * Math.PI * w) * exponential(common - (frequency * frequency * time) / 2);
  }
  return Math.max(0, (sum * Math.PI) / (a * a));
}

function inSines(process: FirstPassage, time: number): number {
  const { drift: v, threshold: a, bias: w } = process;
  const rest = (Math.PI / (a * a)) * exponential(-v * a * w - (v * v * time) / 2);
  let sum = 0;
  for (let k = 1; k <= 6; k++) {
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

/** The time until which the lower boundary was reached first with a probability, by Newton's method within brackets. */
function timeOf(process: FirstPassage, probability: number): number {
  const { threshold } = process;
  let low = 0;
  let high = threshold * threshold;
  for (let doubling = 0; doubling < 60 && lowerCumulative(process, high) < probability; doubling++) {
    low = high;
    high *= 2;
  }
  let time = (low + high) / 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const difference = lowerCumulative(process, time) - probability;
    if (difference < 0) low = time;
    else high = time;
    const next = time - difference / lowerDensity(process, time);
    const isInside = next > low && next < high;
    if (isInside && Math.abs(next - time) < 1e-13 * time) return next;
    time = isInside ? next : (low + high) / 2;
  }
  return time;
}
