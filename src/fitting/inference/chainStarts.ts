import { exponential, logarithm } from "../../math/double.ts";
import { seedWords } from "../../math/random.ts";
import { cholesky } from "../../math/symmetricMatrix.ts";
import { ChainRandom } from "./chainRandom.ts";
import type { GroupFit } from "./empiricalBayes.ts";
import { estimatePerson } from "./estimatePerson.ts";
import type { GroupPrior } from "./groupPrior.ts";
import { type Group, groupMean, type PersonEstimate } from "./groupStep.ts";
import { hierarchicalLayout } from "./hierarchicalPosterior.ts";
import type { PersonPosterior } from "./personPosterior.ts";

export interface ChainStartOptions {
  readonly fit: GroupFit;
  readonly prior: GroupPrior;
  /** See `HierarchicalPosterior`; [coefficient]. */
  readonly centring: Float64Array;
  /** Standard deviations of B and log σ in the posterior, about, [coordinate before people]. */
  readonly deviations: Float64Array;
  readonly chains: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** Groups are drawn with these times their deviations, so that chains begin apart. */
const APART = 2;
/** Of the way to a draw: nearer to the peak than this the peak itself is taken. */
const LEAST_SHARE = 1 / 64;
/** Logarithm of the group's posterior that a draw may lie below the peak, for each of the group's parameters. */
const LOSS = 3;

/**
 * Where chains start: groups drawn around the fit, and under each its people, drawn from what is known of them under
 * that group. Deviations that belong to another group may be impossibly large under a small spread; a chain that
 * starts there does not come back.
 *
 * A group that makes everybody far less probable than the fit does is taken nearer to it: half the way, a quarter, ….
 *
 * @returns null if stopped by `signal`.
 */
export function chainStarts(posterior: PersonPosterior, options: ChainStartOptions): Float64Array[] | null {
  const { fit, prior, deviations, chains, seed, signal } = options;
  const peak = logPosterior(fit.people, prior, fit);
  const starts: Float64Array[] = [];
  for (let chain = 0; chain < chains; chain++) {
    const random = new ChainRandom(seedWords(seed), chain, "start");
    random.begin(0);
    const offset = deviations.map((deviation) => APART * deviation * random.normal());
    for (let share = 1; ; share = share > LEAST_SHARE ? 0.5 * share : 0) {
      if (signal?.aborted) return null;
      const group = movedGroup(fit, offset, share);
      const people = peopleUnder(posterior, fit, group);
      const isNear = people && logPosterior(people, prior, group) >= peak - LOSS * deviations.length;
      if (people && (isNear || share === 0)) {
        starts.push(position(posterior, { ...options, group, people, random }));
        break;
      }
      if (share === 0) throw new RangeError("no chain can start: the responses are impossible under the model");
    }
  }
  return starts;
}

interface MovedGroup extends Group {
  /** σ, [coefficient] */
  readonly spreads: Float64Array;
}

function movedGroup(fit: GroupFit, offset: Float64Array, share: number): MovedGroup {
  const { effects, spreads } = fit;
  const count = spreads.length;
  const moved = spreads.map((spread, k) => exponential(logarithm(spread) + share * offset[effects.length + k]!));
  const covariance = new Float64Array(count * count);
  moved.forEach((spread, k) => {
    covariance[k * count + k] = spread * spread;
  });
  return { effects: effects.map((x, at) => x + share * offset[at]!), spreads: moved, covariance };
}

/** Everybody under a group; null where somebody is impossible. */
function peopleUnder(posterior: PersonPosterior, fit: GroupFit, group: Group): PersonEstimate[] | null {
  posterior.setGroup(group.covariance);
  const people: PersonEstimate[] = [];
  for (let person = 0; person < fit.people.length; person++) {
    const found = estimatePerson(posterior, { group, person, before: fit.people[person]! });
    if (found === null) return null;
    people.push(found);
  }
  return people;
}

/** Logarithm of the posterior of a group, up to a constant, people integrated out by Laplace's method. */
function logPosterior(
  people: readonly (PersonEstimate | null)[],
  prior: GroupPrior,
  { effects, spreads }: Pick<MovedGroup, "effects" | "spreads">,
): number {
  let sum = people.reduce((total, person) => total + person!.logMarginal, 0);
  effects.forEach((effect, at) => {
    const distance = (effect - prior.mean[at]!) / prior.standardDeviation[at]!;
    sum -= 0.5 * distance * distance;
  });
  spreads.forEach((spread, k) => {
    const ratio = spread / prior.spread[k]!;
    sum += logarithm(spread) - 0.5 * ratio * ratio;
  });
  return sum;
}

interface StartingState extends Pick<ChainStartOptions, "fit" | "centring"> {
  readonly group: MovedGroup;
  readonly people: readonly PersonEstimate[];
  readonly random: ChainRandom;
}

/** Coordinates of a group with people drawn under it; nearer to their peaks where a draw is impossible. */
function position({ people: likelihood }: PersonPosterior, state: StartingState): Float64Array {
  const { fit, centring, group, people, random } = state;
  const layout = hierarchicalLayout(fit.design);
  const count = centring.length;
  const coordinates = new Float64Array(layout.dimension);
  coordinates.set(group.effects);
  coordinates.set(group.spreads.map(logarithm), layout.spreads);
  const mean = new Float64Array(count);
  people.forEach(({ mode, covariance }, p) => {
    groupMean(fit.design, group, p, mean);
    const factor = cholesky(covariance, count)!;
    const normals = mean.map(() => random.normal());
    const own = new Float64Array(count);
    for (let share = 1; ; share = share > LEAST_SHARE ? 0.5 * share : 0) {
      for (let k = 0; k < count; k++) {
        own[k] = mode[k]!;
        for (let l = 0; l <= k; l++) own[k] = own[k]! + share * factor[k * count + l]! * normals[l]!;
      }
      if (share === 0 || likelihood.isPossible(p, own)) break;
    }
    for (let k = 0; k < count; k++) {
      const scale = exponential((1 - centring[k]!) * coordinates[layout.spreads + k]!);
      coordinates[layout.people + p * count + k] = centring[k]! * mean[k]! + (own[k]! - mean[k]!) / scale;
    }
  });
  return coordinates;
}
