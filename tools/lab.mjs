// `npm run lab:build`: makes the Lab as a folder of static files in lab/dist, ready for any web host (docs/hosting.md).
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNode, installDependencies, root } from "./prepare.mjs";

/** Builds the Lab into a folder, which is emptied first. */
export async function buildLab(folder) {
  const { build } = await import("vite");
  const lab = join(root, "lab");
  await build({ root: lab, configFile: join(lab, "vite.config.ts"), logLevel: "warn", build: { outDir: folder } });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  checkNode();
  installDependencies();
  await buildLab(join(root, "lab", "dist"));
  console.log("The Lab is in lab/dist; docs/hosting.md says how to put it on a web host.");
}
