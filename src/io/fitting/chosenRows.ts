import { nearestName } from "../../math/nearestName.ts";
import { rangeOf } from "./levels.ts";

/** Names of subjects that are meant, and which of those asked for are not there. */
export interface ChosenSubjects {
  readonly chosen: ReadonlySet<string>;
  /** One sentence each. */
  readonly absent: readonly string[];
}

/**
 * Finds the subjects that are asked for by name (`anna`), number (`7`, which is `007` too), or range (`1-30`: all that are
 * there whose names are numbers of it).
 *
 * @param present - Names in the file.
 */
export function chosenSubjects(wanted: readonly string[], present: Iterable<string>): ChosenSubjects {
  const names = new Set(present);
  const numbered = [...names].filter((name) => /^\d+$/u.test(name));
  const chosen = new Set<string>();
  const absent: string[] = [];
  for (const one of wanted) {
    const range = rangeOf(one);
    const found = names.has(one)
      ? [one]
      : range
        ? numbered.filter((name) => Number(name) >= range[0] && Number(name) <= range[1])
        : /^\d+$/u.test(one)
          ? numbered.filter((name) => Number(name) === Number(one))
          : [];
    for (const name of found) chosen.add(name);
    if (found.length > 0) continue;
    absent.push(range ? `no subject from ${range[0]} to ${range[1]}` : `no subject ${one}${hintFor(one, names)}`);
  }
  return { chosen, absent };
}

function hintFor(one: string, names: ReadonlySet<string>): string {
  if (/^(\d+)\s*[-–]\s*(\d+)$/u.test(one)) return " (a range begins with the lower number)";
  const nearest = /^\d+$/u.test(one) ? null : nearestName(one, names);
  return nearest === null ? "" : ` (did you mean "${nearest}"?)`;
}
