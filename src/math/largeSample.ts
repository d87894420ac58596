import type { PairedDifference } from "./statisticsResampling.ts";

/** Half-width of a 95 % interval in standard errors. */
const halfWidth = 1.96;

/**
 * 95 % intervals without resampling, for samples of a thousand and more: the estimate ± 1.96 standard errors. There
 * they agree with percentile bootstrap intervals, whose cost grows with the sample.
 *
 * @param deviation - Standard deviation of the sample.
 * @param count - Size of the sample.
 */
export function meanInterval(mean: number, deviation: number, count: number): readonly [number, number] {
  const half = (halfWidth * deviation) / Math.sqrt(count);
  return [mean - half, mean + half];
}

/**
 * Cohen's dz of many paired differences with its 95 % interval.
 *
 * By the delta method dz has, whatever the distribution of the differences, the variance
 * (1 − γ dz + (κ − 1) dz² / 4) / n, with their skewness γ and kurtosis κ (3 for a normal distribution).
 *
 * @param differences - One a subject; NaN left out.
 * @see van der Vaart 1998, chapter 3, doi 10.1017/CBO9780511802256.
 */
export function largePairedDifference(differences: ArrayLike<number>): PairedDifference {
  const values = Float64Array.from(differences).filter((value) => !Number.isNaN(value));
  const count = values.length;
  const { mean, second, third, fourth } = centralMoments(values);
  const deviation = Math.sqrt((second * count) / (count - 1));
  if (count < 2 || second === 0) return { difference: mean, subjects: count, dz: null, low: null, high: null };
  const dz = mean / deviation;
  const skewness = third / (second * Math.sqrt(second));
  const kurtosis = fourth / second ** 2;
  const variance = Math.max(0, 1 - skewness * dz + ((kurtosis - 1) * dz * dz) / 4);
  const [low, high] = meanInterval(dz, Math.sqrt(variance), count);
  return { difference: mean, subjects: count, dz, low, high };
}

function centralMoments(values: Float64Array): { mean: number; second: number; third: number; fourth: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const square = (values[i]! - mean) ** 2;
    second += square;
    third += square * (values[i]! - mean);
    fourth += square * square;
  }
  return { mean, second: second / values.length, third: third / values.length, fourth: fourth / values.length };
}
