import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { canonicalJson, resultHash, sha256 } from "../../experiment/hash.ts";
import type { PredictiveSource } from "../../fitting/checks/index.ts";
import type { FitSummary } from "../../fitting/fitSummary.ts";
import { compareModels } from "../../fitting/fits/compareModels.ts";
import { describeFit } from "../../fitting/fits/describeFit.ts";
import type { ExecutorMaker } from "../../fitting/fits/executor.ts";
import { fitModel } from "../../fitting/fits/fitModel.ts";
import type { FitProgress } from "../../fitting/fits/fitWork.ts";
import type { ModelFit } from "../../fitting/fits/modelFit.ts";
import { parameterTable } from "../../fitting/fits/parameterTable.ts";
import type { FitSettings } from "../../fitting/fits/settings.ts";
import type { Table } from "../../math/table.ts";
import { citation } from "../bibliography.ts";
import { packageVersion } from "../packageRoot.ts";
import { toParquet } from "../parquet.ts";
import { checkDestination, publish, type ResultPaths, removeLeftovers, type WrittenFile } from "../resultsFolder.ts";
import type { LoadedBehaviour } from "./behaviourModels.ts";
import { bundledCitation } from "./bundledTrials.ts";
import { type FitCheckpoint, openFitCheckpoint } from "./fitCheckpoint.ts";
import { NetcdfUnavailable, writeInferenceData } from "./inferenceData.ts";
import { inferenceDataOf } from "./inferenceDataOf.ts";
import { type PredictedResponses, predictionsOf } from "./predictions.ts";
import { type FitData, type ReadyFit, readyFit, scaleNotes } from "./prepareFits.ts";
import { trialsOf } from "./readColumns.ts";

/** A fit of models to a file, as asked for. */
export interface FitRequest {
  readonly data: FitData;
  readonly models: readonly LoadedBehaviour[];
  readonly settings: FitSettings;
}

/** How it is carried out on this machine. */
export interface FitOptions {
  readonly paths: ResultPaths;
  readonly force: boolean;
  /** That makes the fit again. */
  readonly command: string;
  readonly executor: ExecutorMaker;
  /** From where behaviour is simulated beside that of the data; default: none is. */
  readonly predictive?: readonly PredictiveSource[];
  /** The page of a fit; without it there is none. */
  readonly render?: (summary: FitSummary) => string;
  readonly onReady?: (ready: ReadyFit) => void;
  readonly onProgress?: (model: string, progress: FitProgress) => void;
  /** Something that the reader has to know of the results. */
  readonly onNote?: (note: string) => void;
  readonly signal?: AbortSignal;
}

/** A finished fit. */
export interface FinishedFit {
  readonly folder: string;
  readonly fits: readonly ModelFit[];
  readonly summary: FitSummary;
}

/**
 * Fits models to a file's data and writes the results folder, which appears whole or not at all: `parameters.parquet`,
 * `group.json`, `inferenceData.nc` (of draws), `comparison.json` (of several models), `report.html`, `manifest.json`.
 *
 * @throws ResultsError, FileError, DataFileError, FitInterrupted
 */
export async function runFit(request: FitRequest, options: FitOptions): Promise<FinishedFit> {
  const { data, models, settings } = request;
  const { paths, force, command, executor, onReady, onProgress, signal } = options;
  checkDestination(paths, fitName(data), force);
  removeLeftovers(paths);
  const ready: ReadyFit[] = [];
  for (const loaded of models) {
    const one = await readyFit(loaded, data, models);
    onReady?.(one);
    ready.push(one);
  }
  const scales = scaleNotes(models, ready, data.options.mapping ?? {});
  for (const note of scales) options.onNote?.(note);
  const dataHash = await fileHash(data.file);
  const checkpoint = openFitCheckpoint(paths, fitPlan(request, { command, dataHash }), force);
  try {
    const fits: ModelFit[] = [];
    for (const { model } of ready) {
      const { id } = model.definition;
      const store = checkpoint.storeOf(id);
      const run = { executor, store, onProgress: (progress: FitProgress) => onProgress?.(id, progress) };
      fits.push(await fitModel(model, settings, { ...run, ...(signal && { signal }) }));
    }
    const finished = await write(request, options, { fits, ready, scales, dataHash, checkpoint });
    checkpoint.remove();
    return finished;
  } catch (error) {
    checkpoint.keepSeconds();
    throw error;
  } finally {
    checkpoint.release();
  }
}

/** Name of a fit in its manifest. */
function fitName({ source }: FitData): string {
  return `fit of ${source}`;
}

function fitPlan({ data, models, settings }: FitRequest, { command, dataHash }: { command: string; dataHash: string }) {
  const texts = models.map(({ definition, text, path }) => [definition.id, { path, text }] as const);
  return {
    ...{ format: "neohebb-fit-partial/1" as const, version: packageVersion(), command, data, dataHash, settings },
    models: Object.fromEntries(texts),
  };
}

interface Work {
  readonly fits: readonly ModelFit[];
  readonly ready: readonly ReadyFit[];
  /** Why models may not be comparable. */
  readonly scales: readonly string[];
  readonly dataHash: string;
  readonly checkpoint: FitCheckpoint;
}

async function write(request: FitRequest, options: FitOptions, work: Work): Promise<FinishedFit> {
  const { data, models, settings } = request;
  const { fits, ready, scales, dataHash, checkpoint } = work;
  const { paths, command, render } = options;
  const version = packageVersion();
  const nameOf = (what: string, { definition }: ModelFit) => (fits.length === 1 ? what : `${what}-${definition.id}`);
  const parameters = Object.fromEntries(fits.map((fit) => [nameOf("parameters", fit), parameterTable(fit)]));
  const { hash, columns } = await resultHash({ ...parameters, ...drawTables(fits, nameOf) });
  const [first] = ready;
  const comparison = await compareModels(fits, {
    onIteration: (done) => options.onProgress?.("all models", { stage: "comparing", done, total: null }),
    ...(options.signal && { signal: options.signal }),
  });
  const predicted = await predictions(work, options);
  const seconds = Number(checkpoint.secondsSpent().toFixed(3)); // Comparing and predicting are part of it.
  const described = describeFit(
    fits,
    {
      ...{ version, name: fitName(data), command, seconds, resultHash: hash },
      sources: Object.fromEntries(fits.flatMap((fit) => fit.definition.sources.map((key) => [key, citation(key)]))),
      data: {
        ...{ source: data.source, citation: bundledCitation(data.source), columns: first!.sources, ...first!.counts },
        notes: [...new Set([...scales, ...ready.flatMap(({ notes }) => notes)])],
      },
    },
    comparison,
  );
  const predictive = predicted.flatMap((own) => own.map(({ check }) => check));
  const summary: FitSummary = { ...described, checks: { ...described.checks, predictive } };
  const files: Record<string, Uint8Array | string | WrittenFile> = {
    "group.json": json({ ...summary, models: summary.models.map(({ people: _, ...model }) => model) }),
    ...(summary.comparison && { "comparison.json": json(summary.comparison) }),
    ...(render && { "report.html": render(summary) }),
  };
  const facts = { neohebb: version, resultHash: hash };
  for (const [name, table] of Object.entries(parameters)) files[`${name}.parquet`] = toParquet(table, facts);
  for (const [at, fit] of fits.entries()) {
    const responses = predicted[at]!.flatMap((one) => (one.responses ? [one.responses] : []));
    const path = join(checkpoint.folder, `${nameOf("inferenceData", fit)}.nc`);
    const written = await inferenceFile(fit, path, responses, options);
    if (written) files[`${nameOf("inferenceData", fit)}.nc`] = written;
  }
  const specification = {
    data: { source: data.source, sha256: dataHash, ...data.options, design: data.design },
    models: Object.fromEntries(models.map(({ definition, text }) => [definition.id, text])),
    settings,
  };
  await publish(paths, files, {
    ...{ format: "neohebb-results/1", name: fitName(data), version, specification, seed: settings.seed },
    specificationHash: await sha256(canonicalJson(specification)),
    ...{ subjects: summary.data.subjects, resultHash: hash, columnHashes: columns },
    startedFrom: checkpoint.kept ? checkpoint.folder : null,
    timing: { fitting: seconds, finished: new Date().toISOString(), node: process.version },
  });
  return { folder: paths.results, fits, summary };
}

/** What each model would have done in every trial, [model][source]. @throws FitInterrupted */
async function predictions(
  { fits, ready }: Work,
  { predictive = [], executor, onProgress, signal }: FitOptions,
): Promise<Awaited<ReturnType<typeof predictionsOf>>[][]> {
  const all: Awaited<ReturnType<typeof predictionsOf>>[][] = [];
  for (const [at, fit] of fits.entries()) {
    const known = fit.job.records.map(({ name }) => ready[at]!.known.get(name));
    const own: Awaited<ReturnType<typeof predictionsOf>>[] = [];
    for (const from of predictive)
      own.push(
        await predictionsOf(fit, {
          ...{ from, known, executor, signal },
          onRecord: (done, total) => onProgress?.(fit.definition.id, { stage: "checking", done, total }),
        }),
      );
    all.push(own);
  }
  return all;
}

/** Draws as they are hashed: a column for each chain. */
function drawTables(fits: readonly ModelFit[], nameOf: (what: string, fit: ModelFit) => string): Record<string, Table> {
  return Object.fromEntries(
    fits.flatMap((fit) => {
      const { sampled } = fit;
      if (!sampled) return [];
      const columns = sampled.chains.map(({ chain, positions }) => [`chain${chain}`, positions] as const);
      return [[nameOf("draws", fit), Object.fromEntries(columns)] as const];
    }),
  );
}

async function inferenceFile(
  fit: ModelFit,
  path: string,
  responses: readonly PredictedResponses[],
  { onNote }: FitOptions,
): Promise<WrittenFile | null> {
  const inference = await inferenceDataOf(fit, responses);
  if (!inference) return null;
  if (inference.note !== null) onNote?.(inference.note);
  try {
    await writeInferenceData(path, inference.data, packageVersion());
  } catch (error) {
    // Everything else is there; who wants this file is told what it needs.
    if (!(error instanceof NetcdfUnavailable)) throw error;
    onNote?.("inferenceData.nc is left out: it needs the optional package h5wasm (npm install h5wasm).");
    return null;
  }
  return { path, hash: await fileHash(path) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** SHA-256 of a file's bytes, read piece by piece; of a results folder that of its trials. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(trialsOf(path))) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
