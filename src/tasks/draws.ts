import { boxMuller } from "../math/random.ts";
import { logarithm } from "../math/single.ts";
import type { TaskRandom } from "./taskRandom.ts";

/** Moments are whole multiples of it, s, so that they begin and end with the steps of any model. */
const timeGrain = 0.02;

/** The nearest time that is a whole number of steps of 20 ms, at least one, s. */
export function wholeSteps(time: number): number {
  return Math.max(1, Math.round(time / timeGrain)) * timeGrain;
}

/** A whole number from 0 to `count` − 1, each equally likely. */
export function drawInteger(random: TaskRandom, count: number, stream: number, trial: number, draw = 0): number {
  return Math.floor(random.uniform(stream, trial, draw) * count);
}

/** A time between two limits in whole steps, uniform, s. */
export function drawTime(
  random: TaskRandom,
  [low, high]: readonly [number, number],
  stream: number,
  trial: number,
  draw = 0,
): number {
  return wholeSteps(low + (high - low) * random.uniform(stream, trial, draw));
}

/** A standard normal number (binary32 precision, the same on every machine); uses up draws `2·draw` and `2·draw + 1`. */
export function drawNormal(random: TaskRandom, stream: number, trial: number, draw = 0): number {
  const word = (place: number): number => random.uniform(stream, trial, 2 * draw + place) * 2 ** 32;
  return boxMuller(word(0), word(1))[0];
}

/** An exponentially distributed number of the given mean (binary32 precision). */
export function drawExponential(random: TaskRandom, mean: number, stream: number, trial: number, draw = 0): number {
  return -mean * logarithm(Math.fround(1 - random.uniform(stream, trial, draw) * (1 - 2 ** -24)));
}

/** The values in random order. */
export function shuffled<Value>(random: TaskRandom, values: readonly Value[], stream: number, trial: number): Value[] {
  const result = [...values];
  for (let place = result.length - 1; place > 0; place--) {
    const other = drawInteger(random, place + 1, stream, trial, place);
    [result[place], result[other]] = [result[other]!, result[place]!];
  }
  return result;
}
