import type { IssueCollector } from "./issue.ts";
import type { ModelPart } from "./modelFile.ts";
import type { ModelDocument } from "./modelSource.ts";
import type { Path, Positions } from "./positions.ts";

/** A value of a model file with the place where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly positions: Positions;
  readonly path: Path;
}

type SectionName = {
  [Name in keyof ModelPart]-?: NonNullable<ModelPart[Name]> extends readonly unknown[] | string | number ? never : Name;
}[keyof ModelPart];

type Entry<Name extends SectionName> =
  NonNullable<ModelPart[Name]> extends Readonly<Record<string, infer Value>> ? Value : never;

/** All entries of a section over the files of a model, by name, in the order of the files. */
export function section<Name extends Exclude<SectionName, "body">>(
  documents: readonly ModelDocument[],
  name: Name,
  issues: IssueCollector,
): Map<string, Placed<Entry<Name>>> {
  const entries = new Map<string, Placed<Entry<Name>>>();
  for (const { data, positions } of documents) {
    const values = (data[name] ?? {}) as Readonly<Record<string, Entry<Name>>>;
    for (const [key, value] of Object.entries(values)) {
      const path = [name, key];
      const before = entries.get(key);
      if (before) {
        const { file, line } = before.positions.key(before.path);
        issues.error("duplicate", positions.key(path), `"${key}" is already defined under ${name}`, {
          hint: `first in ${file}${line > 0 ? `:${line}` : ""}`,
        });
      } else entries.set(key, { value, positions, path });
    }
  }
  return entries;
}

/** All items of a list over the files of a model. */
export function list(documents: readonly ModelDocument[], name: "events" | "record" | "sources"): Placed<string>[] {
  return documents.flatMap(({ data, positions }) =>
    (data[name] ?? []).map((value, place) => ({ value, positions, path: [name, place] })),
  );
}

/** A part of a placed value. */
export function inside<T, Key extends keyof T & (string | number)>(
  placed: Placed<T>,
  key: Key,
): Placed<NonNullable<T[Key]>> | null {
  const value = placed.value[key];
  return value === undefined || value === null
    ? null
    : { value: value as NonNullable<T[Key]>, positions: placed.positions, path: [...placed.path, key] };
}

/** The entries of a placed record. */
export function entriesOf<T>(placed: Placed<Readonly<Record<string, T>>> | null): [string, Placed<T>][] {
  if (!placed) return [];
  return Object.entries(placed.value).map(([key, value]) => [
    key,
    { value, positions: placed.positions, path: [...placed.path, key] },
  ]);
}
