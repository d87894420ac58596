import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Interrupted } from "../../experiment/errors.ts";
import type { Table } from "../../math/table.ts";
import {
  type BoardEntry,
  type Claim,
  type Effect,
  effectOf,
  judge,
  judgedEntry,
  notYetEntry,
} from "../../phenomena/index.ts";
import type { BackendName } from "../backends.ts";
import { makeFolder, touching, writeWhole } from "../files.ts";
import { interruptedBy } from "../interruptedBy.ts";
import { fromParquet } from "../parquet.ts";
import { type BoardJob, brainName, jobFile, jobKey, jobKeyName, trialsFile } from "./boardJob.ts";
import { boardThreads } from "./boardThreads.node.ts";
import { parquetFacts } from "./parquetFacts.ts";

/** How the board is to be run. */
export interface BoardOptions {
  readonly claims: readonly Claim[];
  readonly seeds: readonly number[];
  /** Subjects an arm; default each protocol's own. */
  readonly subjects?: number;
  /** Name or path of the brain that does sessions. */
  readonly brain?: string;
  readonly threads: number;
  readonly backend: BackendName;
  /** Folder for the readings; what is there already and was made alike is used. */
  readonly folder: string;
  /** Whether mechanisms are removed, too (default). */
  readonly ablations?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BoardProgress) => void;
}

/** How far the board is. */
export interface BoardProgress {
  readonly done: number;
  readonly total: number;
  /** Jobs that an earlier run had finished. */
  readonly kept: number;
  /** Effect finished last. */
  readonly last: string;
}

/**
 * Runs the programmed effects among the claims, keeps their readings as Parquet files, and judges them from these files.
 *
 * @throws Interrupted after `signal` was aborted; finished jobs are kept. FileError
 */
export async function runBoard(options: BoardOptions): Promise<BoardEntry[]> {
  const chosen = options.claims.map((claim) => ({ claim, effect: effectOf(claim.id) }));
  const jobs = chosen.flatMap(({ effect }) => (effect ? jobsOf(effect, options) : []));
  const failures = new Map<string, string>();
  for (const [job, message] of await runJobs(jobs, options)) failures.set(job.effect, message);
  const entries: BoardEntry[] = [];
  for (const { claim, effect } of chosen) {
    const failure = failures.get(claim.id);
    if (failure !== undefined) entries.push(notYetEntry(claim, `it could not be run: ${failure}`));
    else entries.push(effect ? await judgedFromDisk(claim, effect, options) : notYetEntry(claim));
  }
  return entries;
}

function jobsOf(effect: Effect, { seeds, subjects, ablations = true, brain = brainName }: BoardOptions): BoardJob[] {
  const job = { effect: effect.id, subjects: subjects ?? effect.protocol.subjects, brain };
  const removed = ablations ? effect.ablations : [];
  return [
    ...seeds.map((seed) => ({ ...job, seed, ablation: null })),
    ...removed.map(({ id }) => ({ ...job, seed: seeds[0]!, ablation: id })),
  ];
}

/** Where and how jobs are run. */
export type JobsOptions = Pick<BoardOptions, "threads" | "backend" | "folder" | "signal" | "onProgress">;

/**
 * Runs what is not there yet, and keeps readings and trials on disk.
 *
 * @returns what went wrong, by job; the others are run all the same.
 * @throws Interrupted after `signal` was aborted; finished jobs are kept. FileError
 */
export async function runJobs(jobs: readonly BoardJob[], options: JobsOptions): Promise<ReadonlyMap<BoardJob, string>> {
  const failures = new Map<BoardJob, string>();
  const waiting: BoardJob[] = [];
  for (const job of jobs) if (!(await isThere(job, options.folder))) waiting.push(job);
  const kept = jobs.length - waiting.length;
  let done = kept;
  options.onProgress?.({ done, total: jobs.length, kept, last: "" });
  if (waiting.length === 0) return failures;
  const threads = boardThreads(Math.min(options.threads, waiting.length), options.backend);
  const stopped = interruptedBy(options.signal);
  try {
    const work = async () => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const made = await Promise.race([threads.run(job), stopped]).catch((error: unknown) => {
          if (error instanceof Interrupted) throw error;
          failures.set(job, (error as Error).message);
          return null;
        });
        done++;
        options.onProgress?.({ done, total: jobs.length, kept, last: job.effect });
        if (made === null) continue;
        const { readings, trials } = made;
        const folder = join(options.folder, job.effect);
        makeFolder(folder);
        if (trials) writeWhole(join(folder, trialsFile(job)), trials);
        writeWhole(join(folder, jobFile(job)), readings);
      }
    };
    await Promise.all(Array.from({ length: threads.parallel }, work));
  } finally {
    waiting.length = 0;
    await threads.close();
  }
  return failures;
}

/** Whether a job's readings are there whole, made by this version from the same protocol and model. */
async function isThere(job: BoardJob, folder: string): Promise<boolean> {
  const path = join(folder, job.effect, jobFile(job));
  if (!existsSync(path)) return false;
  try {
    return parquetFacts(readFileSync(path))[jobKeyName] === (await jobKey(job));
  } catch {
    return false; // A damaged file is made again.
  }
}

async function judgedFromDisk(claim: Claim, effect: Effect, options: BoardOptions): Promise<BoardEntry> {
  const { folder, seeds, subjects = effect.protocol.subjects } = options;
  const trialsPath = join(folder, effect.id);
  const tables: Table[] = [];
  const ablated: Record<string, Table> = {};
  for (const job of jobsOf(effect, options)) {
    const table = await readingsOnDisk(job, folder);
    if (job.ablation === null) tables.push(table);
    else ablated[job.ablation] = table;
  }
  return judgedEntry(claim, judge(effect, tables, ablated), { seeds, subjects, trialsPath });
}

/** The readings of a job that was run. @throws FileError */
export async function readingsOnDisk(job: BoardJob, folder: string): Promise<Table> {
  const path = join(folder, job.effect, jobFile(job));
  return fromParquet(touching("read", path, () => readFileSync(path)));
}
