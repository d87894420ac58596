// `node tools/traces.mjs`: writes the reference traces of data/reference-traces (a test says when they are out of date).
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(root, "tools", `.traces-${process.pid}.mjs`);
process.chdir(root);
try {
  await build({
    entryPoints: [join(root, "tools/traces/main.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: bundle,
    logLevel: "warning",
  });
  await import(pathToFileURL(bundle).href);
} finally {
  rmSync(bundle, { force: true });
}
