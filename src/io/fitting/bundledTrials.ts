import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../packageRoot.ts";

/** Bundled tables with one row a trial: name of the set → file. It is `trials.csv` (or that compressed), or the only table. */
export function bundledTrials(): ReadonlyMap<string, string> {
  const folder = join(packageRoot(), "data");
  const found = new Map<string, string>();
  if (!existsSync(folder)) return found;
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const tables = readdirSync(join(folder, name)).filter((file) => /\.csv(\.gz)?$/u.test(file));
    const trials = tables.find((file) => /^trials\.csv/u.test(file));
    const table = trials ?? (tables.length === 1 ? tables[0]! : null);
    if (table !== null) found.set(name, join(folder, name, table));
  }
  return found;
}

/** A bundled table of trials as its README tells of it. */
export interface BundledSet {
  readonly id: string;
  readonly title: string;
  /** The task and who did it. */
  readonly task: string;
  readonly citation: string;
  readonly licence: string;
}

/** What the README of each bundled table of trials tells, by the set's name. */
export function bundledSets(): readonly BundledSet[] {
  return [...bundledTrials().keys()].map((id) => {
    const lines = readFileSync(join(packageRoot(), "data", id, "README.md"), "utf8").split("\n");
    const after = (mark: string) => {
      const line = lines.find((one) => one.includes(mark)) ?? "";
      return plain(line.slice(line.indexOf(mark) + mark.length)).trim();
    };
    const [licence] = after("Licence: ").split(/, (?:copyright|in `)|\. /u);
    return {
      ...{ id, title: lines[0]!.replace(/^# [^:]*: /u, ""), task: after("**Task.** ") },
      ...{ citation: plain(lines[1]!), licence: licence! },
    };
  });
}

/** What to cite for a bundled set; null if there is no such set. */
export function bundledCitation(name: string): string | null {
  return bundledSets().find(({ id }) => id === name)?.citation ?? null;
}

/** A line without markup. */
function plain(line: string): string {
  return line.replaceAll("*", "").replace(/\[([^\]]+)\]\([^)]*\)/gu, "$1");
}
