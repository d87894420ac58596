import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { agentKinds } from "../agents/index.ts";
import type { Surroundings } from "../experiment/experiment.ts";
import { bundledBehaviour } from "./behaviourBundled.ts";
import { FileError, touching } from "./files.ts";
import { packageRoot } from "./packageRoot.ts";

/** Largest files that are read at all, bytes: models and experiments, and tables of behaviour. */
export const largestFile = { specification: 4 * 2 ** 20, table: 256 * 2 ** 20 } as const;

/** Text of a file. @throws FileError if there is none, it may not be read or is unreasonably large. */
export function readTextFile(path: string, largest: number = largestFile.specification): string {
  const size = touching("read", path, () => statSync(path).size);
  if (size > largest) throw new FileError(`cannot read ${path}: it is larger than ${largest / 2 ** 20} MiB`, path);
  return touching("read", path, () => readFileSync(path, "utf8"));
}

/** Bundled models: name → file. A folder `models/x` holds the model `x` in `x.yaml`. */
export function bundledModels(): Readonly<Record<string, string>> {
  const folder = join(packageRoot(), "models");
  if (!existsSync(folder)) return {};
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = entry.isDirectory() ? join(folder, entry.name, `${entry.name}.yaml`) : join(folder, entry.name);
    if (!file.endsWith(".yaml") || !existsSync(file)) continue;
    found[entry.isDirectory() ? entry.name : entry.name.slice(0, -".yaml".length)] = file;
  }
  return found;
}

/** The files of this machine as an experiment sees them, with everything that is bundled. */
export function machineSurroundings(): Surroundings {
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
    readText: readTextFile,
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
