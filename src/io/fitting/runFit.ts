import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { canonicalJson, resultHash, sha256 } from "../../experiment/hash.ts";
import type { ExecutorMaker } from "../../fitting/fits/executor.ts";
import { type FitProgress, type FitStore, fitModel } from "../../fitting/fits/fitModel.ts";
import type { FittedModel } from "../../fitting/fits/fittedModel.ts";
import { parameterTable } from "../../fitting/fits/parameterTable.ts";
import type { FitSettings } from "../../fitting/fits/settings.ts";
import type { Table } from "../../math/table.ts";
import { packageVersion } from "../packageRoot.ts";
import { toParquet } from "../parquet.ts";
import { checkDestination, publish, type ResultPaths, removeLeftovers, type WrittenFile } from "../resultsFolder.ts";
import type { LoadedBehaviour } from "./behaviourModels.ts";
import { type FitData, type ReadyFit, readyFit } from "./prepareFits.ts";

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
  readonly command: string;
  readonly executor: ExecutorMaker;
  /** Keeps what is finished of a model. */
  readonly storeOf?: (model: string) => FitStore;
  readonly onReady?: (ready: ReadyFit) => void;
  readonly onProgress?: (model: string, progress: FitProgress) => void;
  readonly signal?: AbortSignal;
}

/** A finished fit. */
export interface FinishedFit {
  readonly folder: string;
  readonly models: readonly { readonly ready: ReadyFit; readonly fitted: FittedModel }[];
  readonly resultHash: string;
}

/**
 * Fits models to a file's data and writes the results folder, which appears whole or not at all.
 *
 * @throws ResultsError, FileError, DataFileError, FitInterrupted
 */
export async function runFit({ data, models, settings }: FitRequest, options: FitOptions): Promise<FinishedFit> {
  const { paths, force, command, executor, storeOf, onReady, onProgress, signal } = options;
  const name = `fit ${basename(data.file)}`;
  checkDestination(paths, name, force);
  removeLeftovers(paths);
  const started = performance.now();
  const finished: { ready: ReadyFit; fitted: FittedModel }[] = [];
  for (const loaded of models) {
    const ready = await readyFit(loaded, data);
    onReady?.(ready);
    const id = loaded.definition.id;
    const fitted = await fitModel(ready.model, settings, {
      executor,
      ...(storeOf && { store: storeOf(id) }),
      ...(signal && { signal }),
      onProgress: (progress) => onProgress?.(id, progress),
    });
    finished.push({ ready, fitted });
  }
  const tables: Record<string, Table> = Object.fromEntries(
    finished.map(({ fitted }) => [fileName("parameters", fitted, models.length), parameterTable(fitted)]),
  );
  const { hash, columns } = await resultHash(tables);
  const version = packageVersion();
  const specification = {
    data: { file: basename(data.file), sha256: await fileHash(data.file), ...data.options, design: data.design },
    models: Object.fromEntries(models.map(({ definition, text }) => [definition.id, text])),
    settings,
  };
  const facts = { neohebb: version, resultHash: hash };
  const files: Record<string, Uint8Array | string | WrittenFile> = {};
  for (const [table, columnsOf] of Object.entries(tables)) files[`${table}.parquet`] = toParquet(columnsOf, facts);
  await publish(paths, files, {
    ...{ format: "neohebb-results/1", name, version, specification, seed: settings.seed, resultHash: hash },
    specificationHash: await sha256(canonicalJson(specification)),
    subjects: new Set(finished[0]!.fitted.job.records.map(({ person }) => person)).size,
    columnHashes: columns,
    startedFrom: null,
    timing: {
      command,
      fitting: Number(((performance.now() - started) / 1000).toFixed(3)),
      finished: new Date().toISOString(),
      node: process.version,
    },
  });
  return { folder: paths.results, models: finished, resultHash: hash };
}

/** With several models, files carry the model's name. */
function fileName(what: string, { definition }: FittedModel, models: number): string {
  return models === 1 ? what : `${what}-${definition.id}`;
}

/** SHA-256 of a file's bytes, read piece by piece. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
