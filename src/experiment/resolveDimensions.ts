import { nearestName } from "../math/nearestName.ts";
import type { ModelSource, Path } from "../spec/index.ts";
import type { TaskDescription } from "../tasks/task.ts";
import { declaredDimensions, taskDimensions } from "./taskDimensions.ts";

/**
 * The sizes that an experiment sets of a model's dimensions. A dimension that the model does not have, or whose size is
 * the task's to say, is reported and left out.
 */
export function resolveDimensions(
  set: Readonly<Record<string, number>>,
  source: ModelSource,
  task: Pick<TaskDescription, "world"> | null,
  report: (path: Path, message: string, hint: string | null) => void,
): Record<string, number> {
  const given = task === null ? {} : taskDimensions(source, task);
  const free = declaredDimensions(source).filter((name) => !Object.hasOwn(given, name));
  const allowed = free.length === 0 ? "the model has none that can be set" : `can be set: ${free.join(", ")}`;
  return Object.fromEntries(
    Object.entries(set).filter(([name]) => {
      if (free.includes(name)) return true;
      const path = ["dimensions", name];
      if (Object.hasOwn(given, name)) {
        report(path, `dimension "${name}" is set by the task (${given[name]})`, allowed);
        return false;
      }
      const nearest = nearestName(name, free);
      const hint = nearest === null ? allowed : `did you mean "${nearest}"?`;
      report(path, `the model has no dimension "${name}"`, hint);
      return false;
    }),
  );
}
