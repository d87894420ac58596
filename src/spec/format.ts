import { nearestName } from "../math/nearestName.ts";
import type { IssueCollector } from "./issue.ts";
import type { Positions } from "./positions.ts";

/** Kinds of file that begin with `neohebb: kind/version`, and the version of each that this program reads. */
export const formats = { model: 1, experiment: 1, protocol: 1, behaviour: 1 } as const;

/** A kind of file. */
export type FileKind = keyof typeof formats;

/** Kind and version of a header such as `model/1`, or null. */
export function formatOf(header: unknown): { readonly kind: FileKind; readonly version: number } | null {
  const [, kind, version] = /^([a-z]+)\/(\d{1,9})$/u.exec(String(header)) ?? [];
  if (kind === undefined || !Object.hasOwn(formats, kind)) return null;
  return { kind: kind as FileKind, version: Number(version) };
}

/**
 * Reports a file that is none of a kind, or of another version than this program reads.
 *
 * @returns whether it is meant to be one of that kind (a file without a header may be).
 */
export function checkFormat(
  kind: FileKind,
  { neohebb: header }: { readonly neohebb?: unknown },
  positions: Positions,
  issues: IssueCollector,
): boolean {
  const read = `${kind}/${formats[kind]}`;
  if (header === undefined || header === read) return true;
  const given = formatOf(header);
  const isMeant = given?.kind === kind || String(header).split("/")[0] === kind;
  const place = positions.value(["neohebb"]);
  const written = typeof header === "string" ? header : JSON.stringify(header);
  const sides = { expected: read, got: written };
  if (!isMeant) {
    const article = kind === "experiment" ? "an" : "a";
    const near = given === null ? nearestName(written.split("/")[0]!, Object.keys(formats)) : null;
    const hint = near === null ? {} : { hint: `did you mean "${near}/${formats[near as FileKind]}"?` };
    issues.error("version", place, `this is not ${article} ${kind} file`, { ...sides, ...hint });
  } else if (given && given.version > formats[kind])
    issues.error("version", place, `this file is newer than the program: its ${kind} format is not known here`, {
      ...sides,
      hint: "take a newer neohebb",
    });
  else if (given && given.version >= 1)
    issues.error("version", place, `this file is of an earlier ${kind} format`, {
      ...sides,
      hint: `npx neohebb migrate ${positions.value([]).file} --write brings it to ${read}`,
    });
  else issues.error("version", place, `there is no such version of the ${kind} format`, sides);
  return isMeant;
}
