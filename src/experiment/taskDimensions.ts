import type { ModelSource } from "../spec/index.ts";
import { spaceLength } from "../tasks/index.ts";
import type { TaskDescription } from "../tasks/lockstepTask.ts";

/** Sizes that a task gives to the dimensions that a model declares. */
export function taskDimensions(source: ModelSource, task: TaskDescription): Record<string, number> {
  const declared = new Set(source.documents.flatMap(({ data }) => Object.keys(data.dimensions ?? {})));
  const sizes = {
    options: spaceLength(task.actionSpace.choice),
    stimuli: spaceLength(task.observationSpace.stimuli),
  };
  return Object.fromEntries(Object.entries(sizes).filter(([name]) => declared.has(name)));
}
