import type { Campaign, Evaluation } from "./campaign.ts";
import { eigenOf } from "./eigen.ts";
import { pointOf, type SearchedParameter } from "./searchSpace.ts";

/** Sets of parameters that do about equally well. */
export interface Ensemble {
  readonly format: "neohebb-ensemble/1";
  readonly model: string;
  readonly programHash: string;
  /** Loss of the best set, and of the worst one taken. */
  readonly best: number;
  readonly worst: number;
  readonly sets: readonly Evaluation[];
}

/** Losses up to this far above the best count as about equal: less than one band of one width among thirty. */
export const equalWithin = 0.02;

/**
 * Takes sets with a loss of at most the best's plus `within`, those that lie farthest apart first, beginning with the
 * best. If there are fewer than `size`, all of them are given.
 */
export function ensembleOf(
  { settings, programHash }: Campaign,
  evaluations: readonly Evaluation[],
  size = 20,
  within = equalWithin,
): Ensemble {
  const ordered = [...evaluations].sort((a, b) => a.loss - b.loss || a.id - b.id);
  const best = ordered[0];
  if (!best) throw new RangeError("there is no evaluation to choose from");
  const left = ordered.filter(({ loss }) => loss <= best.loss + within).slice(1);
  const points = new Map(ordered.map((evaluation) => [evaluation.id, pointOf(settings.parameters, evaluation.values)]));
  const sets = [best];
  while (sets.length < size && left.length > 0) {
    const distances = left.map(({ id }) =>
      Math.min(...sets.map((taken) => squaredDistance(points.get(id)!, points.get(taken.id)!))),
    );
    sets.push(left.splice(distances.indexOf(Math.max(...distances)), 1)[0]!);
  }
  const worst = Math.max(...sets.map(({ loss }) => loss));
  return { format: "neohebb-ensemble/1", model: settings.model, programHash, best: best.loss, worst, sets };
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, place) => sum + (x - b[place]!) * (x - b[place]!), 0);
}

/** A direction in the space of the parameters, and how well the search has fixed it. */
export interface Direction {
  /** Standard deviation along it, in the units of the space (of logarithmic parameters factors e). */
  readonly deviation: number;
  /** Parameters with a share of at least a tenth of it, largest first; shares are squared components. */
  readonly parameters: readonly { readonly name: string; readonly component: number }[];
}

/** How well parameters are fixed by the effects. */
export interface Identifiability {
  /** Standard deviation of each parameter in the search's present distribution, by the units of the space. */
  readonly deviations: Readonly<Record<string, number>>;
  /** Principal directions, the worst fixed first. */
  readonly directions: readonly Direction[];
}

/**
 * What the search's distribution says: its covariance goes towards the inverse curvature of the loss at the best set, so
 * that wide directions are those that the effects hardly fix. It says little before some ten generations a parameter.
 */
export function identifiabilityOf({ settings, strategy }: Campaign): Identifiability {
  const { parameters } = settings;
  const n = parameters.length;
  const { covariance, deviation } = strategy;
  const { values, vectors } = eigenOf(covariance, n);
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  return {
    deviations: Object.fromEntries(
      parameters.map(({ name }, i) => [name, deviation * Math.sqrt(covariance[i * (n + 1)]!)]),
    ),
    directions: order.map((j) => ({
      deviation: deviation * Math.sqrt(Math.max(0, values[j]!)),
      parameters: largeComponents(parameters, (i) => vectors[i * n + j]!),
    })),
  };
}

function largeComponents(parameters: readonly SearchedParameter[], component: (place: number) => number) {
  return parameters
    .map(({ name }, place) => ({ name, component: component(place) }))
    .filter((one) => one.component * one.component >= 0.1)
    .sort((a, b) => Math.abs(b.component) - Math.abs(a.component));
}
