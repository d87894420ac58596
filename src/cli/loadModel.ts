import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ExplainedModel } from "../description/index.ts";
import { machineSurroundings } from "../io/machine.ts";
import {
  checkModel,
  type ModelSource,
  nearestName,
  type OutlinedModel,
  outlineModel,
  readModel,
} from "../spec/index.ts";

import { CommandError, exitCodes } from "./failure.ts";
import { demandKind } from "./fileKind.ts";
import { type AccessOptions, formatIssues, issuesError, surroundings } from "./loadExperiment.ts";
import { bibliographyOf } from "./modelBibliography.ts";
import type { Terminal } from "./terminal.ts";

/** Path of a model given by the name of a bundled one or by a path. @throws CommandError (wrong use) if there is none. */
export function modelPath(reference: string): string {
  const places = machineSurroundings();
  const path = places.findModel(reference, join(process.cwd(), "experiment.yaml"));
  if (!places.models.includes(reference)) demandKind(reference, ["model"]);
  if (path !== null) return path;
  if (existsSync(reference))
    throw new CommandError(`${reference}: it is a folder, not the file of a model`, exitCodes.wrongFile);
  const nearest = nearestName(reference, places.models);
  const hint = nearest ? `did you mean "${nearest}"?` : `bundled models are ${places.models.join(", ")}`;
  throw new CommandError(`there is no model or model file "${reference}"; ${hint}`, exitCodes.wrongUse);
}

/**
 * Reads, checks and lowers a model given by the name of a bundled one or by a path from the current folder.
 *
 * @throws CommandError if there is none (wrong use) or something is wrong with it (wrong file).
 */
export function loadModel(
  reference: string,
  options: AccessOptions = {},
): OutlinedModel & { readonly source: ModelSource } {
  const path = modelPath(reference);
  const source = readModel(path, surroundings(path, options).readText, machineSurroundings());
  const issues = checkModel(source);
  if (issues.some(({ severity }) => severity === "error")) throw issuesError(issues);
  return { source, ...outlineModel(source) };
}

/**
 * Reads a model with the bibliography for its sources; a word about sources that are in none.
 *
 * @throws CommandError as `loadModel`, and if a bibliography of the model's own is faulty (wrong file).
 */
export function loadDescribedModel(reference: string, options: AccessOptions, terminal: Terminal): ExplainedModel {
  const loaded = loadModel(reference, options);
  const { file, documents } = loaded.source;
  const { entries, issues } = bibliographyOf(documents, surroundings(file, options).readText);
  if (issues.some(({ severity }) => severity === "error")) throw issuesError(issues);
  if (issues.length > 0) terminal.note(formatIssues(issues));
  return { ...loaded, bibliography: entries };
}
