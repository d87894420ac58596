import { join } from "node:path";
import { type ModelSource, readModel } from "../spec/index.ts";
import { machineSurroundings, readTextFile } from "./machine.ts";

/** A bundled model by its name, or another by its path from the current folder. @throws RangeError if there is none */
export function modelNamed(reference: string): ModelSource {
  const places = machineSurroundings();
  const path = places.findModel(reference, join(process.cwd(), "experiment.yaml"));
  if (path === null) throw new RangeError(`there is no model or model file "${reference}"`);
  return readModel(path, (file) => readTextFile(file), places);
}
