import { join } from "node:path";
import { canonicalJson, sha256 } from "../../experiment/hash.ts";
import { type Effect, effectOf, runPreparation } from "../../phenomena/index.ts";
import { type ModelSource, readModel } from "../../spec/index.ts";
import { type BackendName, backendNamed } from "../backends.ts";
import { machineSurroundings, readTextFile, shortPath } from "../machine.ts";
import { packageRoot, packageVersion } from "../packageRoot.ts";
import { toParquet } from "../parquet.ts";

/** The smallest piece of the board's work: one effect, one seed, with or without a mechanism. */
export interface BoardJob {
  readonly effect: string;
  readonly seed: number;
  /** Id of the ablation, or null. */
  readonly ablation: string | null;
  readonly subjects: number;
}

/** Name of a job's file in the effect's folder. */
export function jobFile({ seed, ablation }: BoardJob): string {
  return `seed-${seed}${ablation === null ? "" : `-without-${ablation}`}.parquet`;
}

/** Name of the value in a file's metadata that says what it was made from. */
export const jobKeyName = "neohebb.job";

/** Hash of everything that a job's readings depend on, besides the program itself. */
export async function jobKey(job: BoardJob): Promise<string> {
  const effect = effectOf(job.effect)!;
  const { files } = preparationModel(effect);
  return sha256(
    canonicalJson({
      version: packageVersion(),
      job,
      protocol: effect.protocol,
      change: changeOf(effect, job) ?? null,
      model: files.map(({ text }) => text),
    }),
  );
}

/** Runs a job and gives its readings as a Parquet file. @throws SpecificationError, PreparationError */
export async function runJob(job: BoardJob, backendName: BackendName): Promise<Uint8Array> {
  const effect = effectOf(job.effect)!;
  const backend = await backendNamed(backendName);
  const change = changeOf(effect, job);
  const table = await runPreparation({
    preparation: effect.protocol,
    source: preparationModel(effect),
    subjects: job.subjects,
    seed: job.seed,
    ...(change ? { change } : {}),
    ...(backend ? { backend } : {}),
  });
  return toParquet(table, { [jobKeyName]: await jobKey(job) });
}

/** The model of an effect's preparation. */
function preparationModel({ protocol }: Effect): ModelSource {
  const places = machineSurroundings();
  const path = shortPath(join(packageRoot(), "models", "preparations", `${protocol.model}.yaml`));
  return readModel(path, (file) => readTextFile(file), places);
}

function changeOf({ ablations }: Effect, { ablation }: BoardJob) {
  return ablations.find(({ id }) => id === ablation)?.change;
}
