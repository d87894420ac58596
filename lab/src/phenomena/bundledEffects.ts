import { type ModelSource, readModel } from "neohebb";
import { loadTexts } from "../simulator/bundledModels.ts";

const sources = new Map<string, ModelSource>();

/** A bundled brain or preparation by its path. @throws RangeError if there is none */
export async function bundledModel(path: string): Promise<ModelSource> {
  let source = sources.get(path);
  if (!source) {
    source = readModel(path, await loadTexts(path));
    sources.set(path, source);
  }
  return source;
}
