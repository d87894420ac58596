import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import { defineBehaviour } from "../../fitting/model/readBehaviour.ts";
import { nearestName } from "../../math/nearestName.ts";
import { FileError } from "../files.ts";
import { readTextFile, shortPath } from "../machine.ts";
import { orBundled, packageRoot } from "../packageRoot.ts";

/** Bundled behavioural models: name → file. */
export function bundledBehaviourModels(): ReadonlyMap<string, string> {
  const folder = join(packageRoot(), "models", "behaviour");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : [];
  return new Map(names.sort().map((name) => [name.slice(0, -".yaml".length), join(folder, name)]));
}

/** A behavioural model with the text it was read from. */
export interface LoadedBehaviour {
  readonly definition: BehaviourDefinition;
  readonly text: string;
  readonly path: string;
}

/**
 * Reads a behavioural model, bundled or by its path.
 *
 * @throws RangeError if there is none, FileError if it cannot be read, SpecificationError with all that is wrong with it.
 */
export function loadBehaviourModel(reference: string): LoadedBehaviour {
  const bundled = bundledBehaviourModels();
  const file = orBundled(reference);
  const path = bundled.get(reference) ?? (existsSync(file) ? file : null);
  if (path === null) {
    if (/[/\\]|\.ya?ml$/iu.test(reference))
      throw new FileError(`cannot read ${reference}: there is no such file`, reference);
    const names = [...bundled.keys()];
    const nearest = nearestName(reference, names);
    const hint = nearest ? `did you mean "${nearest}"?` : `there are ${names.join(", ")}`;
    throw new RangeError(`there is no behavioural model "${reference}"; ${hint}`);
  }
  const text = readTextFile(path);
  return { definition: defineBehaviour(text, shortPath(path)), text, path: shortPath(path) };
}
