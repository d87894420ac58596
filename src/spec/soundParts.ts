import type { Issue } from "./issue.ts";
import type { ModelPart } from "./modelFile.ts";
import type { ModelDocument } from "./modelSource.ts";

/** Sections that declare what other parts name, entry by entry. */
const declaring = [
  ...["dimensions", "parameters", "inputs", "modulators", "receptors", "nuclei", "areas", "rules", "projections"],
  "operators",
];
/** Codes of issues that may follow from a part that was taken out. */
const following: readonly Issue["code"][] = ["unknown-name", "missing", "not-local", "size", "slice"];

/** A model without its malformed parts, and which names went with them; null: a whole section of names. */
export interface SoundParts {
  readonly documents: readonly ModelDocument[];
  readonly lost: ReadonlySet<string> | null;
}

/**
 * Takes malformed parts out, so that names and units of the rest can be checked: an entry of a section that declares
 * names, or a section as a whole.
 *
 * @param issues - What is wrong with the form.
 */
export function soundParts(documents: readonly ModelDocument[], issues: readonly Issue[]): SoundParts {
  const lost = new Set<string>();
  let isSectionLost = false;
  const kept = documents.map((document) => {
    const data = { ...document.data } as Record<string, unknown>;
    for (const { file, path } of issues) {
      if (file !== document.file) continue;
      const [section = "", name] = path.split(/[.[]/u);
      if (!Object.hasOwn(data, section)) continue;
      const entries = data[section];
      const isRecord = typeof entries === "object" && entries !== null && !Array.isArray(entries);
      if (declaring.includes(section) && isRecord && name !== undefined) {
        data[section] = Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name));
        lost.add(name);
      } else {
        delete data[section];
        if (declaring.includes(section) || section === "events" || section === "imports") isSectionLost = true;
      }
    }
    return { ...document, data: data as ModelPart };
  });
  return { documents: kept, lost: isSectionLost ? null : lost };
}

/** Whether an issue of the sound parts is one of theirs, and does not follow from what was taken out. */
export function isTheirOwn({ code, severity, message, hint = "" }: Issue, { lost }: SoundParts): boolean {
  if (severity === "warning" || /"(?:step|body)"/u.test(message)) return false;
  if (!following.includes(code)) return true;
  if (lost === null) return false;
  const words = new Set(`${message} ${hint}`.match(/[\p{L}\p{N}_]+/gu));
  return ![...lost].some((name) => words.has(name));
}
