import type { Location } from "./issue.ts";

/** Keys and indices from the top of a document. */
export type Path = readonly (string | number)[];

/** Where the parts of a document stand in its text. */
export interface Positions {
  readonly file: string;
  /** Place of the value at a path (of the nearest enclosing value if there is none). */
  value(path: Path): Location;
  /** Place of the key that names the value at a path. */
  key(path: Path): Location;
  /** Place of the character `offset` of the text value at a path. */
  within(path: Path, offset: number): Location;
}

/** A path as text: `groups.control.doses[0]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}

/** Positions of an object that was not read from text: paths alone, with the place in a text value behind it. */
export function pathPositions(file: string, data: unknown): Positions {
  const at = (path: Path, suffix = ""): Location => ({ file, line: 0, column: 0, path: formatPath(path) + suffix });
  return {
    file,
    value: (path) => at(path),
    key: (path) => at(path),
    within: (path, offset) => {
      const text = valueAt(data, path);
      if (typeof text !== "string") return at(path);
      const before = text.slice(0, offset).split("\n");
      return at(path, `:${before.length}:${(before.at(-1) ?? "").length + 1}`);
    },
  };
}

/** The value at a path of plain data, or undefined. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
