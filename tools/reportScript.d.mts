import type { BuildOptions } from "esbuild";

/** How the script of the reports is bundled. */
export const reportScript: BuildOptions;
