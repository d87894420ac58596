import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { DesignRequest, Factor } from "../fitting/fits/designColumns.ts";
import { type FitSettings, fitSettings } from "../fitting/fits/settings.ts";
import { type LoadedBehaviour, loadBehaviourModel } from "../io/fitting/behaviourModels.ts";
import { bundledTrials } from "../io/fitting/bundledTrials.ts";
import type { FitData } from "../io/fitting/prepareFits.ts";
import type { FitRequest } from "../io/fitting/runFit.ts";
import { readManifest } from "../io/resultsFolder.ts";
import { nearestName } from "../math/nearestName.ts";
import { CommandError, exitCodes } from "./failure.ts";
import { demandKind } from "./fileKind.ts";
import type { FitCommandOptions } from "./fitCommand.ts";

/** What the options of `fit` ask for. @throws CommandError, SpecificationError, FileError */
export function fitRequest(data: string, options: FitCommandOptions): FitRequest {
  return { data: dataOf(data, options), models: modelsOf(options), settings: settingsOf(options) };
}

function modelsOf({ model = [] }: FitCommandOptions): LoadedBehaviour[] {
  if (model.length === 0)
    throw new CommandError(
      "which model? say it with --model NAME[,NAME…]; `npx neohebb fit --list` shows them with the columns that they need",
      exitCodes.wrongUse,
    );
  const loaded = model.map((reference) => {
    try {
      return loadBehaviourModel(reference);
    } catch (error) {
      if (error instanceof RangeError) throw new CommandError(error.message, exitCodes.wrongUse);
      throw error;
    }
  });
  const ids = loaded.map(({ definition }) => definition.id);
  const twice = ids.find((id, at) => ids.indexOf(id) < at);
  if (twice !== undefined) throw new CommandError(`--model: "${twice}" is there twice`, exitCodes.wrongUse);
  return loaded;
}

function dataOf(data: string, options: FitCommandOptions): FitData {
  const { subjects, condition = [], within = [], covariate = [] } = options;
  const design: DesignRequest = {
    conditions: condition.map(factorOf),
    within: within.map(factorOf),
    covariates: covariate,
  };
  const missing: Record<string, string[]> = {};
  for (const [columns, value] of entries(options.missing, "--missing"))
    for (const column of listOf(columns)) missing[column] = [...(missing[column] ?? []), value];
  const levels = entries(options.levels, "--levels").map(([column, values]) => [column, listOf(values)] as const);
  return {
    file: fileOf(data),
    source: basename(data),
    options: {
      mapping: Object.fromEntries(entries(options.map, "--map")),
      rows: Object.fromEntries(entries(options.rows, "--rows")),
      missing,
      ...(levels.length > 0 && { levels: Object.fromEntries(levels) }),
      ...(subjects && { subjects }),
    },
    design,
  };
}

/** Whether a path is a results folder in which there are no trials but people's parameters. */
function isFitFolder(path: string): boolean {
  if (!statSync(path).isDirectory() || existsSync(join(path, "trials.parquet"))) return false;
  return readManifest(path) !== null && existsSync(join(path, "group.json"));
}

/** The table of a bundled set, or a path that is there. */
function fileOf(data: string): string {
  if (existsSync(data)) {
    demandKind(data, ["table", "results"]);
    if (isFitFolder(data))
      throw new CommandError(
        `${data} holds the results of a fit, not trials; give the data that were fitted. Its people's parameters are in the parameters*.parquet of the folder, its figures in ${join(data, "report.html")}`,
        exitCodes.wrongFile,
      );
    if (statSync(data).isDirectory() && !existsSync(join(data, "trials.parquet")))
      throw new CommandError(
        `${data} is a folder without trials.parquet; give a table (CSV, TSV, Parquet) or the results folder of a run`,
        exitCodes.wrongFile,
      );
    return data;
  }
  const bundled = bundledTrials();
  const file = bundled.get(data);
  if (file !== undefined) return file;
  const sets = [...bundled.keys()];
  const nearest = nearestName(data, sets) ?? sets.find((set) => data !== "" && set.startsWith(data)) ?? null;
  const hint = nearest ? `did you mean "${nearest}"?` : `bundled sets are ${sets.join(", ")}`;
  throw new CommandError(`there is no file, results folder or data set "${data}"; ${hint}`, exitCodes.wrongFile);
}

function settingsOf(options: FitCommandOptions): FitSettings {
  const { method, prior, starts, chains, warmup, draws, acceptance, seed } = options;
  if (prior === false && method !== "map")
    throw new CommandError("--no-prior: only --method map can do without priors", exitCodes.wrongUse);
  if (method !== "nuts")
    for (const [name, value] of Object.entries({ chains, warmup, draws, acceptance }))
      if (value !== undefined)
        throw new CommandError(`--${name} belongs to --method nuts, and the method is ${method}`, exitCodes.wrongUse);
  const asked = { method, starts, chains, warmup, draws, acceptance, seed };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  try {
    return fitSettings({ ...given, objective: prior === false ? "likelihood" : "posterior" });
  } catch (error) {
    throw new CommandError((error as Error).message, exitCodes.wrongUse);
  }
}

function factorOf(text: string): Factor {
  const equals = text.indexOf("=");
  return equals > 0
    ? { column: text.slice(0, equals).trim(), reference: text.slice(equals + 1).trim() }
    : { column: text, reference: null };
}

function entries(texts: readonly string[] | undefined, option: string): [string, string][] {
  return (texts ?? []).map((text) => {
    const equals = text.indexOf("=");
    const [name, value] = [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
    if (equals > 0 && name !== "" && value !== "") return [name, value];
    const empty = option === "--missing" && equals > 0 ? " (empty cells are missing as they are)" : "";
    throw new CommandError(`${option} ${text}: must be of the form name=value${empty}`, exitCodes.wrongUse);
  });
}

/** Parts between commas. */
function listOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
