import { cohensD } from "../../../src/bridge/parameterChange.ts";
import { correlation } from "../../../src/fitting/checks/correlation.ts";
import { mean, standardDeviation } from "../../../src/math/statistics.ts";
import { interval95, resampler } from "../../../src/math/statisticsResampling.ts";

/** A number of people with its 95 % percentile bootstrap over them. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the data are known to show, in terms of an interval: all above or below 0, or around it; or where the number must lie. */
export type Expectation = "above 0" | "below 0" | "around 0" | readonly [number, number];

/** One line of the table. */
export interface Effect {
  readonly effect: string;
  /** What is published, or computed from the data without a model (README of the set); "–" where nothing is. */
  readonly known: string;
  readonly ours: Estimate;
  readonly expected: Expectation;
}

const draws = 10_000;
const seed = 20_250_101;

function bootstrap(sizes: readonly number[], statistic: (chosen: readonly Int32Array[]) => number): Estimate {
  const random = resampler(seed);
  const chosen = sizes.map((size) => Int32Array.from({ length: size }, (_, i) => i));
  const value = statistic(chosen);
  const samples = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (const places of chosen) for (let i = 0; i < places.length; i++) places[i] = random.below(places.length);
    samples[draw] = statistic(chosen);
  }
  const [low, high] = interval95(samples);
  return { value, low, high };
}

const picked = (values: readonly number[], places: Int32Array) => Float64Array.from(places, (i) => values[i]!);

export function meanOf(values: readonly number[]): Estimate {
  return bootstrap([values.length], ([places]) => mean(picked(values, places!)));
}

/** Mean difference by the deviation of the differences. */
export function pairedSize(differences: readonly number[]): Estimate {
  return bootstrap([differences.length], ([places]) => {
    const sample = picked(differences, places!);
    return mean(sample) / standardDeviation(sample);
  });
}

/** Cohen's d of two groups: changed minus reference. */
export function groupSize(reference: readonly number[], changed: readonly number[]): Estimate {
  return bootstrap(
    [reference.length, changed.length],
    ([a, b]) => cohensD(picked(reference, a!), picked(changed, b!))!,
  );
}

export function correlationOf(a: readonly number[], b: readonly number[]): Estimate {
  return bootstrap([a.length], ([places]) => correlation(picked(a, places!), picked(b, places!)) ?? Number.NaN);
}

/** A number without an interval, such as a count. */
export const exactly = (value: number): Estimate => ({ value, low: value, high: value });

export function agrees({ ours, expected }: Effect): boolean {
  if (expected === "above 0") return ours.low > 0;
  if (expected === "below 0") return ours.high < 0;
  if (expected === "around 0") return ours.low <= 0 && ours.high >= 0;
  return ours.value >= expected[0] && ours.value <= expected[1];
}

export function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - b[i]!);
}

export const logit = (p: number): number => Math.log(p / (1 - p));
