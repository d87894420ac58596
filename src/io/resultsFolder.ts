import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { sha256 } from "../experiment/hash.ts";
import { makeFolder, syncFolder, touching, writeSynced } from "./files.ts";

/** Something about where results go is not as it must be. */
export class ResultsError extends Error {
  override readonly name = "ResultsError";
  /** Other arguments would help (another folder, `--force`). */
  readonly avoidable: boolean;
  constructor(message: string, avoidable = true) {
    super(message);
    this.avoidable = avoidable;
  }
}

/** What stands in `manifest.json`. */
export interface Manifest {
  readonly format: "neohebb-results/1";
  readonly name: string;
  /** Version of neohebb. */
  readonly version: string;
  readonly specification: unknown;
  readonly specificationHash: string;
  readonly seed: number;
  readonly subjects: number;
  /** Hash of the data alone; the same on every machine. */
  readonly resultHash: string;
  readonly columnHashes: Readonly<Record<string, string>>;
  /** SHA-256 of every other file. */
  readonly files: Readonly<Record<string, string>>;
  /** The interrupted run that was continued, or null. */
  readonly startedFrom: string | null;
  /** Not hashed: s for simulation, evaluation and of all threads, largest resident memory so far (bytes), date, Node. */
  readonly timing: Readonly<Record<string, unknown>>;
}

/** A file that is whole already and only has to be moved; its SHA-256. */
export interface WrittenFile {
  readonly path: string;
  readonly hash: string;
}

/** Where an experiment's results and its checkpoint are. */
export interface ResultPaths {
  readonly results: string;
  readonly partial: string;
}

/** Paths for a results folder. */
export function resultPaths(folder: string): ResultPaths {
  const results = resolve(folder);
  return { results, partial: join(dirname(results), `.${basename(results)}.partial`) };
}

/** The manifest of a results folder, or null if it is none. @throws ResultsError if a newer program wrote it. */
export function readManifest(folder: string): Manifest | null {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  } catch {
    return null;
  }
  refuseNewer(folder, manifest, "neohebb-results/1");
  return manifest.format === "neohebb-results/1" ? manifest : null;
}

/** Refuses what a newer program wrote. @throws ResultsError */
export function refuseNewer(folder: string, written: { readonly format?: unknown } | null, known: string): void {
  const [name = "", version] = known.split("/");
  const given = String(written?.format).split("/");
  if (given[0] !== name || !(Number(given[1]) > Number(version))) return;
  throw new ResultsError(`${folder} was written by a newer neohebb (${given.join("/")}); this one reads ${known}`);
}

/**
 * Refuses to overwrite what is not to be overwritten.
 *
 * @throws ResultsError if results are there and `force` is not given, or if the folder holds something else.
 */
export function checkDestination({ results }: ResultPaths, name: string, force: boolean): void {
  recoverSwap(results);
  if (!existsSync(results)) return;
  const manifest = readManifest(results);
  if (!manifest) {
    if (touching("read", results, () => readdirSync(results)).length === 0) return;
    throw new ResultsError(`${results} holds something else than results of neohebb; it is left alone (choose --out)`);
  }
  if (!force) throw new ResultsError(`${results} holds results already; use --force to replace them, or --out`);
  if (manifest.name !== name) {
    throw new ResultsError(`${results} holds results of "${manifest.name}", not of "${name}"; it is left alone`);
  }
}

/**
 * Makes a results folder appear: files are written or moved into a folder beside it, which is then renamed. An older one
 * stays until the new one is whole.
 */
export async function publish(
  { results }: ResultPaths,
  files: Readonly<Record<string, Uint8Array | string | WrittenFile>>,
  manifest: Omit<Manifest, "files">,
): Promise<void> {
  const parent = dirname(results);
  const fresh = join(parent, `.${basename(results)}.new-${process.pid}`);
  const hashes: Record<string, string> = {};
  for (const [name, content] of Object.entries(files)) {
    hashes[name] = await hashOf(content);
  }
  const whole: Manifest = { ...manifest, files: hashes };
  touching("write", results, () => {
    rmSync(fresh, { recursive: true, force: true });
    makeFolder(fresh);
    try {
      for (const [name, content] of Object.entries(files)) {
        if (isWritten(content)) renameSync(content.path, join(fresh, name));
        else writeSynced(join(fresh, name), content);
      }
      writeSynced(join(fresh, "manifest.json"), `${JSON.stringify(whole, null, 2)}\n`);
      syncFolder(fresh);
      swap(fresh, results);
      syncFolder(parent);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      throw error;
    }
  });
}

async function hashOf(content: Uint8Array | string | WrittenFile): Promise<string> {
  if (isWritten(content)) return content.hash;
  return sha256(typeof content === "string" ? content : new Uint8Array(content));
}

function isWritten(content: Uint8Array | string | WrittenFile): content is WrittenFile {
  return typeof content === "object" && "path" in content;
}

function swap(fresh: string, results: string): void {
  if (!existsSync(results)) {
    renameSync(fresh, results);
    return;
  }
  const old = oldName(results);
  rmSync(old, { recursive: true, force: true });
  renameSync(results, old);
  try {
    renameSync(fresh, results);
  } catch (error) {
    renameSync(old, results);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** If a run ended between the two renames of a swap, the older results are put back. */
function recoverSwap(results: string): void {
  const old = oldName(results);
  if (!existsSync(old)) return;
  touching("restore", results, () => {
    if (existsSync(results)) rmSync(old, { recursive: true, force: true });
    else renameSync(old, results);
  });
}

function oldName(results: string): string {
  return join(dirname(results), `.${basename(results)}.old`);
}

/** Removes folders that publishing left when it was killed. */
export function removeLeftovers({ results }: ResultPaths): void {
  const parent = dirname(results);
  if (!existsSync(parent)) return;
  const begin = `.${basename(results)}.new-`;
  for (const name of readdirSync(parent)) {
    if (name.startsWith(begin)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
