import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Most bytes that the code generator may have when a page loads it. */
export const MOST_GENERATOR_BYTES = 30_000;

/** Bytes of the code generator with the WebAssembly encoder, bundled, minified and compressed with gzip. */
export async function generatorSize(root: string): Promise<number> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: 'export { generate } from "./src/engine/wasm/compile.ts";', resolveDir: root, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}
