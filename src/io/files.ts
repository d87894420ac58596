import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The machine would not let a file or folder be written or read. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly path: string;
  constructor(message: string, path: string) {
    super(message);
    this.path = path;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would become larger than allowed",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder, not a file",
  EEXIST: "it exists already",
  ENOTEMPTY: "the folder is not empty",
  EMFILE: "too many files are open",
  EIO: "the disk reports an error",
  ENAMETOOLONG: "the name is too long",
};

/** An error of the machine as a clear sentence; other errors unchanged. @param doing - "write", "read", … */
export function fileError(error: unknown, doing: string, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === undefined || !(error instanceof Error)) return error;
  return new FileError(`cannot ${doing} ${path}: ${reasons[code] ?? error.message}`, path);
}

/** Runs something that touches files and turns the machine's errors into clear ones. */
export function touching<T>(doing: string, path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw fileError(error, doing, path);
  }
}

/**
 * Makes a folder and those above it; one that is there already is fine. Folder by folder, since Node 20 tries for ever
 * to make one with `recursive` below a place that takes none, such as /proc.
 *
 * @throws FileError
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.reverse()) {
    touching("make the folder", folder, () => {
      try {
        mkdirSync(folder);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    });
  }
}

/** The folder itself, or the nearest above it that is there. */
export function nearestFolder(path: string): string {
  let folder = resolve(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Writes a file under a temporary name, makes sure that it is on the disk, and renames it: whole or not at all. */
export function writeWhole(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  touching("write", path, () => {
    try {
      writeSynced(temporary, content);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Writes a file and waits until it is on the disk. */
export function writeSynced(path: string, content: Uint8Array | string): void {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const file = openSync(path, "w");
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes sure that a folder's entries are on the disk, where the system can. */
export function syncFolder(path: string): void {
  let folder: number;
  try {
    folder = openSync(path, "r");
  } catch {
    return; // Windows opens no folders.
  }
  try {
    fsyncSync(folder);
  } catch {
    // Some file systems cannot; the rename itself has happened.
  } finally {
    closeSync(folder);
  }
}
