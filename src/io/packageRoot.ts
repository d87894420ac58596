import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

let found: string | null = null;

/**
 * Folder of this package: where `models`, `data` and `dist` are, wherever the running code was bundled to.
 *
 * @throws Error if the code was copied out of its package.
 */
export function packageRoot(): string {
  if (found !== null) return found;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name === "neohebb") {
      found = folder;
      return folder;
    }
    if (dirname(folder) === folder) throw new Error("the files of neohebb (models, data) are not beside its code");
  }
}

/** Version of this package. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string }).version;
}

/** Folders of this package whose files a command takes by the path that the documents give. */
const bundledFolders = /^(?:examples|experiments|models)\//u;

/** The path as given; a bundled example's own place where nothing is there and the package has a file of this name. */
export function orBundled(path: string): string {
  if (existsSync(path) || !bundledFolders.test(path)) return path;
  const bundled = join(packageRoot(), path);
  return existsSync(bundled) ? relative(process.cwd(), bundled) : path;
}
