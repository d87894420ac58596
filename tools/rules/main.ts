import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProtocol } from "../../src/protocol/index.ts";
import { loadProtocol, namesIn, pictureOf, type RunProtocol, rulesPage, withGenerated } from "./rulesPage.ts";
import { separateCurves, separatePoints } from "./separateCurves.ts";

const root = process.cwd();
const folder = join(root, "examples", "rules");

function write(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** Puts the separately solved points into a protocol file. */
function writePoints(name: string): void {
  const path = join(folder, `${name}.yaml`);
  const { conditions, horizontal } = loadProtocol(root, name);
  const x = conditions[0]!.points.map((point) => Number((point.x / horizontal.scale).toPrecision(12)));
  const text = readFileSync(path, "utf8").replace(
    /(kind: solved separately[\s\S]*? {4}points: \|\n)((?: {6}.*\n)+)/u,
    (_, before: string, rows: string) => {
      const points = separatePoints(rows.split("\n")[0]!.trim(), x, separateCurves[name]!);
      return `${before}${points.replace(/^/gmu, "      ")}\n`;
    },
  );
  write(path, text);
}

for (const name of Object.keys(separateCurves)) writePoints(name);
const runs: RunProtocol[] = [];
for (const name of namesIn(folder)) {
  const protocol = loadProtocol(root, name);
  runs.push({ name, protocol, curves: await runProtocol(protocol) });
}
const pictures = join(root, "docs", "pictures", "rules");
mkdirSync(pictures, { recursive: true });
for (const run of runs) write(join(pictures, `${run.name}.svg`), pictureOf(run));
const page = join(root, "docs", "rules.md");
write(page, withGenerated(readFileSync(page, "utf8"), rulesPage(root, runs)));
