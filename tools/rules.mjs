// `node tools/rules.mjs`: writes the separately solved points into the protocols of examples/rules, and the pictures and
// the generated part of docs/rules.md (tests say when they are out of date).
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(root, "tools", `.rules-${process.pid}.mjs`);
process.chdir(root);
try {
  await build({
    entryPoints: [join(root, "tools/rules/main.ts")],
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
