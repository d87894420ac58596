import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BibliographyEntry, checkBibliography, readBibliography } from "../description/index.ts";
import { readTextFile, shortPath } from "../io/machine.ts";
import { packageRoot } from "../io/packageRoot.ts";
import { type Issue, IssueCollector, type ModelSource, nearestName, type Path, spelling } from "../spec/index.ts";

type Documents = ModelSource["documents"];

/** What the sources of a model are looked up in. */
export interface ModelBibliography {
  readonly entries: ReadonlyMap<string, BibliographyEntry>;
  /** What is wrong with the model's own bibliographies, and (warnings) keys that no bibliography has. */
  readonly issues: readonly Issue[];
}

/**
 * The bundled bibliography with, over it, that of the model: each `references.bib` beside one of its files and the files
 * that it names under `bibliography`; entries of later files of the model replace those of earlier ones.
 *
 * @param readText - Reads a file that the model names, or throws.
 */
export function bibliographyOf(documents: Documents, readText: (path: string) => string): ModelBibliography {
  const entries = new Map(readBibliography(readTextFile(join(packageRoot(), "references.bib"))));
  const issues = new IssueCollector();
  for (const { path, text } of ownBibliographies(documents, readText, issues)) {
    const own = checkBibliography(text, path);
    for (const issue of own.issues) issues.add(issue);
    for (const [key, entry] of own.entries) entries.set(key, entry);
  }
  if (!issues.hasErrors) for (const issue of unknownSources(documents, entries)) issues.add(issue);
  return { entries, issues: issues.all };
}

/** Texts of the bibliographies that belong to a model, each file once; what cannot be read is reported. */
function ownBibliographies(
  documents: Documents,
  readText: (path: string) => string,
  issues: IssueCollector,
): { readonly path: string; readonly text: string }[] {
  const texts = new Map<string, string>();
  for (const { file, data, positions } of documents) {
    const beside = join(dirname(file), "references.bib");
    const named = [data.bibliography ?? []].flat().map((name, index) => ({
      path: join(dirname(file), name),
      place: positions.value(Array.isArray(data.bibliography) ? ["bibliography", index] : ["bibliography"]),
    }));
    const wanted = [...(existsSync(beside) ? [{ path: beside, place: null }] : []), ...named];
    for (const { path, place } of wanted) {
      if (texts.has(path)) continue;
      try {
        texts.set(path, readText(path));
      } catch (error) {
        const at = place ?? { file: shortPath(path), line: 1, column: 1, path: "" };
        issues.error("file", at, (error as Error).message);
      }
    }
  }
  return [...texts].map(([path, text]) => ({ path: shortPath(path), text }));
}

/** What looks like a key within a text: a name and a year. */
const keyPattern = /(?<![\w/.:-])[a-z][a-z-]*(?:19|20)\d{2}[a-z]?(?![\w/.-]*\w)/gu;

/** Warnings for keys of sources that are in no bibliography. */
function unknownSources(documents: Documents, known: ReadonlyMap<string, unknown>): readonly Issue[] {
  const issues = new IssueCollector();
  for (const { data, positions } of documents) {
    const check = (key: string, path: Path): void => {
      if (known.has(key)) return;
      const { hint = "add it to a references.bib beside the model" } = spelling(nearestName(key, known.keys()));
      issues.warning("unknown-name", positions.value(path), `no bibliography has the source "${key}"`, { hint });
    };
    const keys = (list: unknown, path: Path): void => {
      if (Array.isArray(list)) for (const [place, key] of list.entries()) check(String(key), [...path, place]);
    };
    keys(data.sources, ["sources"]);
    for (const [name, rule] of Object.entries(data.rules ?? {})) keys(rule?.sources, ["rules", name, "sources"]);
    const sections = data as Readonly<
      Record<string, Readonly<Record<string, { readonly source?: string }>> | undefined>
    >;
    for (const section of ["parameters", "receptors", "constants"])
      for (const [name, entry] of Object.entries(sections[section] ?? {}))
        for (const [key] of String(entry?.source ?? "").matchAll(keyPattern)) check(key, [section, name, "source"]);
  }
  return issues.all;
}
