// `npm run build`: library (tsc), command and workers (esbuild), the report's script, the Lab (Vite). Skipped when
// nothing changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLab } from "./lab.mjs";
import { reportScript } from "./reportScript.mjs";
import { yamlAlias } from "./yamlAlias.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = join(root, "dist");
const stampFile = join(output, ".stamp");
const force = process.argv.includes("--force");
/** Only what the command needs to run: no library, no types. */
const bundleOnly = process.argv.includes("--bundle-only");

function sources() {
  // The Lab carries the models' texts.
  const folders = ["src", ...(bundleOnly ? [] : ["lab/src", "models"])];
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const others = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "tools/build.mjs",
    "references.bib",
    "scoreboard/board.json",
    "scoreboard/reduced/board.json",
  ];
  return [...below, ...others.map((name) => join(root, name))].sort();
}

/** Changes whenever a source file is added, removed, touched or resized. */
function stamp() {
  const hash = createHash("sha256").update(bundleOnly ? "bundle" : "all");
  for (const file of sources()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex");
}

function buildLibrary(folder) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", folder], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the TypeScript compiler found errors");
}

async function bundle(folder) {
  const { build } = await import("esbuild");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const shared = {
    absWorkingDir: root,
    bundle: true,
    legalComments: "none",
    logLevel: "warning",
    define: { NEOHEBB_VERSION: JSON.stringify(version) },
  };
  const command = {
    ...shared,
    entryPoints: {
      cli: "src/cli/main.ts",
      worker: "src/io/worker.node.ts",
      boardWorker: "src/io/board/boardWorker.node.ts",
      calibrationWorker: "src/io/calibration/candidateWorker.node.ts",
      fitWorker: "src/io/fitting/fitWorker.node.ts",
    },
    outdir: folder,
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    alias: yamlAlias,
    // Packages in the CommonJS form ask for `require`.
    banner: {
      js: 'import { createRequire as neohebbCreateRequire } from "node:module"; const require = neohebbCreateRequire(import.meta.url);',
    },
  };
  const charts = {
    ...shared,
    entryPoints: { charts: "src/charts.ts" },
    outdir: folder,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    // In place of the compiler's, which asks for packages.
    allowOverwrite: true,
  };
  await Promise.all([build(command), build({ ...reportScript, ...shared, outdir: folder }), build(charts)]);
  const cli = join(folder, "cli.js");
  writeFileSync(cli, `#!/usr/bin/env node\n${readFileSync(cli, "utf8")}`);
  chmodSync(cli, 0o755);
}

function upToDate(current) {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === current;
}

async function main() {
  const current = stamp();
  if (!force && upToDate(current)) {
    console.log("build: up to date");
    return;
  }
  const started = Date.now();
  const fresh = join(root, `.dist-${process.pid}`);
  const old = `${fresh}-old`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  try {
    if (!bundleOnly) buildLibrary(fresh);
    await bundle(fresh);
    if (!bundleOnly) await buildLab(join(fresh, "lab"));
    writeFileSync(join(fresh, ".stamp"), current);
    if (existsSync(output)) renameSync(output, old);
    renameSync(fresh, output);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
  console.log(`build: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

try {
  await main();
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}
