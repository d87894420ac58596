import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  /** A folder of this repository. */
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, Entry>>;
};

describe("the lock file", () => {
  it("names no registry", () => {
    expect(
      Object.keys(packages).filter((path) => packages[path]!.resolved !== undefined && !packages[path]!.link),
    ).toEqual([]);
  });

  it("has the packages of every platform (else: node tools/completeLock.mjs)", () => {
    const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.entries(optionalDependencies)
        .filter(([name, version]) => /^\d/u.test(version) && !packages[`node_modules/${name}`])
        .map(([name]) => name),
    );
    expect(missing).toEqual([]);
  });
});
