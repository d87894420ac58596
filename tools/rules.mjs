// `node tools/rules.mjs`: writes the separately solved reference points into the protocols of examples/rules (a test
// says when they are out of date).
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(root, "tools", `.rules-${process.pid}.mjs`);
try {
  await build({
    entryPoints: [join(root, "tools/rules/separateCurves.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: bundle,
    logLevel: "warning",
  });
  const { separateCurves, separatePoints } = await import(pathToFileURL(bundle).href);
  for (const [name, curve] of Object.entries(separateCurves)) {
    const path = join(root, "examples", "rules", `${name}.yaml`);
    const text = readFileSync(path, "utf8");
    const { sweep } = parse(text);
    const x = (sweep.values ?? []).map((value) => Number.parseFloat(value));
    const values = x.length > 0 ? x : Array.from({ length: sweep.points }, (_, place) => sweep.from + place);
    const written = text.replace(/( {4}points: \|\n)((?: {6}.*\n)+)/, (_, begin, rows) => {
      const points = separatePoints(rows.split("\n")[0].trim(), values, curve);
      return `${begin}${points.replace(/^/gm, "      ")}\n`;
    });
    writeFileSync(`${path}.new`, written);
    renameSync(`${path}.new`, path);
  }
} finally {
  rmSync(bundle, { force: true });
}
