import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { agentKinds } from "../agents/index.ts";
import type { Surroundings } from "../experiment/experiment.ts";
import { bundledBehaviour } from "./behaviourBundled.ts";
import { anywhere, type FileAccess } from "./fileAccess.ts";
import { FileError, touching } from "./files.ts";
import { packageRoot } from "./packageRoot.ts";

/** Largest files that are read at all, bytes: models and experiments, and tables of behaviour. */
export const largestFile = { specification: 4 * 2 ** 20, table: 256 * 2 ** 20 } as const;

/** Text of a file. @throws FileError if there is none, it may not be read, is no regular file or is very large. */
export function readTextFile(path: string, largest: number = largestFile.specification): string {
  checkReadable(path, largest);
  return touching("read", path, () => readFileSync(path, "utf8"));
}

/**
 * Makes sure that reading a file will come to an end.
 *
 * @throws FileError if there is none, or it is a folder, a pipe, a device or larger than `largest` bytes.
 */
export function checkReadable(path: string, largest: number): void {
  const status = touching("read", path, () => statSync(path));
  if (status.isDirectory()) throw new FileError(`cannot read ${path}: it is a folder, not a file`, path);
  if (!status.isFile()) throw new FileError(`cannot read ${path}: it is a pipe or a device, not a file`, path);
  if (status.size > largest)
    throw new FileError(`cannot read ${path}: it is larger than ${largest / 2 ** 20} MiB`, path);
}

/** Bundled models: name → file. A folder `models/x` holds the model `x` in `x.yaml`. */
export function bundledModels(): Readonly<Record<string, string>> {
  const folder = join(packageRoot(), "models");
  if (!existsSync(folder)) return {};
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = entry.isDirectory() ? join(folder, entry.name, `${entry.name}.yaml`) : join(folder, entry.name);
    if (!file.endsWith(".yaml") || !existsSync(file)) continue;
    found[entry.isDirectory() ? entry.name : entry.name.slice(0, -".yaml".length)] = file;
  }
  return found;
}

/**
 * The files of this machine as an experiment sees them, with everything that is bundled.
 *
 * @param access - Which files may be read (default all).
 */
export function machineSurroundings(access: FileAccess = anywhere): Surroundings {
  const models = bundledModels();
  const beside = (path: string, experimentFile: string) => {
    const file = resolve(dirname(experimentFile), path);
    return existsSync(file) && statSync(file).isFile() ? shortPath(file) : null;
  };
  return {
    findModel(reference, experimentFile) {
      const bundled = models[reference];
      return bundled === undefined ? beside(reference, experimentFile) : shortPath(bundled);
    },
    findFile: beside,
    readText(path) {
      const refusal = access.refusal(path);
      if (refusal !== null) throw new FileError(`cannot read ${path}: ${refusal}`, path);
      return readTextFile(path);
    },
    refusal: (path) => access.refusal(path),
    models: Object.keys(models),
    dataSets: bundledBehaviour.map(({ id }) => id),
    agents: agentKinds.map(({ id }) => id),
  };
}

/** A path relative to the current folder if it lies below it. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
