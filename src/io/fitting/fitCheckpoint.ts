import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { FitStore } from "../../fitting/fits/fitWork.ts";
import type { FitSettings } from "../../fitting/fits/settings.ts";
import { takeLock } from "../checkpoint.ts";
import { makeFolder, touching, writeWhole } from "../files.ts";
import { type ResultPaths, ResultsError, refuseNewer, resultPaths } from "../resultsFolder.ts";
import type { FitData } from "./prepareFits.ts";

/** All that is needed to go on with an interrupted fit. */
export interface FitPlan {
  readonly format: "neohebb-fit-partial/1";
  readonly version: string;
  readonly command: string;
  readonly data: FitData;
  readonly dataHash: string;
  /** Model → path and text, as they were when the fit began. */
  readonly models: Readonly<Record<string, { readonly path: string; readonly text: string }>>;
  readonly settings: FitSettings;
}

const planName = "fit.json";
const lockName = "lock";
const secondsName = "seconds.json";

/** An interrupted or running fit's folder. */
export interface FitCheckpoint {
  readonly folder: string;
  /** Something of an earlier fit is there. */
  readonly kept: boolean;
  /** s that were spent on the fit before it was interrupted; 0 if none were kept. */
  readonly secondsBefore: number;
  storeOf(model: string): FitStore;
  /** Keeps the time that was spent so far, s. */
  keepSeconds(seconds: number): void;
  /** Lets others use the folder again. */
  release(): void;
  remove(): void;
}

/** The interrupted fit meant by a path: its folder, or that of the results folder with this name; null if there is none. */
export function findFitCheckpoint(path: string): { readonly paths: ResultPaths; readonly plan: FitPlan } | null {
  const direct = readPlan(resolve(path));
  if (direct) {
    const name = basename(resolve(path)).replace(/^\.(.*)\.partial$/u, "$1");
    return { paths: resultPaths(join(dirname(resolve(path)), name)), plan: direct };
  }
  const paths = resultPaths(path);
  const plan = readPlan(paths.partial);
  return plan && { paths, plan };
}

/**
 * Opens a fit's folder, going on with an interrupted one of the same data, models and settings.
 *
 * @throws ResultsError if another run uses it, or another fit's is there and `force` is not given.
 */
export function openFitCheckpoint({ partial }: ResultPaths, plan: FitPlan, force: boolean): FitCheckpoint {
  const lock = join(partial, lockName);
  const earlier = existsSync(partial) ? readPlan(partial) : null;
  const kept = earlier !== null && fingerprint(earlier) === fingerprint(plan);
  if (existsSync(partial) && readdirSync(partial).length > 0 && !kept && !force)
    throw new ResultsError(
      `${partial} holds an interrupted run of something else; finish it with \`neohebb resume\`, or discard it with --force`,
    );
  makeFolder(partial);
  touching("make the folder", partial, () => takeLock(lock));
  if (!kept) touching("remove", partial, () => removeOthers(partial, [lockName]));
  if (!kept) writeWhole(join(partial, planName), JSON.stringify(plan));
  return {
    ...{ folder: partial, kept },
    secondsBefore: secondsIn(partial),
    keepSeconds: (seconds) => writeWhole(join(partial, secondsName), JSON.stringify(seconds)),
    storeOf: (model) => storeIn(join(partial, "units"), model),
    release: () => rmSync(lock, { force: true }),
    remove: () => rmSync(partial, { recursive: true, force: true }),
  };
}

function secondsIn(folder: string): number {
  const path = join(folder, secondsName);
  const seconds = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  return Number.isFinite(seconds) ? seconds : 0;
}

function removeOthers(folder: string, kept: readonly string[]): void {
  for (const name of readdirSync(folder))
    if (!kept.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** A file for each finished piece: SHA-256 of the rest, then the piece by structured cloning. */
function storeIn(folder: string, model: string): FitStore {
  makeFolder(folder);
  const pathOf = (name: string) => join(folder, `${model}.${name}.bin`);
  const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
  return {
    read(name) {
      const path = pathOf(name);
      if (!existsSync(path)) return null;
      const bytes = touching("read", path, () => readFileSync(path));
      const content = bytes.subarray(32);
      // A damaged piece is done again.
      return hashOf(content).equals(bytes.subarray(0, 32)) ? deserialize(content) : null;
    },
    write(name, value) {
      const content = serialize(value);
      writeWhole(pathOf(name), Buffer.concat([hashOf(content), content]));
    },
  };
}

function readPlan(folder: string): FitPlan | null {
  const path = join(folder, planName);
  if (!existsSync(path)) return null;
  let plan: FitPlan | null = null;
  try {
    plan = JSON.parse(readFileSync(path, "utf8")) as FitPlan;
  } catch {
    // Reported below.
  }
  refuseNewer(folder, plan, "neohebb-fit-partial/1");
  if (plan?.format === "neohebb-fit-partial/1") return plan;
  throw new ResultsError(`${path} is damaged; remove ${folder} and start again`, false);
}

function fingerprint({ version, dataHash, data, models, settings }: FitPlan): string {
  return JSON.stringify([version, dataHash, data, models, settings]);
}
