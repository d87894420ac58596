import { nearestName } from "../math/nearestName.ts";
import type { TaskKind } from "./task.ts";

/** For tasks without schedules. @throws RangeError if one is given. */
export function refuseSchedule(id: string, schedule: unknown): void {
  if (schedule !== undefined) throw new RangeError(`task ${id} takes no schedule`);
}

type OptionRanges = TaskKind["options"];

/**
 * Fills in the defaults of a task's options and checks the given ones.
 *
 * @param whole - Names of the options that must be whole numbers.
 * @throws RangeError naming the option if one is unknown, not a number, not whole or out of range.
 */
export function taskOptions<Name extends string>(
  id: string,
  ranges: Record<Name, OptionRanges[string]>,
  whole: readonly NoInfer<Name>[],
  given: Readonly<Record<string, number>>,
): Record<Name, number> {
  const names = Object.keys(ranges) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, ranges[name].default])) as Record<Name, number>;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(ranges, name)) {
      const nearest = nearestName(name, names);
      const hint = nearest === null ? `its options are ${names.join(", ")}` : `did you mean "${nearest}"?`;
      throw new RangeError(`task ${id}: there is no option "${name}"; ${hint}`);
    }
    const { low, high } = ranges[name as Name];
    const isWhole = whole.includes(name as Name);
    if (typeof value !== "number" || !(value >= low && value <= high) || (isWhole && !Number.isInteger(value))) {
      const kind = isWhole ? "a whole number" : "a number";
      throw new RangeError(`task ${id}: option "${name}" must be ${kind} from ${low} to ${high}, got ${value}`);
    }
    values[name as Name] = value;
  }
  return values;
}
