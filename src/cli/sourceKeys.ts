import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readBibliography } from "../description/index.ts";
import { readTextFile } from "../io/machine.ts";
import { type Issue, IssueCollector, type ModelSource, nearestName, type Path, spelling } from "../spec/index.ts";
import { bundledBibliography } from "./loadModel.ts";

/** What looks like a key within a text: a name and a year. */
const keyPattern = /(?<![\w/.:-])[a-z][a-z-]*(?:19|20)\d{2}[a-z]?(?![\w/.-]*\w)/gu;

/** Warnings for keys of sources that neither the bundled bibliography nor a `references.bib` beside the files has. */
export function unknownSources(documents: ModelSource["documents"]): readonly Issue[] {
  const issues = new IssueCollector();
  const known = knownKeys(documents.map(({ file }) => file));
  for (const { data, positions } of documents) {
    const check = (key: string, path: Path): void => {
      if (known.has(key)) return;
      const hint = spelling(nearestName(key, known));
      issues.warning("unknown-name", positions.value(path), `no bibliography has the source "${key}"`, hint);
    };
    const keys = (list: unknown, path: Path): void => {
      if (Array.isArray(list)) for (const [place, key] of list.entries()) check(String(key), [...path, place]);
    };
    keys(data.sources, ["sources"]);
    for (const [name, rule] of Object.entries(data.rules ?? {})) keys(rule?.sources, ["rules", name, "sources"]);
    for (const section of ["parameters", "receptors"] as const)
      for (const [name, entry] of Object.entries(data[section] ?? {}))
        for (const [key] of String(entry?.source ?? "").matchAll(keyPattern)) check(key, [section, name, "source"]);
  }
  return issues.all;
}

function knownKeys(files: readonly string[]): ReadonlySet<string> {
  const beside = [...new Set(files.map((file) => join(dirname(file), "references.bib")))].filter(existsSync);
  return new Set([
    ...bundledBibliography().keys(),
    ...beside.flatMap((file) => [...readBibliography(readTextFile(file)).keys()]),
  ]);
}
