import { RandomSequence, seedWords } from "../../math/random.ts";
import type { Transform } from "../transform.ts";
import type { ParameterPrior } from "./parameterPrior.ts";

/**
 * Points from which searches start, on the unbounded scale: the priors' medians, then a Latin hypercube over the priors
 * (McKay, Beckman & Conover 1979, doi:10.2307/1268522), so that every parameter's range is covered evenly.
 *
 * The same for every subject: what a subject's fit is does not depend on who else is fitted.
 */
export function startingPoints(
  transforms: readonly Transform[],
  priors: readonly ParameterPrior[],
  count: number,
  seed: number,
): Float64Array[] {
  const random = new RandomSequence(seedWords(seed), 0, "starting points");
  const points = Array.from({ length: count }, () => new Float64Array(transforms.length));
  const at = (d: number, probability: number) => transforms[d]!.unbounded(priors[d]!.quantile(probability));
  for (let d = 0; d < transforms.length; d++) {
    points[0]![d] = at(d, 0.5);
    const strata = random.shuffle(Array.from({ length: count - 1 }, (_, i) => i));
    strata.forEach((stratum, i) => {
      points[i + 1]![d] = at(d, (stratum + random.uniform()) / (count - 1));
    });
  }
  return points;
}
