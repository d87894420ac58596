import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder, touching, writeWhole } from "./files.ts";
import { type ResultPaths, ResultsError, refuseNewer, resultPaths } from "./resultsFolder.ts";
import { openUnitLog, type UnitLog } from "./unitLog.ts";

/** Everything that is needed to go on with an interrupted run, whatever became of its files meanwhile. */
export interface CheckpointPlan {
  readonly format: "neohebb-partial/1";
  readonly version: string;
  readonly command: string;
  /** Path of the experiment file and its text. */
  readonly file: string;
  readonly text: string;
  readonly overrides: readonly string[];
  /** Path and text of every model file. */
  readonly modelPath: string;
  readonly modelFiles: Readonly<Record<string, string>>;
  readonly specificationHash: string;
}

const planName = "plan.json";
const lockName = "lock";

/** A run's folder of finished units. */
export interface Checkpoint {
  readonly folder: string;
  readonly store: UnitLog;
  /** Folder for the tables under way. */
  readonly tables: string;
  /** Lets others use the folder again. */
  release(): void;
  /** Removes the folder. */
  remove(): void;
}

/** The plan of an interrupted run, or null if there is none. @throws ResultsError if it is damaged. */
export function readCheckpointPlan(folder: string): CheckpointPlan | null {
  const path = join(folder, planName);
  if (!existsSync(path)) return null;
  let plan: CheckpointPlan | null = null;
  try {
    plan = JSON.parse(readFileSync(path, "utf8")) as CheckpointPlan;
  } catch {
    // Reported below.
  }
  refuseNewer(folder, plan, "neohebb-partial/1");
  if (plan?.format === "neohebb-partial/1") return plan;
  throw new ResultsError(`${path} is damaged; remove ${folder} and start again`, false);
}

/** The checkpoint folder meant by a path: itself, or that of the results folder with this name. */
export function findCheckpoint(path: string): { paths: ResultPaths; plan: CheckpointPlan } | null {
  const direct = readCheckpointPlan(path);
  if (direct) {
    const name = basename(resolve(path))
      .replace(/^\./u, "")
      .replace(/\.partial$/u, "");
    return { paths: resultPaths(join(dirname(resolve(path)), name)), plan: direct };
  }
  const paths = resultPaths(path);
  const plan = readCheckpointPlan(paths.partial);
  return plan ? { paths, plan } : null;
}

/**
 * Opens a run's checkpoint, continuing an interrupted one with the same specification and version.
 *
 * @throws ResultsError if another run is using it, or another experiment's interrupted run is there and `force` is not
 * given.
 */
export function openCheckpoint(
  paths: ResultPaths,
  plan: CheckpointPlan,
  force: boolean,
): Checkpoint & { kept: boolean } {
  const folder = paths.partial;
  const lock = join(folder, lockName);
  refuseRunning(lock);
  const earlier = existsSync(folder) ? readCheckpointPlan(folder) : null;
  const same = earlier?.specificationHash === plan.specificationHash && earlier.version === plan.version;
  if (earlier && !same && !force) {
    throw new ResultsError(
      `${folder} holds an interrupted run of another specification or version; ` +
        "finish it with `neohebb resume`, or discard it with --force",
    );
  }
  if (!same) touching("remove", folder, () => rmSync(folder, { recursive: true, force: true }));
  makeFolder(folder);
  touching("make the folder", folder, () => takeLock(lock));
  removeTemporary(folder);
  if (!same) writeWhole(join(folder, planName), JSON.stringify(plan));
  const store = openUnitLog(join(folder, "units"));
  return {
    folder,
    kept: same,
    store,
    tables: join(folder, "tables"),
    release() {
      try {
        store.close();
      } finally {
        rmSync(lock, { force: true });
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Files that a killed run left under a temporary name. */
function removeTemporary(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith(".tmp")) rmSync(join(folder, name), { force: true });
}

function refuseRunning(lock: string): void {
  const running = runningProcess(lock);
  if (running === null) return;
  throw new ResultsError(
    `another run (process ${running}) is writing to ${dirname(lock)}; wait for it, or remove ${lock} if it is gone`,
    false,
  );
}

/** Makes a lock; of two runs that begin together one finds the other's. @throws ResultsError if a run that goes on holds it */
export function takeLock(lock: string): void {
  refuseRunning(lock);
  rmSync(lock, { force: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") refuseRunning(lock);
    throw error;
  }
}

/** The process that holds a lock, if it still runs and is not this one. */
function runningProcess(lock: string): number | null {
  if (!existsSync(lock)) return null;
  const process_ = Number(readFileSync(lock, "utf8"));
  if (!Number.isInteger(process_) || process_ <= 0 || process_ === process.pid) return null;
  try {
    process.kill(process_, 0);
    return process_;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? process_ : null;
  }
}
