import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const repository = fileURLToPath(new URL("..", import.meta.url));

const { version } = JSON.parse(readFileSync(`${repository}package.json`, "utf8")) as { version: string };

export default defineConfig({
  // Relative addresses, so that the folder works wherever it is put.
  base: "./",
  define: { NEOHEBB_VERSION: JSON.stringify(version) },
  plugins: [svelte()],
  resolve: {
    // The public interface of the library and nothing else.
    alias: [
      { find: /^neohebb$/u, replacement: `${repository}src/index.ts` },
      { find: /^neohebb\/charts$/u, replacement: `${repository}src/charts.ts` },
    ],
  },
  worker: { format: "es" },
  server: { fs: { allow: [repository] } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
