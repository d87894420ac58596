import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build } from "esbuild";
import { defineConfig, type Plugin } from "vite";
// biome-ignore lint/correctness/useImportExtensions: the tool is plain JavaScript with a declaration beside it.
import { reportScript } from "../tools/reportScript.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));

const { version } = JSON.parse(readFileSync(`${repository}package.json`, "utf8")) as { version: string };
const define = { NEOHEBB_VERSION: JSON.stringify(version) };

/** The script of the reports as a text, the same bytes as `dist/report-client.js`. */
function reportScriptText(): Plugin {
  const name = "virtual:report-script";
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : null),
    async load(id) {
      if (id !== `\0${name}`) return null;
      const made = await build({ ...reportScript, absWorkingDir: repository, outdir: "dist", write: false, define });
      return `export const script = ${JSON.stringify(made.outputFiles![0]!.text)};`;
    },
  };
}

/** Modules of the library do nothing but export: a page or desk carries those that it uses. */
const treeshake = { moduleSideEffects: [{ test: new RegExp(`^${repository}src/`, "u"), sideEffects: false }] };

export default defineConfig({
  // Relative addresses, so that the folder works wherever it is put.
  base: "./",
  define,
  plugins: [svelte(), reportScriptText()],
  resolve: {
    // The public interface of the library and nothing else.
    alias: [
      { find: /^neohebb$/u, replacement: `${repository}src/index.ts` },
      { find: /^neohebb\/charts$/u, replacement: `${repository}src/charts.ts` },
    ],
  },
  worker: {
    format: "es",
    plugins: () => [reportScriptText()],
    rolldownOptions: { checks: { pluginTimings: false }, treeshake },
  },
  server: { fs: { allow: [repository] } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false }, treeshake },
  },
});
