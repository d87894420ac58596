// `npm run bench [-- --json] [--rounds N]`: workload R against C and plain JavaScript, in interleaved rounds, the start
// and the size of the code generator; `--peers` adds JAX, PyTorch, brainstate and NumPy (or `--peers torch,jax`;
// installed once, into the user's cache folder), `--write-page` writes the table of docs/speed.md. With `--skipping` the default experiment with
// and without what cannot change; with `--linear [--subjects N]` the cost of up to N subjects, and its figures
// (`--write-page`: into docs/speed.md too); with `--fitting [--peers] [--subjects N]` the fitting of behavioural models, beside NumPyro,
// SciPy and pyhgf.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { yamlAlias } from "../tools/yamlAlias.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

/** The reference compiled for two instruction sets and two sizes, or null where there is no compiler. */
function compileReferences(folder) {
  for (const compiler of [process.env.CC, "gcc", "cc", "clang"].filter(Boolean)) {
    const compile = (name, options) => {
      const program = join(folder, name);
      const all = ["-O3", ...options, "-ffp-contract=off", "bench/c/workload-r.c", "-o", program, "-lm"];
      if (spawnSync(compiler, all, { stdio: "ignore" }).status !== 0) return null;
      return spawnSync(program, ["8", "1", "1"], { stdio: "ignore" }).status === 0 ? program : null;
    };
    const both = (name, options) => ({ R: compile(name, options), R16: compile(`${name}-16`, [...options, "-DR16"]) });
    const cSse = both("sse", ["-msse4.1", "-DW=4"]);
    if (cSse.R !== null) return { compiler, programs: { cSse, cAvx2: both("avx2", ["-mavx2", "-DW=8"]) } };
  }
  return null;
}

const folder = mkdtempSync(join(tmpdir(), "neohebb-bench-"));
// Packages are found from here, so the bundles lie inside the project; each run has its own.
const bundles = mkdtempSync(join(root, "node_modules", ".neohebb-bench-"));
try {
  const shared = {
    absWorkingDir: root,
    outdir: bundles,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  };
  const entryPoints = { main: "bench/main.ts", worker: "bench/worker.ts", fitting: "bench/fitting/worker.ts" };
  await build({ ...shared, entryPoints, packages: "external" });
  // As the command is bundled: with its packages.
  const require =
    'import { createRequire as benchRequire } from "node:module"; const require = benchRequire(import.meta.url);';
  const entry = { start: "bench/startProgram.ts" };
  await build({ ...shared, entryPoints: entry, minifySyntax: true, alias: yamlAlias, banner: { js: require } });
  const { main } = await import(pathToFileURL(join(bundles, "main.mjs")).href);
  await main({
    references: compileReferences(folder),
    worker: join(bundles, "worker.mjs"),
    fittingWorker: join(bundles, "fitting.mjs"),
    start: join(bundles, "start.mjs"),
    arguments: process.argv.slice(2),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundles, { recursive: true, force: true });
}
