import { join } from "node:path";
import { makeFolder, writeWhole } from "../files.ts";

/** Writes files into a folder, each whole or not at all. @throws FileError */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  makeFolder(folder);
  for (const [name, text] of Object.entries(files)) writeWhole(join(folder, name), text);
}
