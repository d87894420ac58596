import { join } from "node:path";
import { type BibliographyEntry, readBibliography } from "../description/index.ts";
import { machineSurroundings, readTextFile } from "../io/machine.ts";
import { packageRoot } from "../io/packageRoot.ts";
import {
  checkModel,
  type ModelSource,
  nearestName,
  type OutlinedModel,
  outlineModel,
  readModel,
} from "../spec/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { type AccessOptions, issuesError, surroundings } from "./loadExperiment.ts";

/**
 * Reads, checks and lowers a model given by the name of a bundled one or by a path from the current folder.
 *
 * @throws CommandError if there is none (wrong use) or something is wrong with it (wrong file).
 */
export function loadModel(
  reference: string,
  options: AccessOptions = {},
): OutlinedModel & { readonly source: ModelSource } {
  const places = machineSurroundings();
  const path = places.findModel(reference, join(process.cwd(), "experiment.yaml"));
  if (path === null) {
    const nearest = nearestName(reference, places.models);
    const hint = nearest ? `did you mean "${nearest}"?` : `bundled models are ${places.models.join(", ")}`;
    throw new CommandError(`there is no model or model file "${reference}"; ${hint}`, exitCodes.wrongUse);
  }
  const source = readModel(path, surroundings(path, options).readText, places);
  const issues = checkModel(source);
  if (issues.some(({ severity }) => severity === "error")) throw issuesError(issues);
  return { source, ...outlineModel(source) };
}

/** The bundled bibliography. */
export function bundledBibliography(): ReadonlyMap<string, BibliographyEntry> {
  return readBibliography(readTextFile(join(packageRoot(), "references.bib")));
}
