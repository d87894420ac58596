import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { packageRoot } from "./packageRoot.ts";

/** Which files a file may make the program read. */
export interface FileAccess {
  /** Why a path may not be read, or null if it may. */
  refusal(path: string): string | null;
}

/** Every file, wherever it is. */
export const anywhere: FileAccess = { refusal: () => null };

/** What marks the top folder of a project. */
const marks = ["package.json", ".git"];

/**
 * Files of the project to which a file belongs, and those that come with this package; links count as what they lead
 * to. The project is the nearest folder above the file with a `package.json` or `.git`, without one the file's folder.
 */
export function withinProject(file: string): FileAccess {
  const folders = [projectFolder(file), real(packageRoot())];
  return {
    refusal(path) {
      const target = real(path);
      if (folders.some((folder) => isWithin(folder, target))) return null;
      return `it lies outside of ${folders[0]}; --allow-outside allows that`;
    },
  };
}

function projectFolder(file: string): string {
  const own = dirname(real(file));
  for (let folder = own; dirname(folder) !== folder; folder = dirname(folder))
    if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
  return own;
}

/** The path without links; as it is where nothing is there. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return (
    way === "" || (way !== ".." && !/^\.\.[/\\]/u.test(way) && resolve(folder, way) === path && !isOtherDrive(way))
  );
}

function isOtherDrive(way: string): boolean {
  return /^[A-Za-z]:/u.test(way);
}
