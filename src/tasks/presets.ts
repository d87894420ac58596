import { unknownName } from "./scheduleReader.ts";
import type { TaskKind, TaskPreset } from "./task.ts";

/**
 * Finds what `make` was asked for.
 *
 * @param schedule - Name of a preset, a schedule as data, or nothing: the first preset.
 * @throws RangeError naming the nearest right preset, or if data are given to a task that takes none.
 */
export function resolvePreset(
  { id, presets = {} }: Pick<TaskKind, "id" | "presets">,
  schedule: unknown,
  takesData = false,
): TaskPreset {
  const names = Object.keys(presets);
  if (schedule === undefined) return presets[names[0] ?? ""] ?? { doc: "" };
  if (typeof schedule === "string") {
    if (Object.hasOwn(presets, schedule)) return presets[schedule]!;
    throw new RangeError(`task ${unknownName(`${id}, schedule`, schedule, names)}`);
  }
  if (!takesData) {
    const allowed = names.length === 0 ? "it has none" : `expected one of ${names.join(", ")}`;
    throw new RangeError(`task ${id}, schedule: it must be the name of a preset; ${allowed}`);
  }
  return { doc: "", schedule };
}
