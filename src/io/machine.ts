import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Surroundings } from "../experiment/experiment.ts";
import { touching } from "./files.ts";
import { packageRoot } from "./packageRoot.ts";

/** Largest model or experiment file that is read at all. */
const mostBytes = 4 * 1024 * 1024;

/** Text of a file. @throws FileError if there is none, it may not be read or is unreasonably large. */
export function readTextFile(path: string): string {
  return touching("read", path, () => {
    const { size } = statSync(path);
    if (size > mostBytes) throw Object.assign(new Error(), { code: "EFBIG" });
    return readFileSync(path, "utf8");
  });
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

/** The files of this machine as an experiment sees them. */
export function machineSurroundings(names: { dataSets: readonly string[]; agents: readonly string[] }): Surroundings {
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
    dataSets: names.dataSets,
    agents: names.agents,
  };
}

/** A path relative to the current folder if it lies below it. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
