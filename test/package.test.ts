import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followPage } from "./support/tutorial.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "neohebb-package-"));
const installed = join(folder, "node_modules", "neohebb");
const command = join(folder, "node_modules", ".bin", "neohebb");

const run = (file: string, ...args: string[]) =>
  execFileSync(file, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 100_000 });

beforeAll(() => {
  const listing = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const packed = JSON.parse(listing) as { filename: string }[] | Record<string, { filename: string }>;
  const [{ filename }] = (Array.isArray(packed) ? packed : Object.values(packed)) as [{ filename: string }];
  writeFileSync(join(folder, "package.json"), '{"private":true,"type":"module"}');
  run("npm", "install", "--no-fund", "--no-audit", "--omit=dev", "--prefer-offline", join(folder, filename));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package, installed from its tarball", () => {
  it("runs its command", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(run(command, "--version").trim()).toBe(version);
    expect(run(command, "list", "tasks")).toContain("three-armed-reversal-v1");
  });

  it("runs an experiment from another folder", () => {
    const file = join(installed, "experiments", "three-armed-reversal.yaml");
    run(command, "run", file, "--subjects", "4", "--quiet", "--set", "attribution=false");
    expect(existsSync(join(folder, "results", "three-armed-reversal", "report.html"))).toBe(true);
  }, 120_000);

  it("is a library too", () => {
    writeFileSync(join(folder, "use.mjs"), 'import * as n from "neohebb";console.log(Object.keys(n).length > 5);');
    expect(run("node", "use.mjs").trim()).toBe("true");
  });

  it.each(["library.md", "tasks.md", "tutorial-circuit.md", "coming-from.md"])(
    "prints what docs/%s says when one does as it says",
    (page) => {
      expect(followPage(join(installed, "docs", page), folder)).toEqual([]);
    },
    120_000,
  );

  it("runs the rule that docs/rules.md teaches to write", () => {
    expect(followPage(join(installed, "docs", "rules.md"), folder)).toEqual([]);
    expect(run(command, "check", "bench.yaml")).toContain("bench.yaml: sound");
    run(command, "run", "protocol.yaml", "--quiet");
    expect(existsSync(join(folder, "results", "patience", "curve.csv"))).toBe(true);
  }, 120_000);

  it("has neither tests nor source maps in it", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.test\.|\.map$|fixtures/.test(file) && !file.includes("node_modules"))).toEqual([]);
    for (const file of files.filter((name) => name.startsWith("dist") && name.endsWith(".js")))
      expect(readFileSync(join(installed, file), "utf8").includes("sourceMappingURL"), file).toBe(false);
  });
});
