import { basename, dirname, join, normalize } from "node:path";

/**
 * The model that a kept model file extends, among the files kept with it, wherever the command is now: a bundled one by
 * its name, or one by its path relative to the file. Null if it was not kept.
 */
export function keptModel(paths: readonly string[], reference: string, from: string): string | null {
  const beside = join(dirname(from), reference);
  const isBundled = (path: string) =>
    basename(path) === `${reference}.yaml` &&
    (basename(dirname(path)) === "models" ||
      (basename(dirname(path)) === reference && basename(dirname(dirname(path))) === "models"));
  return paths.find(isBundled) ?? paths.find((path) => normalize(path) === beside) ?? null;
}
