import { quantile, rootMeanSquareDifference, sorted, weightedWasserstein } from "../math/statistics.ts";
import {
  drawWithoutReplacement,
  drawWithReplacement,
  type Resampler,
  resampler,
  weightedMeans,
} from "../math/statisticsResampling.ts";

/** A statistic's values for each subject of the reference: a curve, or one number. */
export type ReferenceStatistic =
  | { readonly kind: "curve"; readonly rows: readonly Float64Array[] }
  | { readonly kind: "distribution"; readonly values: Float64Array };

/** How far apart two samples of the same people come by chance. */
export interface NoiseCeiling {
  readonly median: number;
  readonly ceiling95: number;
  readonly ceiling99: number;
}

/** Noise of several statistics, from the same random samples. */
export interface Noise {
  readonly ceilings: readonly NoiseCeiling[];
  /** Share of the samples in which at least one statistic exceeds its ceiling. */
  readonly anyExceeds: number;
}

const draws = 2000;

/**
 * Distances that arise by chance between `size` subjects of the reference and the others.
 *
 * If `size` is at most half of the reference, `size` random subjects are compared with the rest. If it is more, too few
 * would remain; then a sample of `size` and one as large as the reference are drawn from it, both with replacement.
 *
 * @param subjects - Number of subjects of the reference.
 * @param size - Number of subjects of the group that is compared with it.
 */
export function noiseOf(
  statistics: readonly ReferenceStatistic[],
  subjects: number,
  size: number,
  seed: number,
): Noise {
  const distances = statistics.map(distanceFunction);
  const samples = statistics.map(() => new Float64Array(draws));
  const random = resampler(seed);
  const [first, second] = [new Uint16Array(subjects), new Uint16Array(subjects)];
  const order = Uint32Array.from({ length: subjects }, (_, subject) => subject);
  for (let draw = 0; draw < draws; draw++) {
    drawTwo(random, order, size, first, second);
    distances.forEach((distance, i) => {
      samples[i]![draw] = distance(first, second);
    });
  }
  const ceilings = samples.map((values) => {
    const ascending = sorted(values);
    const at = (probability: number): number => quantile(ascending, probability);
    return { median: at(0.5), ceiling95: at(0.95), ceiling99: at(0.99) };
  });
  let exceeding = 0;
  for (let draw = 0; draw < draws; draw++) {
    if (samples.some((values, i) => values[draw]! > ceilings[i]!.ceiling99)) exceeding++;
  }
  return { ceilings, anyExceeds: exceeding / draws };
}

function drawTwo(random: Resampler, order: Uint32Array, size: number, first: Uint16Array, second: Uint16Array): void {
  const subjects = order.length;
  if (2 * size <= subjects) {
    drawWithoutReplacement(random, order, size, first);
    for (let subject = 0; subject < subjects; subject++) second[subject] = 1 - first[subject]!;
  } else {
    drawWithReplacement(random, subjects, size, first);
    drawWithReplacement(random, subjects, subjects, second);
  }
}

function distanceFunction(statistic: ReferenceStatistic): (a: Uint16Array, b: Uint16Array) => number {
  if (statistic.kind === "curve") {
    const { rows } = statistic;
    return (a, b) => rootMeanSquareDifference(weightedMeans(rows, a), weightedMeans(rows, b));
  }
  const { values } = statistic;
  const order = Uint32Array.from(values, (_, subject) => subject)
    .filter((subject) => !Number.isNaN(values[subject]!))
    .sort((a, b) => values[a]! - values[b]!);
  const ascending = Float64Array.from(order, (subject) => values[subject]!);
  const [weightsA, weightsB] = [new Uint16Array(order.length), new Uint16Array(order.length)];
  return (a, b) => {
    for (let i = 0; i < order.length; i++) {
      weightsA[i] = a[order[i]!]!;
      weightsB[i] = b[order[i]!]!;
    }
    return weightedWasserstein(ascending, weightsA, weightsB);
  };
}
