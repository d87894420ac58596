import type { ModelSource } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";

/** Names of the dimensions that a model declares. */
export function declaredDimensions(source: ModelSource): string[] {
  return [...new Set(source.documents.flatMap(({ data }) => Object.keys(data.dimensions ?? {})))];
}

/** Sizes that a task gives to the dimensions that a model declares; a position that does not matter has one value. */
export function taskDimensions(source: ModelSource, { world }: Pick<TaskDescription, "world">): Record<string, number> {
  const declared = new Set(declaredDimensions(source));
  const { places, features, outcomes, contexts, positions } = world;
  const sizes = {
    options: places,
    places,
    stimuli: features.length,
    features: features.length,
    objects: places * features.length,
    outcomes: outcomes.length,
    contexts,
    positions: Math.max(1, positions),
  };
  return Object.fromEntries(Object.entries(sizes).filter(([name]) => declared.has(name)));
}
