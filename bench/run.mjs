// `npm run bench [-- --json] [--rounds N]`: workload R against C and plain JavaScript, in interleaved rounds.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

/** The first C compiler that makes the reference, or null. */
function compileReference(folder) {
  const program = join(folder, "workload-r");
  const options = ["-O3", "-msse4.1", "-DW=4", "-ffp-contract=off", "bench/c/workload-r.c", "-o", program, "-lm"];
  for (const compiler of [process.env.CC, "gcc", "cc", "clang"].filter(Boolean)) {
    const { status } = spawnSync(compiler, options, { stdio: "ignore" });
    if (status === 0) return { compiler, program };
  }
  return null;
}

const folder = mkdtempSync(join(tmpdir(), "neohebb-bench-"));
// Packages are found from here, so the bundle lies inside the project.
const bundles = join(root, "node_modules", ".neohebb-bench");
mkdirSync(bundles, { recursive: true });
try {
  await build({
    absWorkingDir: root,
    entryPoints: { main: "bench/main.ts", worker: "bench/worker.ts" },
    outdir: bundles,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
  const { main } = await import(pathToFileURL(join(bundles, "main.mjs")).href);
  await main({
    reference: compileReference(folder),
    worker: join(bundles, "worker.mjs"),
    arguments: process.argv.slice(2),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundles, { recursive: true, force: true });
}
