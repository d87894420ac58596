import { nearestName } from "../math/nearestName.ts";
import { type Issue, type Path, type Positions, readYaml, valueAt } from "../spec/index.ts";

/** A part of the experiment that is replaced, `seed=3` or `groups.control.doses[0].dose=1 Ki`. */
export interface Override {
  readonly text: string;
  readonly path: Path;
}

/** The result of putting overrides into an experiment's data. */
export interface Overridden {
  readonly data: unknown;
  /** Positions that say `--set …` for everything that was replaced. */
  readonly positions: Positions;
  readonly issues: readonly Issue[];
}

/** Begins the file name of issues that an override caused. */
export const overrideMark = "--set ";

/** Puts overrides into a copy of an experiment's data. */
export function override(data: unknown, positions: Positions, texts: readonly string[]): Overridden {
  const copy = structuredClone(data);
  const issues: Issue[] = [];
  const done: Override[] = [];
  for (const text of texts) {
    const parsed = parse(text);
    if ("message" in parsed) {
      issues.push(issue(text, "", parsed.message, parsed.hint));
      continue;
    }
    const problem = put(copy, parsed.path, parsed.value);
    if (problem) issues.push(issue(text, problem.path, problem.message, problem.hint));
    else done.push({ text, path: parsed.path });
  }
  return { data: copy, positions: markedPositions(positions, done), issues };
}

/** Names that an object's prototype answers to. */
const forbiddenKeys: ReadonlySet<string | number> = new Set(["__proto__", "constructor", "prototype"]);

interface Problem {
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

function parse(text: string): { path: Path; value: unknown } | { message: string; hint?: string } {
  const equals = text.indexOf("=");
  if (equals <= 0) return { message: "not of the form path=value", hint: "for example --set seed=3" };
  const value = readYaml(text.slice(equals + 1).trim() || "~", text);
  if (value.issues.length > 0) return { message: `the value cannot be read: ${value.issues[0]!.message}` };
  let path: Path = text
    .slice(0, equals)
    .trim()
    .replace(/\[(\d+)\]/gu, ".$1")
    .split(".")
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  if (path.includes("")) return { message: "the path has an empty part" };
  const forbidden = path.find((part) => forbiddenKeys.has(part));
  if (forbidden !== undefined) return { message: `"${forbidden}" is not allowed as a key` };
  if (path[0] === "model" && path[1] === "parameters") path = path.slice(1);
  return { path: withWholeNames(path), value: value.data };
}

/** Names under `parameters` may have a point: `pathway.rate` is the parameter of a projection's rule. */
function withWholeNames(path: Path): Path {
  const place = path.findIndex((part, index) => part === "parameters" && !namesAfter.has(String(path[index - 1])));
  if (place < 0 || place >= path.length - 2) return path;
  return [...path.slice(0, place + 1), path.slice(place + 1).join(".")];
}

/** Keys below which names are the user's own. */
const namesAfter = new Set(["groups", "conditions", "quantities"]);

/** Parts of an experiment that hold names of the user's own, which an override may use but not invent. */
const fixedNames = new Set(["groups"]);

function put(data: unknown, path: Path, value: unknown): Problem | null {
  let holder = data;
  for (let depth = 0; depth < path.length - 1; depth++) {
    const part = path[depth]!;
    const next = valueAt(holder, [part]);
    const after = path[depth + 1]!;
    if (depth === 0 && part === "task" && typeof next === "string") {
      (holder as Record<string, unknown>)[part] = { id: next };
    } else if (next === undefined || next === null) {
      const problem = cannotCreate(holder, path, depth);
      if (problem) return problem;
      (holder as Record<string | number, unknown>)[part] = typeof after === "number" ? [] : {};
    }
    holder = valueAt(holder, [part]);
    if (typeof holder !== "object" || holder === null) {
      return { path: path.slice(0, depth + 1).join("."), message: `"${part}" has no parts` };
    }
  }
  const problem = cannotCreate(holder, path, path.length - 1);
  if (problem) return problem;
  (holder as Record<string | number, unknown>)[path.at(-1)!] = value;
  return null;
}

function cannotCreate(holder: unknown, path: Path, depth: number): Problem | null {
  const part = path[depth]!;
  const where = path.slice(0, depth + 1).join(".");
  if (Array.isArray(holder)) {
    if (typeof part === "number" && part <= holder.length) return null;
    return {
      path: where,
      message: `the list has ${holder.length === 1 ? "1 item" : `${holder.length} items`}`,
      hint: "items are counted from 0",
    };
  }
  if (depth > 0 && fixedNames.has(String(path[depth - 1])) && depth === 1) {
    const names = Object.keys(holder as object);
    if (names.includes(String(part))) return null;
    const nearest = nearestName(String(part), names);
    const hint = nearest ? `did you mean "${nearest}"?` : `there are ${names.join(", ")}`;
    return { path: where, message: `there is no group "${part}"`, hint };
  }
  return null;
}

function issue(text: string, path: string, message: string, hint?: string): Issue {
  return {
    code: "usage",
    severity: "error",
    message,
    file: overrideMark + text,
    line: 0,
    column: 0,
    path,
    ...(hint === undefined ? {} : { hint }),
  };
}

function markedPositions(positions: Positions, overrides: readonly Override[]): Positions {
  const mark = (path: Path, otherwise: () => ReturnType<Positions["value"]>) => {
    const found = overrides.findLast((candidate) => candidate.path.every((part, index) => path[index] === part));
    return found ? { file: overrideMark + found.text, line: 0, column: 0, path: path.join(".") } : otherwise();
  };
  return {
    file: positions.file,
    value: (path) => mark(path, () => positions.value(path)),
    key: (path) => mark(path, () => positions.key(path)),
    within: (path, offset) => mark(path, () => positions.within(path, offset)),
  };
}
