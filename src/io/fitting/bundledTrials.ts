import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../packageRoot.ts";

/** Bundled tables with one row a trial: name of the set → file. It is `trials.csv`, or the only table of the set. */
export function bundledTrials(): ReadonlyMap<string, string> {
  const folder = join(packageRoot(), "data");
  const found = new Map<string, string>();
  if (!existsSync(folder)) return found;
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const tables = readdirSync(join(folder, name)).filter((file) => file.endsWith(".csv"));
    const table = tables.includes("trials.csv") ? "trials.csv" : tables.length === 1 ? tables[0]! : null;
    if (table !== null) found.set(name, join(folder, name, table));
  }
  return found;
}
