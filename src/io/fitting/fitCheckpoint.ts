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

/** All that is needed to go on with interrupted checks of models. */
export interface ChecksPlan {
  readonly format: "neohebb-checks-partial/1";
  readonly version: string;
  readonly command: string;
  /** Model → path and text, as they were when the checks began. */
  readonly models: Readonly<Record<string, { readonly path: string; readonly text: string }>>;
  /** What decides the numbers. */
  readonly settings: Readonly<Record<string, unknown>>;
}

type Plan = FitPlan | ChecksPlan;

const planNames = { "neohebb-fit-partial/1": "fit.json", "neohebb-checks-partial/1": "checksPlan.json" } as const;
const lockName = "lock";
const secondsName = "seconds.json";

/** The folder of an interrupted or running fit, or of checks. */
export interface FitCheckpoint {
  readonly folder: string;
  /** Something of an earlier run is there. */
  readonly kept: boolean;
  /** s that were spent on it so far, before it was interrupted too. What is kept of it is as of the last finished piece. */
  secondsSpent(): number;
  /** @param part - Of the work, such as a model's name. */
  storeOf(part: string): FitStore;
  /** Keeps the time that was spent so far. */
  keepSeconds(): void;
  /** Lets others use the folder again. */
  release(): void;
  remove(): void;
}

/** The interrupted fit meant by a path: its folder, or that of the results folder with this name; null if there is none. */
export function findFitCheckpoint(path: string): { readonly paths: ResultPaths; readonly plan: FitPlan } | null {
  return findCheckpoint<FitPlan>(path, "neohebb-fit-partial/1");
}

/** The interrupted checks meant by a path, in the same way. */
export function findChecksCheckpoint(path: string): { readonly paths: ResultPaths; readonly plan: ChecksPlan } | null {
  return findCheckpoint<ChecksPlan>(path, "neohebb-checks-partial/1");
}

function findCheckpoint<Found extends Plan>(
  path: string,
  format: Found["format"],
): { readonly paths: ResultPaths; readonly plan: Found } | null {
  const direct = readPlan<Found>(resolve(path), format);
  if (direct) {
    const name = basename(resolve(path)).replace(/^\.(.*)\.partial$/u, "$1");
    return { paths: resultPaths(join(dirname(resolve(path)), name)), plan: direct };
  }
  const paths = resultPaths(path);
  const plan = readPlan<Found>(paths.partial, format);
  return plan && { paths, plan };
}

/**
 * Opens a folder for a fit or checks, going on with an interrupted one of the same data, models and settings.
 *
 * @throws ResultsError if another run uses it, or that of something else is there and `force` is not given.
 */
export function openFitCheckpoint({ partial }: ResultPaths, plan: Plan, force: boolean): FitCheckpoint {
  const lock = join(partial, lockName);
  const earlier = existsSync(partial) ? readPlan<Plan>(partial, plan.format) : null;
  const kept = earlier !== null && fingerprint(earlier) === fingerprint(plan);
  if (existsSync(partial) && readdirSync(partial).length > 0 && !kept && !force)
    throw new ResultsError(
      `${partial} holds an interrupted run of something else; finish it with \`neohebb resume\`, or discard it with --force`,
    );
  makeFolder(partial);
  touching("make the folder", partial, () => takeLock(lock));
  if (!kept) touching("remove", partial, () => removeOthers(partial, [lockName]));
  if (!kept) writeWhole(join(partial, planNames[plan.format]), JSON.stringify(plan));
  const before = secondsIn(partial);
  const opened = performance.now();
  const secondsSpent = () => before + (performance.now() - opened) / 1000;
  const keepSeconds = () => writeWhole(join(partial, secondsName), JSON.stringify(secondsSpent()));
  return {
    ...{ folder: partial, kept, secondsSpent, keepSeconds },
    storeOf: (part) => storeIn(join(partial, "units"), part, keepSeconds),
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
function storeIn(folder: string, part: string, onWritten: () => void): FitStore {
  makeFolder(folder);
  const pathOf = (name: string) => join(folder, `${part}.${name}.bin`);
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
      // Whoever is killed has at least this time counted.
      onWritten();
    },
  };
}

function readPlan<Found extends Plan>(folder: string, format: Found["format"]): Found | null {
  const path = join(folder, planNames[format]);
  if (!existsSync(path)) return null;
  let plan: Found | null = null;
  try {
    plan = JSON.parse(readFileSync(path, "utf8")) as Found;
  } catch {
    // Reported below.
  }
  refuseNewer(folder, plan, format);
  if (plan?.format === format) return plan;
  throw new ResultsError(`${path} is damaged; remove ${folder} and start again`, false);
}

/** Of what decides the results. */
function fingerprint({ command: _, ...plan }: Plan): string {
  return JSON.stringify(Object.entries(plan).sort(([a], [b]) => (a < b ? -1 : 1)));
}
