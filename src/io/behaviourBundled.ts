import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BundledBehaviour, readBundled } from "./bundledSets.ts";
import { packageRoot } from "./packageRoot.ts";

export { type BundledBehaviour, bundledBehaviour } from "./bundledSets.ts";

/**
 * Reads a bundled data set from the package's files.
 *
 * @throws RangeError with the nearest right name if there is no such set.
 */
export function loadBundled(id: string): BundledBehaviour {
  return readBundled(id, (name) => readFileSync(join(packageRoot(), "data", id, name), "utf8"));
}
