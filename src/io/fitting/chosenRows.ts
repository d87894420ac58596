import { nearestName } from "../../math/nearestName.ts";
import { rangeOf } from "./levels.ts";
import { listed } from "./listed.ts";
import type { Reading } from "./reading.ts";

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
function chosenSubjects(wanted: readonly string[], present: Iterable<string>): ChosenSubjects {
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

/** The rows of a file that count: of subjects and with values as asked. @throws DataFileError */
export function rowsThatCount(reading: Reading): Int32Array {
  const { options, map, read } = reading;
  const wanted = [...options.rows].map(([name, value]) => ({ name, value, labels: reading.column(name).labels() }));
  const { subjects } = options;
  if (subjects && map.subject === null)
    reading.refuse(null, "there is no column for the subject, so none can be chosen; say it with --map subject=COLUMN");
  const ofSubject = subjects && map.subject !== null ? reading.column(map.subject).labels() : null;
  const { chosen, absent } = chosenSubjects(subjects ?? [], ofSubject ?? []);
  if (absent.length > 0) {
    const more = absent.length > 5 ? `, and ${absent.length - 5} more` : "";
    const present = [...new Set(ofSubject)];
    const examples = present.slice(0, 5).join(", ") + (present.length > 5 ? ", …" : "");
    const there = `the ${present.length === 1 ? "only one is" : `${present.length} there are`} ${examples}`;
    reading.refuse(map.subject, `there is ${absent.slice(0, 5).join(", ")}${more} in the file; ${there}`);
  }
  const kept = new Int32Array(read.lines.length);
  let count = 0;
  for (let row = 0; row < read.lines.length; row++) {
    if (wanted.some(({ labels, value }) => labels[row] !== value)) continue;
    if (ofSubject && !chosen.has(ofSubject[row]!)) continue;
    kept[count++] = row;
  }
  if (count === 0) reading.refuse(null, noRowText(wanted));
  if (count < kept.length) reading.note(`${kept.length - count} of ${kept.length} rows are left out as asked.`);
  return kept.slice(0, count);
}

function noRowText(
  wanted: readonly { readonly name: string; readonly value: string; readonly labels: readonly string[] }[],
): string {
  for (const { name, value, labels } of wanted) {
    const values = [...new Set(labels)].filter((label) => label !== "");
    if (values.includes(value)) continue;
    const nearest = nearestName(value, values);
    const hint = nearest === null ? "" : `; did you mean "${nearest}"?`;
    return `no row has ${name}=${value}; it is ${listed(values)}${hint}`;
  }
  return "no row has all of these values together";
}
