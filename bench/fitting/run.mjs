// `node bench/fitting/run.mjs map|nuts|data [subjects]`: bundles and runs bench/fitting/inference.ts. `data` prints the
// simulated group, for the peers: `node bench/fitting/run.mjs data 20 > learners.json`, then
// `python bench/fitting/numpyro_peer.py learners.json` and `python bench/fitting/scipy_peer.py learners.json`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
process.chdir(root);
const folder = mkdtempSync(join(root, "node_modules", ".fitting-"));
try {
  const outfile = join(folder, "inference.mjs");
  await build({
    ...{ entryPoints: ["bench/fitting/inference.ts"], outfile, bundle: true, platform: "node", format: "esm" },
    ...{ packages: "external", logLevel: "error" },
  });
  process.exitCode = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
