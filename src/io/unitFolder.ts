import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { UnitStore } from "../experiment/run.ts";
import { makeFolder, touching, writeWhole } from "./files.ts";

const suffix = ".unit";

/** Keeps finished units as files of a folder; files that were left half-written under a temporary name do not count. */
export function unitFolder(folder: string): UnitStore {
  makeFolder(folder);
  const path = (name: string) => join(folder, name + suffix);
  return {
    async names() {
      const files = touching("read", folder, () => readdirSync(folder));
      return new Set(files.filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length)));
    },
    async read(name) {
      try {
        return new Uint8Array(readFileSync(path(name)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async write(name, bytes) {
      writeWhole(path(name), bytes);
    },
  };
}
