import type { Feature, Modality, OutcomeKind, World } from "./task.ts";

/** What a world is made of, where it is not the usual. */
export interface WorldParts {
  /** A label for each place. */
  readonly places: readonly string[];
  readonly features: readonly Feature[];
  readonly outcomes: readonly OutcomeKind[];
  readonly contexts?: number;
  readonly positions?: number;
  readonly responses?: readonly string[];
}

/** A world in which, unless said otherwise, context and position do not matter and no graded response is read. */
export function worldOf(parts: WorldParts): World {
  const { places, features, outcomes, contexts = 1, positions = 0, responses = [] } = parts;
  return { places: places.length, placeLabels: places, features, outcomes, contexts, positions, responses };
}

/** Features that are values of one dimension. */
export function featuresOf(modality: Modality, dimension: string, names: readonly string[]): Feature[] {
  return names.map((name) => ({ name, modality, dimension }));
}

/** `count` names: "picture 1", "picture 2" … */
export function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

/**
 * Strength of each feature at each place, `[place, feature]`.
 *
 * @param shown - What is where: place, feature, strength (1 if left out).
 */
export function objectsAt(
  world: World,
  shown: readonly (readonly [place: number, feature: number, strength?: number])[],
): Float32Array {
  const objects = new Float32Array(world.places * world.features.length);
  for (const [place, feature, strength = 1] of shown) objects[place * world.features.length + feature] = strength;
  return objects;
}

/** 1 at each of the places, 0 elsewhere, `[place]`. */
export function availableAt(world: World, places: readonly number[]): Float32Array {
  const available = new Float32Array(world.places);
  for (const place of places) available[place] = 1;
  return available;
}

/** All places, in order. */
export function allPlaces(world: World): number[] {
  return Array.from({ length: world.places }, (_, place) => place);
}

/**
 * Amount of each outcome, `[outcome]`.
 *
 * @param amounts - In order of the world's outcomes; those left out are 0.
 */
export function outcomeOf(world: World, ...amounts: readonly number[]): Float32Array {
  const outcome = new Float32Array(world.outcomes.length);
  outcome.set(amounts);
  return outcome;
}

/** 1 for one context, 0 for the others, `[context]`. */
export function contextOf(world: World, index: number): Float32Array {
  const context = new Float32Array(world.contexts);
  context[index] = 1;
  return context;
}
