import type { Likelihood } from "../likelihood.ts";
import { type PointAccuracy, pointAccuracy } from "./predictiveAccuracy.ts";

/** Longest block of draws times trials that is held at once, in numbers. */
const BLOCK = 4_000_000;

/**
 * Predictive accuracy of each trial of a record whose response counts.
 *
 * @param draws - Parameters of the record on their natural scale, [draw, parameter].
 * @param counts - Which of the record's trials have a response, [trial].
 * @returns In the order of the trials that count. Trials are taken in blocks, so that memory does not grow with the
 * record's length.
 */
export function recordAccuracy(
  likelihood: Likelihood,
  record: number,
  {
    draws,
    counts,
    relativeEfficiency = 1,
  }: { draws: Float64Array; counts: ArrayLike<number>; relativeEfficiency?: number },
): PointAccuracy[] {
  const width = likelihood.parameters.length;
  const number = draws.length / width;
  const trials = Array.from({ length: counts.length }, (_, t) => t).filter((t) => counts[t] !== 0);
  const block = Math.max(1, Math.floor(BLOCK / number));
  const byTrial = new Float64Array(counts.length);
  const points: PointAccuracy[] = [];
  for (let from = 0; from < trials.length; from += block) {
    const own = trials.slice(from, from + block);
    const logs = own.map(() => new Float64Array(number));
    for (let draw = 0; draw < number; draw++) {
      likelihood.pointwise(record, draws.subarray(draw * width, (draw + 1) * width), byTrial);
      own.forEach((trial, i) => {
        logs[i]![draw] = byTrial[trial]!;
      });
    }
    for (const log of logs) points.push(pointAccuracy(log, relativeEfficiency));
  }
  return points;
}
