import type { RandomSequence } from "../math/random.ts";
import { exponential } from "../math/single.ts";

/**
 * Takes option i with probability exp(vᵢ) / Σ exp(vⱼ).
 *
 * @param values - Value of each option, already multiplied by the inverse temperature.
 */
export function softmaxChoice(values: readonly number[], random: RandomSequence): number {
  const highest = Math.max(...values);
  const weights = values.map((value) => exponential(Math.fround(value - highest)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = random.uniform() * total;
  for (let option = 0; option < weights.length - 1; option++) {
    rest -= weights[option]!;
    if (rest < 0) return option;
  }
  return weights.length - 1;
}
