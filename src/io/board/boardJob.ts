import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, sha256 } from "../../experiment/hash.ts";
import { type Effect, effectOf, mechanisms, runEffect, writtenEffect } from "../../phenomena/index.ts";
import type { ModelSource } from "../../spec/index.ts";
import { type BackendName, backendNamed } from "../backends.ts";
import { modelNamed } from "../modelNamed.ts";
import { packageRoot, packageVersion } from "../packageRoot.ts";
import { toParquet } from "../parquet.ts";

/** The smallest piece of the board's work: one effect, one seed, with or without a mechanism. */
export interface BoardJob {
  readonly effect: string;
  readonly seed: number;
  /** Id of one of the effect's own ablations, or null. */
  readonly ablation: string | null;
  /** Id of a mechanism that is removed for the table of ablations. */
  readonly mechanism?: string;
  readonly subjects: number;
  /** Name or path of the brain that does sessions; preparations have models of their own. */
  readonly brain: string;
}

/** Name of a job's file in the effect's folder. */
export function jobFile({ seed, ablation, mechanism }: Pick<BoardJob, "seed" | "ablation" | "mechanism">): string {
  const removed = mechanism === undefined ? ablation && `-without-${ablation}` : `-mechanism-${mechanism}`;
  return `seed-${seed}${removed ?? ""}.parquet`;
}

/** Name of the value in a file's metadata that says what it was made from. */
export const jobKeyName = "neohebb.job";

/** The brain that does sessions unless another is asked for. */
export const brainName = "reference-brain-2";

/** Hash of everything that a job's readings depend on. */
export async function jobKey(job: BoardJob): Promise<string> {
  const effect = effectOf(job.effect)!;
  const { files } = modelOf(effect, job);
  return sha256(
    canonicalJson({
      version: packageVersion(),
      program: programHash(),
      job: { ...job, brain: null },
      protocol: writtenEffect(effect).protocol,
      change: changeOf(effect, job) ?? null,
      model: files.map(({ text }) => text),
    }),
  );
}

/** A job's Parquet files. */
export interface JobFiles {
  readonly readings: Uint8Array;
  /** The trials from which the readings follow; null for preparations. */
  readonly trials: Uint8Array | null;
}

/** Name of the file of a job's trials in the effect's folder. */
export function trialsFile(job: BoardJob): string {
  return jobFile(job).replace(".parquet", "-trials.parquet");
}

/** Hash of the built program, so that readings of another one are not taken for its own; null where it is not built. */
function programHash(): string | null {
  const code = join(packageRoot(), "dist", "boardWorker.js");
  return existsSync(code) ? createHash("sha256").update(readFileSync(code)).digest("hex") : null;
}

/** Runs a job. @throws SpecificationError, PreparationError, SessionsError */
export async function runJob(job: BoardJob, backendName: BackendName): Promise<JobFiles> {
  const effect = effectOf(job.effect)!;
  const backend = await backendNamed(backendName);
  const change = changeOf(effect, job);
  const { readings, trials } = await runEffect({
    effect,
    source: modelOf(effect, job),
    subjects: job.subjects,
    seed: job.seed,
    ...(change ? { change } : {}),
    ...(backend ? { backend } : {}),
  });
  const key = { [jobKeyName]: await jobKey(job) };
  return { readings: toParquet(readings, key), trials: trials && toParquet(trials, key) };
}

/** Hash of what a verdict depends on besides the program's code (readings are code): version, effect and model. */
export async function madeFrom(effect: Effect, brain: string): Promise<string> {
  const written = (_: string, value: unknown) => (typeof value === "function" ? null : value);
  const { files } = modelOf(effect, { brain });
  const model = files.map(({ text }) => text);
  return sha256(
    canonicalJson({ version: packageVersion(), effect: JSON.parse(JSON.stringify(effect, written)), model }),
  );
}

/** The model of an effect: that of its preparation, or the brain that does the sessions. */
function modelOf({ protocol }: Effect, { brain }: Pick<BoardJob, "brain">): ModelSource {
  if (protocol.kind === "sessions") return modelNamed(brain);
  return modelNamed(join(packageRoot(), "models", "preparations", `${protocol.model}.yaml`));
}

function changeOf({ ablations }: Effect, { ablation, mechanism }: BoardJob) {
  if (mechanism !== undefined) return mechanisms.find(({ id }) => id === mechanism)!.change;
  return ablations.find(({ id }) => id === ablation)?.change;
}
