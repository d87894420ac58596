import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "./prepare.mjs";

/** Bundles a TypeScript file of the project (path from its folder), runs it, and returns what it exports. */
export async function runTypeScript(entry) {
  const bundle = join(root, "tools", `.run-${process.pid}.mjs`);
  try {
    await build({
      entryPoints: [join(root, entry)],
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      outfile: bundle,
      logLevel: "warning",
    });
    return await import(pathToFileURL(bundle).href);
  } finally {
    rmSync(bundle, { force: true });
  }
}
