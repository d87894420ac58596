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

/** What to cite for a bundled set: the line below the title of its README, without markup; null if there is no such set. */
export function bundledCitation(name: string): string | null {
  if (!bundledTrials().has(name)) return null;
  const lines = readFileSync(join(packageRoot(), "data", name, "README.md"), "utf8").split("\n");
  return lines[1]!.replaceAll("*", "").replace(/\[(doi [^\]]+)\]\([^)]*\)/u, "$1");
}
