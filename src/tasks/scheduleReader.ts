import { nearestName } from "../math/nearestName.ts";

/** Reads a part of a schedule: gives its value and adds a sentence to `problems` for everything that is wrong. */
export type Reader<Value> = (value: unknown, path: string, problems: string[]) => Value;

type ValueOf<Part> = Part extends Reader<infer Value> ? Value : never;
type Readers = Readonly<Record<string, Reader<unknown>>>;

/** A number within limits. */
export function numberFrom(low: number, high: number, whole = false): Reader<number> {
  return (value, path, problems) => {
    if (typeof value === "number" && value >= low && value <= high && (!whole || Number.isInteger(value))) return value;
    problems.push(
      `${path}: expected ${whole ? "a whole number" : "a number"} from ${low} to ${high}, got ${shown(value)}`,
    );
    return low;
  };
}

/** A whole number within limits. */
export const wholeFrom = (low: number, high: number): Reader<number> => numberFrom(low, high, true);

/** A text that is not empty. */
export const text: Reader<string> = (value, path, problems) => {
  if (typeof value === "string" && value.length > 0) return value;
  problems.push(`${path}: expected a text, got ${shown(value)}`);
  return "";
};

/** Yes or no. */
export const flag: Reader<boolean> = (value, path, problems) => {
  if (typeof value === "boolean") return value;
  problems.push(`${path}: expected true or false, got ${shown(value)}`);
  return false;
};

/** One of a few values. */
export function oneOf<Value extends string | number>(...values: readonly Value[]): Reader<Value> {
  return (value, path, problems) => {
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    const near = nearestName(String(value), values.map(String));
    const hint = near === null ? "" : `; did you mean "${near}"?`;
    problems.push(`${path}: expected one of ${values.join(", ")}, got ${shown(value)}${hint}`);
    return values[0]!;
  };
}

/** A list whose items all have one form. */
export function listOf<Item>(item: Reader<Item>, atLeast = 0): Reader<readonly Item[]> {
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      problems.push(`${path}: expected a list, got ${shown(value)}`);
      return [];
    }
    if (value.length < atLeast) problems.push(`${path}: expected at least ${atLeast} items, got ${value.length}`);
    return value.map((part, index) => item(part, `${path}[${index}]`, problems));
  };
}

/** Two numbers, the first not above the second. */
export function rangeFrom(low: number, high: number): Reader<readonly [number, number]> {
  const limit = numberFrom(low, high);
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length !== 2) {
      problems.push(`${path}: expected two numbers [lowest, highest], got ${shown(value)}`);
      return [low, low];
    }
    const first = limit(value[0], `${path}[0]`, problems);
    const second = limit(value[1], `${path}[1]`, problems);
    if (first > second) problems.push(`${path}: the first number must not be above the second, got [${value}]`);
    return [first, second];
  };
}

/** Things of one form by name. */
export function namedOf<Item>(item: Reader<Item>): Reader<Readonly<Record<string, Item>>> {
  return (value, path, problems) => {
    if (!isRecord(value)) {
      problems.push(`${path}: expected names with values, got ${shown(value)}`);
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, item(part, `${path}.${name}`, problems)]),
    );
  };
}

/** A thing with named parts, some of which may be left out. Unknown parts are problems. */
export function shapeOf<Needed extends Readers, Optional extends Readers>(
  needed: Needed,
  optional: Optional,
): Reader<
  { readonly [Name in keyof Needed]: ValueOf<Needed[Name]> } & {
    readonly [Name in keyof Optional]?: ValueOf<Optional[Name]>;
  }
> {
  const names = [...Object.keys(needed), ...Object.keys(optional)];
  return (value, path, problems) => {
    const given = isRecord(value) ? value : {};
    if (!isRecord(value)) problems.push(`${path}: expected ${names.join(", ")}, got ${shown(value)}`);
    for (const name of Object.keys(given)) if (!names.includes(name)) problems.push(unknownName(path, name, names));
    const result: Record<string, unknown> = {};
    for (const [name, reader] of Object.entries(needed)) {
      if (Object.hasOwn(given, name)) result[name] = reader(given[name], `${path}.${name}`, problems);
      else if (isRecord(value)) problems.push(`${path}: "${name}" is missing`);
    }
    for (const [name, reader] of Object.entries(optional)) {
      if (Object.hasOwn(given, name) && given[name] !== undefined) {
        result[name] = reader(given[name], `${path}.${name}`, problems);
      }
    }
    return result as never;
  };
}

/** A sentence about a name that is not among those that there are. */
export function unknownName(path: string, name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  const hint = near === null ? `expected one of ${names.join(", ")}` : `did you mean "${near}"?`;
  return `${path}: there is no "${name}"; ${hint}`;
}

/**
 * Reads a whole schedule.
 *
 * @param check - What the form alone cannot say: names that must exist, times that must fit; called on a well-formed one.
 * @throws RangeError with every problem, one a line, each with its place.
 */
export function readSchedule<Schedule>(
  task: string,
  reader: Reader<Schedule>,
  value: unknown,
  check: (schedule: Schedule, report: (problem: string) => void) => void = () => {},
): Schedule {
  const problems: string[] = [];
  const schedule = reader(value, "schedule", problems);
  if (problems.length === 0) check(schedule, (problem) => problems.push(problem));
  if (problems.length > 0) throw new RangeError(`task ${task}: ${problems.join("\n")}`);
  return schedule;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const whole = JSON.stringify(value) ?? String(value);
  return whole.length > 60 ? `${whole.slice(0, 57)}...` : whole;
}
