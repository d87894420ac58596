import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BehaviourDefinition } from "../../fitting/model/definition.ts";
import { defineBehaviour } from "../../fitting/model/readBehaviour.ts";
import { nearestName } from "../../math/nearestName.ts";
import { readTextFile } from "../machine.ts";
import { packageRoot } from "../packageRoot.ts";

/** There is no model of a name. */
export class UnknownModelError extends Error {
  override readonly name = "UnknownModelError";
}

/** Names of the models of the library. */
export function libraryModels(): string[] {
  return readdirSync(join(packageRoot(), "models", "behaviour"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

/**
 * A behavioural model of the library, by name, or of a file.
 *
 * @throws UnknownModelError with the nearest name, SpecificationError with everything that is wrong with the file.
 */
export function readModelDefinition(reference: string): BehaviourDefinition {
  const names = libraryModels();
  const path = names.includes(reference) ? join(packageRoot(), "models", "behaviour", `${reference}.yaml`) : reference;
  if (!existsSync(path) || !statSync(path).isFile()) {
    const nearest = nearestName(reference, names);
    const hint = nearest === null ? `the library has ${names.join(", ")}` : `did you mean "${nearest}"?`;
    throw new UnknownModelError(`there is no behavioural model or file "${reference}"; ${hint}`);
  }
  return defineBehaviour(readTextFile(path), path);
}
